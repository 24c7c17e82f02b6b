from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class FieldPullPerson(models.AbstractModel):
    """The people of clients and prospects (S3-14)."""

    _name = "field.pull.person"
    _description = "People of a phone"
    _inherit = ["field.pull.table"]

    _source = "res.partner"
    _pull_columns = (
        "parent_id",
        "name",
        "function",
        "phone",
        "mobile",
        "other_phone",
        "email",
        "is_main_contact",
    )

    @api.model
    def _get_domain(self):
        account = self.env["field.pull.partner"]._get_domain()
        return (
            Domain("parent_id", "any", account)
            & Domain("type", "=", "contact")
            & Domain("is_company", "=", False)
        )

    @api.model
    def _get_gained_ids(self, cursor):
        return self._get_ids_of_gained("parent_id", cursor)

    @api.model
    def _get_delta(self, cursor):
        sent, gone = super()._get_delta(cursor)
        # Most rows of the table are no persons and never were.
        account = SQL("parent_id IS NULL AND field_status IS NOT NULL")
        return sent, self._leave_out(gone, account)
