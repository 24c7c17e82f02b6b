from dateutil.relativedelta import relativedelta

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    field_prospect_offline_months = fields.Integer(
        string="Prospects without movement",
        default=12,
        help="Months without creation, change, visit, request or message after which a "
        "prospect no longer goes to the phones. 0: prospects always go; 120 at most.",
    )
    field_prospect_archive = fields.Boolean(
        string="Archive them as well",
        help="Prospects without movement are archived by night; they can be restored.",
    )

    _field_prospect_offline_months_bounds = models.Constraint(
        "CHECK (field_prospect_offline_months BETWEEN 0 AND 120)",
        "Prospects stay on the phones for 0 (always) to 120 months.",
    )

    def _get_oldest_movement(self):
        """Moment before which a prospect counts as without movement; ``None``: never."""
        self.ensure_one()
        months = self.sudo().field_prospect_offline_months
        if not months:
            return None
        # By the day: a list read twice on one day says the same.
        today = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        return today - relativedelta(months=months)
