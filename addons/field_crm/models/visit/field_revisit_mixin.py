from odoo import api, fields, models

from ...engine.revisit import revisit_day


class FieldRevisitMixin(models.AbstractModel):
    """Choose the date to visit again: a preset or an own date (S3-32, S3-33)."""

    _name = "field.revisit.mixin"
    _description = "Date to visit again"

    revisit_preset = fields.Selection(
        [
            ("1w", "1 week"),
            ("2w", "2 weeks"),
            ("1m", "1 month"),
            ("3m", "3 months"),
            ("6m", "6 months"),
            ("1y", "1 year"),
        ],
        string="Visit again in",
        copy=False,
    )
    revisit_date = fields.Date(
        string="Visit again on",
        compute="_compute_revisit_date",
        store=True,
        precompute=True,
        readonly=False,
        copy=False,
    )

    def _get_revisit_start(self):
        """Day that the interval of a preset begins on."""
        return fields.Date.context_today(self)

    @api.depends("revisit_preset")
    def _compute_revisit_date(self):
        for record in self.filtered("revisit_preset"):
            record.revisit_date = revisit_day(
                record._get_revisit_start(), record.revisit_preset
            )

    @api.onchange("revisit_date")
    def _onchange_revisit_date(self):
        # An own date is no longer that of the preset.
        preset = self.revisit_preset
        if preset and self.revisit_date != revisit_day(
            self._get_revisit_start(), preset
        ):
            self.revisit_preset = False
