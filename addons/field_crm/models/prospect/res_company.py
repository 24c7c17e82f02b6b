from dateutil.relativedelta import relativedelta

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    field_prospect_archive = fields.Boolean(
        string="Archive prospects without movement",
        help="Prospects that are no longer taken along offline are archived by night; "
        "they can be restored.",
    )

    def _get_oldest_movement(self):
        """Moment before which a prospect is without movement; ``None`` for never."""
        self.ensure_one()
        months = self.sudo().field_prospect_retention_months
        if not months:
            return None
        # By the day: a list read twice on one day says the same.
        today = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        return today - relativedelta(months=months)
