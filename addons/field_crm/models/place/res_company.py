import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...engine.opening_lookup import HOST
from .field_geofenced_mixin import MAX_RADIUS, MIN_RADIUS

_TILE_URL = re.compile(r"(https?:/)?/[^\s\"'<>]+", re.IGNORECASE)
# In clear only to this machine, where a relay may listen: the key travels along.
_HOST = re.compile(
    r"(https://[\w.-]+|http://(127\.0\.0\.1|localhost))(:\d{1,5})?/?", re.ASCII
)
_KEY = re.compile(r"[!-~]+")


class ResCompany(models.Model):
    _inherit = "res.company"

    field_geofence_radius = fields.Integer(
        string="Radius of a geofence",
        default=20,
        help="Metres around a place whose geofence has no radius of its own.",
    )
    field_map_tile_url = fields.Char(
        string="Address of map tiles",
        default="https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        help="With {z}, {x} and {y}, and {s} if there are several servers. Left empty, "
        "maps have outlines only and nothing is fetched from outside.",
    )
    field_map_tile_attribution = fields.Char(
        string="Source of map tiles",
        default="© OpenStreetMap",
        help="Shown on the map, as its licence asks for.",
    )

    field_hours_lookup = fields.Boolean(
        string="Opening hours from Google",
        help="Name and address of a company are sent to Google Places when somebody "
        "asks for its opening hours. Switched off, nothing is sent.",
    )
    # Other employees read companies, and the key is paid for.
    field_google_key = fields.Char(
        string="Key of Google Places",
        groups="field_crm.group_field_admin",
        help="An API key of Google Cloud for which “Places API (New)” is enabled.",
    )
    field_google_host = fields.Char(
        string="Address of Google Places",
        default=HOST,
        help="Only for a relay of one's own.",
    )

    @api.constrains("field_google_key", "field_google_host")
    def _check_field_google(self):
        for company in self:
            key = company.sudo().field_google_key
            if key and not _KEY.fullmatch(key):
                # Without the value: errors are shown and logged.
                raise ValidationError(
                    self.env._(
                        "%(field)s: a key has neither spaces nor accents.",
                        field=self._get_field_label("field_google_key"),
                    )
                )
            host = company.field_google_host
            if host and not _HOST.fullmatch(host):
                raise ValidationError(
                    self.env._(
                        "%(field)s: “%(value)s” must be https:// and a host, without "
                        "a path.",
                        field=self._get_field_label("field_google_host"),
                        value=host,
                    )
                )

    @api.constrains("field_geofence_radius")
    def _check_field_geofence_radius(self):
        self._check_bounds({"field_geofence_radius": (MIN_RADIUS, MAX_RADIUS)})

    @api.constrains("field_map_tile_url")
    def _check_field_map_tile_url(self):
        for company in self:
            url = company.field_map_tile_url
            if url and not (
                _TILE_URL.fullmatch(url)
                and all(part in url for part in ("{z}", "{x}", "{y}"))
            ):
                raise ValidationError(
                    self.env._(
                        "%(field)s: “%(value)s” must begin with http://, https:// or "
                        "/ and contain {z}, {x} and {y}.",
                        field=self._get_field_label("field_map_tile_url"),
                        value=url,
                    )
                )
            if url and url.lower().startswith("http://") and self._is_served_safely():
                raise ValidationError(
                    self.env._(
                        "%(field)s: “%(value)s” must begin with https://, as this "
                        "site does: browsers would refuse to show the tiles.",
                        field=self._get_field_label("field_map_tile_url"),
                        value=url,
                    )
                )

    def _is_served_safely(self):
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param("web.base.url", "").startswith("https://")

    @api.model
    @api.readonly
    def get_field_map_settings(self):
        """What a map of the web client needs; for employees."""
        if not self.env.user._is_internal():
            # The address of the tiles may hold a key.
            raise AccessError(self.env._("Only employees may see the map."))
        company = self.env.company.sudo()
        return {
            "tile_url": company.field_map_tile_url or False,
            "tile_attribution": company.field_map_tile_attribution or "",
            "radius": company.field_geofence_radius,
            "min_radius": MIN_RADIUS,
            "max_radius": MAX_RADIUS,
        }
