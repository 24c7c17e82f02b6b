from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.field_crm.models.geocoding.res_company import is_web_server

_BOUNDS = {"field_travel_timeout": (1, 300)}


class ResCompany(models.Model):
    """Where the travel times of the tours come from."""

    _inherit = "res.company"

    field_travel_provider = fields.Selection(
        [
            ("air", "Air line"),
            ("tiles", "Roads of this server"),
            ("valhalla", "Valhalla"),
            ("osrm", "OSRM"),
        ],
        string="Travel times by",
        required=True,
        default="air",
    )
    field_travel_url = fields.Char(
        string="Address of the road engine",
        help="Of an OSRM or a Valhalla server: places are sent there as coordinates, "
        "never with a name.",
    )
    field_travel_timeout = fields.Integer(
        string="Seconds to wait for travel times", default=60
    )

    @api.constrains(*_BOUNDS)
    def _check_field_travel_bounds(self):
        self._check_bounds(_BOUNDS)

    @api.constrains("field_travel_provider", "field_travel_url")
    def _check_field_travel_url(self):
        for company in self:
            url = company.field_travel_url
            if url and not is_web_server(url):
                raise ValidationError(
                    self.env._(
                        "%(field)s: “%(value)s” must begin with http:// or "
                        "https:// and have no user, question mark or #.",
                        field=self._get_field_label("field_travel_url"),
                        value=url,
                    )
                )
            if not url and company.field_travel_provider in ("osrm", "valhalla"):
                raise ValidationError(
                    self.env._(
                        "%(field)s: say where it answers, for example "
                        "http://localhost:8002.",
                        field=self._get_field_label("field_travel_url"),
                    )
                )
