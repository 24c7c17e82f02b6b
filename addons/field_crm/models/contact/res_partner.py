from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.contact import is_coordinate, is_web_address, normalize_color

_PLACE_FIELDS = {
    "field_status",
    "ref",
    "zip",
    "city",
    "partner_latitude",
    "partner_longitude",
}


class ResPartner(models.Model):
    """What a tour planner's client base keeps of a contact (S0-13 … S0-30, S1)."""

    _name = "res.partner"
    _inherit = [
        "res.partner",
        "field.findable.mixin",
        "field.grouped.mixin",
        "field.linked.mixin",
        "field.located.mixin",
    ]
    # How a place without a name is called: « ABC SA, Site ».
    _complete_name_displayed_types = ("invoice", "delivery", "other", "site")

    type = fields.Selection(
        selection_add=[("site", "Mission site")],
        ondelete={"site": lambda partners: partners.write({"type": "other"})},
    )
    internal_name = fields.Char(
        tracking=True,
        help="Another name that colleagues use: a franchise, a former company name. "
        "Searches find it.",
    )
    region_id = fields.Many2one(
        "field.region",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Decides which regulation applies.",
    )
    visit_kind = fields.Char(
        string="Type of visit", help="e.g. maintenance, repair, delivery."
    )
    visit_description = fields.Text(
        string="Description of the visit", help="What has to be done on site."
    )
    color_code = fields.Char(
        string="Colour",
        help="Hexadecimal code, such as #1E88E5: the client's colour on the map.",
    )
    photo_url = fields.Char(
        string="Photo address",
        help="Web address of the photo taken at the client's (http or https).",
    )
    next_visit_date = fields.Date(
        string="Next visit planned on",
        index="btree_not_null",
        copy=False,
        readonly=True,
        help="Written when validated tours are sent to the reps.",
    )
    last_rating = fields.Char(
        copy=False, readonly=True, help="From the customer experience page."
    )
    last_rating_comment = fields.Text(
        string="Last comment",
        copy=False,
        readonly=True,
        help="From the customer experience page.",
    )
    last_visit_rating = fields.Char(
        string="Rating of the last visit",
        copy=False,
        readonly=True,
        help="From the customer experience page.",
    )
    last_updated_by = fields.Char(
        related="write_uid.email",
        string="Last update by",
        help="Email address of the last user who changed this record.",
    )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model
    def default_get(self, fields_list):
        defaults = super().default_get(fields_list)
        if "lang" in fields_list and self.env.context.get("default_field_status"):
            # The technician's language, unless the client prefers another (S1-07).
            defaults["lang"] = self.env.context.get("default_lang", self.env.user.lang)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(
            [self._make_site(self._normalize_color_code(vals)) for vals in vals_list]
        )
        partners._check_found_on_site()
        return partners

    def write(self, vals):
        if vals.get("parent_id") and "type" not in vals:
            sites = self.filtered(
                lambda each: each.field_status and each.type == "contact"
            )
            super(ResPartner, sites).write({"type": "site"})
        written = super().write(self._normalize_color_code(vals))
        if _PLACE_FIELDS & vals.keys():
            self._check_found_on_site()
        return written

    @api.model
    def _normalize_color_code(self, vals):
        color = vals.get("color_code") and normalize_color(vals["color_code"])
        return dict(vals, color_code=color) if color else vals

    # ------------------------------------------------------------------
    # A client under a parent (S4-10)
    # ------------------------------------------------------------------

    @api.model
    def _make_site(self, vals):
        """Let a client under a parent be a site, which has an address of its own.

        Odoo gives a mere contact the address of its parent, and the parent that of
        the contact.
        """
        status = vals.get("field_status", self.env.context.get("default_field_status"))
        if status and vals.get("parent_id") and not vals.get("type"):
            return dict(vals, type="site")
        return vals

    @api.onchange("parent_id")
    def onchange_parent_id(self):
        return None if self.field_status else super().onchange_parent_id()

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    def _check_found_on_site(self):
        """Refuse a client typed in without reference or place (AMB-01, S0-41).

        What an import or a program brings may be incomplete: the ERP's clients are.
        """
        if self.env.su or self.env.context.get("field_place_optional"):
            return
        for partner in self:
            if partner.field_status != "client":
                continue
            if not partner.ref:
                raise ValidationError(
                    self.env._("“%s”: a client needs a reference.", partner.name)
                )
            if not partner._has_place():
                raise ValidationError(partner._describe_missing_place())

    def _describe_missing_place(self):
        """Why nobody can be sent to this partner, in the user's words."""
        if self.zip or self.city:
            return self.env._(
                "“%(partner)s”: the town “%(town)s” is unknown. Check the postal code "
                "and the town, or else give the coordinates.",
                partner=self.name,
                town=" ".join(filter(None, (self.zip, self.city))),
            )
        return self.env._(
            "“%s”: a client needs a place. Give the postal code or the town, or else "
            "the coordinates.",
            self.name,
        )

    @api.constrains("partner_latitude", "partner_longitude")
    def _check_coordinates(self):
        for partner in self:
            if not is_coordinate(partner.partner_latitude, partner.partner_longitude):
                raise ValidationError(
                    self.env._(
                        "“%(partner)s”: latitude %(latitude)s, longitude "
                        "%(longitude)s is not on Earth. Latitudes go from -90 to 90, "
                        "longitudes from -180 to 180.",
                        partner=partner.name,
                        latitude=partner.partner_latitude,
                        longitude=partner.partner_longitude,
                    )
                )

    @api.constrains("color_code")
    def _check_color_code(self):
        for partner in self.filtered("color_code"):
            if not normalize_color(partner.color_code):
                raise ValidationError(
                    self.env._(
                        "Colour “%s” is not a hexadecimal code such as #1E88E5.",
                        partner.color_code,
                    )
                )

    @api.constrains("photo_url")
    def _check_photo_url(self):
        for partner in self.filtered("photo_url"):
            if not is_web_address(partner.photo_url):
                raise ValidationError(
                    self.env._(
                        "Photo address “%s” must begin with http:// or https://.",
                        partner.photo_url,
                    )
                )
