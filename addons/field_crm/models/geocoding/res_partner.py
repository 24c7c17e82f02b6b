from odoo import api, fields, models

from ...engine.geocoder import FRENCH, Address, Gazetteer

# Set by people and files: no machine touches them.
_KEPT = ("manual", "file")
_POINT = ("partner_latitude", "partner_longitude")
_ADDRESS = ("street", "street2", "zip", "city", "country_id")
_VISITED = ("field_status", "type", "parent_id")
# Whoever gives one of these gives a whole position: a merge, what undoes something.
_GIVEN = ("geo_precision", "geo_source", "geo_date", "geo_state")


class ResPartner(models.Model):
    """Where a partner is, how precisely, and who says so (S0-36…S0-38)."""

    _inherit = "res.partner"

    geo_precision = fields.Selection(
        [
            ("address", "Address"),
            ("street", "Street"),
            ("town", "Town"),
            ("postcode", "Postal code"),
        ],
        string="Precision",
        readonly=True,
        copy=False,
        help="How exactly the position is known.",
    )
    geo_source = fields.Selection(
        [
            ("gazetteer", "List of towns"),
            ("ban", "Base Adresse Nationale"),
            ("nominatim", "OpenStreetMap"),
            ("file", "Imported file"),
            ("manual", "By hand"),
        ],
        string="Source of the position",
        readonly=True,
        copy=False,
    )
    geo_date = fields.Datetime(string="Positioned on", readonly=True, copy=False)
    geo_state = fields.Selection(
        [
            ("done", "Found"),
            ("todo", "Being looked for"),
            ("kept", "Kept"),
            ("failed", "Not found"),
        ],
        string="Search of the address",
        readonly=True,
        copy=False,
        help="“Kept”: set by a person or a file, no machine touches it.",
    )
    geo_problem = fields.Selection(
        [
            ("not_found", "The provider does not know this address."),
            ("unlike", "What the provider found is too unlike this address."),
            ("elsewhere", "What the provider found is in another town."),
            ("outside", "What the provider found is in another country."),
            ("street", "The provider knows the town, not the street."),
            ("answer", "The provider's answer to this address cannot be read."),
        ],
        string="Why the address was not found",
        readonly=True,
        copy=False,
    )
    geo_address_changed = fields.Boolean(
        string="Address changed since it was positioned", readonly=True, copy=False
    )

    _geo_todo_index = models.Index("(id) WHERE geo_state = 'todo'")

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        for partner, vals in zip(partners, vals_list, strict=True):
            if partner._is_visited() and vals.keys().isdisjoint(_GIVEN):
                partner._follow_address(partner._has_point())
        return partners

    def write(self, vals):
        is_given = not vals.keys().isdisjoint(_GIVEN)
        if (
            is_given
            or self.env.context.get("field_geo_positioned")
            or vals.keys().isdisjoint((*_POINT, *_ADDRESS, *_VISITED))
        ):
            return super().write(vals)
        before = [
            (partner, partner._get_point(), partner._get_address(), partner.geo_state)
            for partner in self
        ]
        written = super().write(vals)
        for partner, point, address, state in before:
            if not partner._is_visited():
                continue
            is_typed = partner._get_point() != point
            if is_typed or partner._get_address() != address or not state:
                partner._follow_address(
                    partner._has_point() and (is_typed or not state)
                )
        return written

    def copy_data(self, default=None):
        """A copy is looked for anew, unless a person or a file has said where it is."""
        vals_list = super().copy_data(default)
        for partner, vals in zip(self, vals_list, strict=True):
            if partner.geo_source not in _KEPT:
                for name in _POINT:
                    if name not in (default or {}):
                        vals.pop(name, None)
        return vals_list

    # ------------------------------------------------------------------
    # Position
    # ------------------------------------------------------------------

    def _set_position(self, latitude, longitude, precision, source):
        """Put partners on the map: the only way to set a position.

        What a person or a file has said is left alone by every other source.

        :param float latitude: degrees (WGS 84); 0 with longitude 0 is no position
        :param float longitude: degrees
        :param precision: value of ``geo_precision``, or False for no position
        :param source: value of ``geo_source``, or False for no position
        """
        if source not in _KEPT:
            self = self.filtered(lambda each: each.geo_state != "kept")
        vals = {
            "partner_latitude": latitude,
            "partner_longitude": longitude,
            "geo_precision": precision,
            "geo_source": source,
            "geo_date": bool(precision) and fields.Datetime.now(),
            "geo_problem": False,
            "geo_address_changed": False,
        }
        for partner in self.with_context(field_geo_positioned=True):
            partner.write(dict(vals, geo_state=partner._get_geo_state(source)))

    def _get_geo_state(self, source):
        """What is left to be done about a position of this source."""
        if source in _KEPT:
            return "kept"
        if source in ("ban", "nominatim"):
            return "done"
        if self.street or self.street2 or (not source and (self.zip or self.city)):
            return "todo"
        return "done" if source else False

    def _follow_address(self, is_typed):
        """Give the position that the address, or the coordinates just typed, mean."""
        self.ensure_one()
        if is_typed:
            source = "file" if self.env.context.get("import_file") else "manual"
            self._set_position(*self._get_point(), "address", source)
        elif self.geo_state != "kept" or not self._has_point():
            self._look_up_town()
        else:
            self.with_context(field_geo_positioned=True).write(
                {"geo_address_changed": True}
            )

    def _look_up_town(self):
        """Position from the list of towns, at once and without a network."""
        self.ensure_one()
        address = self._get_address()
        place = Gazetteer.shared().find(address.postcode, address.town, address.country)
        if self.geo_state == "kept":
            self.with_context(field_geo_positioned=True).geo_state = False
        if place:
            self._set_position(
                place.latitude, place.longitude, place.precision, "gazetteer"
            )
        elif self._has_point() or self.geo_state or any(address[:3]):
            self._set_position(0, 0, False, False)

    def action_look_up_position(self):
        """« Rechercher de nouveau la position »: forget it, and look the address up."""
        self.check_access("write")
        for partner in self:
            partner._look_up_town()
        self.env["field.geocoder"]._wake()

    # ------------------------------------------------------------------
    # What is known of a partner
    # ------------------------------------------------------------------

    def _is_visited(self):
        """Whether somebody goes there: prospects, clients, and their places."""
        return bool(self.field_status or (self.parent_id and self.type != "contact"))

    def _get_point(self):
        return round(self.partner_latitude, 7), round(self.partner_longitude, 7)

    def _has_point(self):
        return self._get_point() != (0, 0)

    def _get_address(self):
        """The `Address` that may be asked for."""
        country = self.country_id or self.env.company.country_id
        return Address.of(
            self.street or self.street2, self.zip, self.city, country.code
        )

    def _has_place(self):
        """Whether somebody can be sent there (AMB-01).

        The list of towns has every French town: what it does not find is mistyped.
        """
        if self._has_point():
            return True
        address = self._get_address()
        return address.country not in FRENCH and bool(address.postcode or address.town)
