from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_datetime, formatLang

from ...engine.travel import TravelError, describe_tiles
from .travel_source import (
    describe_failure,
    describe_provider,
    get_roads_folder,
    open_engine,
)


class FieldSettings(models.TransientModel):
    _inherit = "field.settings"

    field_travel_provider = fields.Selection(
        related="company_id.field_travel_provider", readonly=False
    )
    field_travel_url = fields.Char(
        related="company_id.field_travel_url", readonly=False
    )
    field_travel_timeout = fields.Integer(
        related="company_id.field_travel_timeout", readonly=False
    )
    travel_summary = fields.Text(
        string="Roads of this server now", compute="_compute_travel_summary"
    )

    @api.depends("company_id")
    def _compute_travel_summary(self):
        known = describe_tiles(get_roads_folder())
        if known:
            made_on = fields.Datetime.to_datetime(
                known["made_on"][:19].replace("T", " ")
            )
            summary = self.env._(
                "Made on %(date)s of %(extract)s, %(size)s MB",
                date=format_datetime(self.env, made_on),
                extract=known["extract"],
                size=round(known["bytes"] / 1e6, 1),
            )
        else:
            summary = self.env._(
                "None yet: an administrator of the server makes them of an "
                "OpenStreetMap extract, with the command ./fieldcrm tiles."
            )
        for settings in self:
            settings.travel_summary = summary

    def action_test_travel(self):
        """« Tester »: ask for the way from a resource's start to its client.

        :raises UserError: what the road engine has failed with
        """
        self.check_access("write")
        company = self.env.company.sudo()
        points = self._get_travel_test_points(company)
        places = " – ".join(f"{lat:.4f}, {lon:.4f}" for lat, lon in points)
        if company.field_travel_provider == "air":
            message = self.env._("The air line needs no network.")
            return self._notify_travel(message, "success")
        try:
            engine = open_engine(company, points, ["auto"], is_waited_for=True)
            seconds, metres = engine.ask(0, [0], [1])[:, 0, 0]
        except TravelError as error:
            if error.code == "no_road":
                raise UserError(
                    self.env._(
                        "%(provider)s answers, but knows no road at %(places)s: are "
                        "its roads those of your area?",
                        provider=error.provider,
                        places=places,
                    )
                ) from error
            raise UserError(describe_failure(self.env, error)) from error
        message = self.env._(
            "%(provider)s answers: %(km)s km in %(minutes)s minutes from %(places)s.",
            provider=describe_provider(company),
            km=formatLang(self.env, metres / 1000, digits=1),
            minutes=round(seconds / 60),
            places=places,
        )
        return self._notify_travel(message, "success")

    def _get_travel_test_points(self, company):
        """Two places of the company's own, one kilometre apart when there is one."""
        resource = self.env["field.resource"].sudo()
        start = resource.search([("company_id", "=", company.id)], limit=1).start_id
        start = start or company.partner_id
        found = [(start.partner_latitude, start.partner_longitude)]
        client = (
            self.env["res.partner"]
            .sudo()
            .search(
                [
                    ("company_id", "in", [False, company.id]),
                    ("field_status", "=", "client"),
                    ("partner_latitude", "!=", 0),
                ],
                limit=1,
            )
        )
        if client:
            found.append((client.partner_latitude, client.partner_longitude))
        found = [point for point in found if any(point)] or [(48.8566, 2.3522)]
        if len(found) < 2:
            found.append((found[0][0] + 0.01, found[0][1]))
        return found

    @staticmethod
    def _notify_travel(message, kind):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": kind, "message": message, "sticky": True},
        }
