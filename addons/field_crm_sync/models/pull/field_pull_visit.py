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
    _columns = (
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
        days = self.env.company.field_phone_history_days
        oldest = fields.Datetime.now().replace(hour=0, minute=0, second=0)
        account = self.env["field.pull.partner"]._get_domain()
        mine = Domain("user_id", "=", self.env.uid) & Domain("state", "in", OPEN_STATES)
        recent = Domain("date", ">=", oldest - timedelta(days=days))
        return Domain("partner_id", "any", account) & (recent | mine)

    @api.model
    def _get_expression(self, name, query):
        if name == "answer_ids":
            key = SQL.identifier(query.table, "answer_key")
            return SQL("CASE WHEN %s <> '' THEN ('[' || %s || ']')::json END", key, key)
        return super()._get_expression(name, query)

    @api.model
    def _get_gained_ids(self, cursor):
        self.env.cr.execute(
            SQL(
                "SELECT id FROM field_visit WHERE partner_id IN "
                "(SELECT id FROM res_partner WHERE %s)",
                self._is_since(SQL.identifier("sync_gain_xid"), cursor),
            )
        )
        return {row[0] for row in self.env.cr.fetchall()}

    @api.model
    def _get_stored_names(self):
        return [*super()._get_stored_names(), "answer_key"]
