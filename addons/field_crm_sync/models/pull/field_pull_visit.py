from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.field_crm.models.visit.states import OPEN_STATES


class FieldPullVisit(models.AbstractModel):
    """A year of visits, and what the rep still has to do (S3-16, S3-28, S3-59)."""

    _name = "field.pull.visit"
    _description = "Visits of a phone"
    _inherit = ["field.pull.table"]

    _source = "field.visit"
    _pull_columns = (
        "name",
        "partner_id",
        "user_id",
        "date",
        "state",
        "type_id",
        "subject",
        "comment",
        "answer_ids",
        "answer_summary",
        "before_client",
        "duration",
        "revisit_date",
        "problem",
    )

    @api.model
    def _get_domain(self):
        account = self.env["field.pull.partner"]._get_domain()
        mine = Domain("user_id", "=", self.env.uid) & Domain("state", "in", OPEN_STATES)
        recent = Domain("date", ">=", self._get_oldest())
        return Domain("partner_id", "any", account) & (recent | mine)

    @api.model
    def _get_oldest(self):
        """First moment of what phones hold of the past."""
        days = self.env.company.field_phone_history_days
        midnight = fields.Datetime.now().replace(hour=0, minute=0, second=0)
        return midnight - timedelta(days=days)

    @api.model
    def _get_expression(self, name, query):
        if name == "answer_ids":
            key = SQL.identifier(query.table, "answer_key")
            return SQL("CASE WHEN %s <> '' THEN ('[' || %s || ']')::json END", key, key)
        return super()._get_expression(name, query)

    @api.model
    def _get_gained_ids(self, cursor):
        return self._get_ids_of_gained("partner_id", cursor)

    @api.model
    def _get_stored_names(self):
        return [*super()._get_stored_names(), "answer_key"]
