from odoo import api, models
from odoo.fields import Domain


class FieldPullHistory(models.AbstractModel):
    """What the ERP knows of the clients (S3-16, S3-29 … S3-31).

    Litigations are taken along, marked: the screen hides them until asked.
    """

    _name = "field.pull.history"
    _description = "History of a phone"
    _inherit = ["field.pull.table"]

    _source = "field.history"
    _pull_columns = (
        "partner_id",
        "date",
        "time",
        "subject",
        "comment",
        "origin",
        "author",
        "is_hidden",
    )

    @api.model
    def _get_domain(self):
        account = self.env["field.pull.partner"]._get_domain()
        oldest = self.env["field.pull.visit"]._get_oldest()
        return Domain("partner_id", "any", account) & Domain("date", ">=", oldest)

    @api.model
    def _get_expression(self, name, query):
        if name == "is_hidden":
            return super()._get_expression("is_litigation", query)
        return super()._get_expression(name, query)

    @api.model
    def _get_gained_ids(self, cursor):
        return self._get_ids_of_gained("partner_id", cursor)

    @api.model
    def _get_stored_names(self):
        return [*super()._get_stored_names(), "is_litigation"]
