from odoo import api, fields, models
from odoo.tools.misc import format_datetime


class FieldSettings(models.TransientModel):
    _inherit = "field.settings"

    field_geocode_enabled = fields.Boolean(
        related="company_id.field_geocode_enabled", readonly=False
    )
    field_geocode_ban_url = fields.Char(
        related="company_id.field_geocode_ban_url", readonly=False
    )
    field_geocode_ban_rate = fields.Float(
        related="company_id.field_geocode_ban_rate", readonly=False
    )
    field_geocode_nominatim_url = fields.Char(
        related="company_id.field_geocode_nominatim_url", readonly=False
    )
    field_geocode_nominatim_rate = fields.Float(
        related="company_id.field_geocode_nominatim_rate", readonly=False
    )
    field_geocode_email = fields.Char(
        related="company_id.field_geocode_email", readonly=False
    )
    field_geocode_timeout = fields.Integer(
        related="company_id.field_geocode_timeout", readonly=False
    )
    geocode_summary = fields.Text(
        string="State of the search", compute="_compute_geocode_summary"
    )

    @api.depends("company_id")
    def _compute_geocode_summary(self):
        """How many addresses wait, and which provider does not answer."""
        for settings in self:
            company = settings.company_id
            waiting = (
                self.env["res.partner"]
                .sudo()
                .search_count(
                    [
                        ("geo_state", "=", "todo"),
                        ("company_id", "in", [False, company.id]),
                    ]
                )
            )
            lines = [self.env._("%(count)s addresses to look for", count=waiting)]
            providers = self.env["field.geocoder"].sudo()
            for provider in providers.search(
                [("company_id", "=", company.id), ("failures", ">", 0)]
            ):
                lines.append(
                    self.env._(
                        "%(provider)s does not answer (%(reason)s): asked again at "
                        "%(time)s",
                        provider=provider.display_name,
                        reason=provider.problem,
                        time=format_datetime(self.env, provider.paused_until),
                    )
                )
            settings.geocode_summary = "\n".join(lines)

    def action_look_up_positions(self):
        """« Rechercher maintenant », without waiting for the next turn."""
        self.check_access("write")
        self.env["field.geocoder"]._wake()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The addresses are being looked for."),
            },
        }
