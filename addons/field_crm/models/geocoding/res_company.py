from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError

_URLS = ("field_geocode_ban_url", "field_geocode_nominatim_url")
_BOUNDS = {
    "field_geocode_ban_rate": (0.1, 50),
    "field_geocode_nominatim_rate": (0.1, 50),
    "field_geocode_timeout": (1, 60),
}


class ResCompany(models.Model):
    """Who is asked for the position of a street, and how often (S0-36)."""

    _inherit = "res.company"

    field_geocode_enabled = fields.Boolean(
        string="Look for addresses to the street",
        help="Off, positions are those of the towns; no address leaves this server.",
    )
    field_geocode_ban_url = fields.Char(
        string="Address of the Base Adresse Nationale",
        default="https://data.geopf.fr/geocodage",
        help="For France. Left empty, it is not asked.",
    )
    field_geocode_ban_rate = fields.Float(
        string="Questions a second to the Base Adresse Nationale", default=10
    )
    field_geocode_nominatim_url = fields.Char(
        string="Address of Nominatim",
        default="https://nominatim.openstreetmap.org",
        help="For the other countries. Left empty, it is not asked.",
    )
    field_geocode_nominatim_rate = fields.Float(
        string="Questions a second to Nominatim", default=1
    )
    field_geocode_email = fields.Char(
        string="Email address for the providers",
        help="Tells the providers whom to write to; Nominatim asks for it.",
    )
    field_geocode_timeout = fields.Integer(
        string="Seconds to wait for an answer", default=5
    )

    @api.constrains(*_BOUNDS)
    def _check_field_geocode_bounds(self):
        self._check_bounds(_BOUNDS)

    @api.constrains(*_URLS)
    def _check_field_geocode_urls(self):
        for company in self:
            for name in _URLS:
                if company[name] and not is_web_server(company[name]):
                    raise ValidationError(
                        self.env._(
                            "%(field)s: “%(value)s” must begin with http:// or "
                            "https:// and have no user, question mark or #.",
                            field=self._get_field_label(name),
                            value=company[name],
                        )
                    )


def is_web_server(url):
    """Whether a text is the address of a web server, and nothing more."""
    try:
        parts = urlsplit(url)
        # Reading the port tells whether it is a number.
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and not any((parts.username, parts.password, parts.query, parts.fragment))
            and not any(char.isspace() for char in url)
        )
    except ValueError:
        return False
