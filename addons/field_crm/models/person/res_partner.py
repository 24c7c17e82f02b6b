from odoo import api, fields, models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "field.consenting.mixin"]

    person_ids = fields.One2many(
        "res.partner",
        "parent_id",
        string="People",
        domain=[
            ("active", "=", True),
            ("type", "=", "contact"),
            ("is_company", "=", False),
        ],
    )
    other_phone = fields.Char(help="One more number: the workshop, at home…")
    is_main_contact = fields.Boolean(
        string="Main contact",
        copy=False,
        tracking=True,
        help="Whom to ask for on site; there is one for each client.",
    )
    main_contact_id = fields.Many2one(
        "res.partner",
        compute="_compute_main_contact_id",
        store=True,
        index="btree_not_null",
        help="Whom to ask for on site.",
    )
    main_contact_name = fields.Char(
        related="main_contact_id.name",
        string="Name of the main contact",
        store=True,
        tracking=False,
    )
    main_contact_phone = fields.Char(
        string="Phone of the main contact", compute="_compute_main_contact_phone"
    )
    main_contact_email = fields.Char(
        related="main_contact_id.email",
        string="Email of the main contact",
        tracking=False,
    )
    main_contact_address = fields.Char(
        related="main_contact_id.contact_address_inline",
        string="Address of the main contact",
        tracking=False,
    )

    @api.depends("child_ids.is_main_contact", "child_ids.active")
    def _compute_main_contact_id(self):
        for partner in self:
            main = partner.child_ids.filtered(
                lambda person: person.is_main_contact and person.active
            )
            partner.main_contact_id = main[:1]

    @api.depends(
        "main_contact_id.mobile",
        "main_contact_id.phone",
        "main_contact_id.other_phone",
    )
    def _compute_main_contact_phone(self):
        for partner in self:
            person = partner.main_contact_id
            partner.main_contact_phone = (
                person.mobile or person.phone or person.other_phone
            )

    @api.model
    def _get_searched_fields(self):
        return (*super()._get_searched_fields(), "main_contact_name")

    @api.model
    def _phone_get_number_fields(self):
        return [*super()._phone_get_number_fields(), "other_phone"]

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        partners._replace_main_contact()
        return partners

    def write(self, vals):
        written = super().write(vals)
        if vals.get("is_main_contact") or "parent_id" in vals:
            self._replace_main_contact()
        return written

    def _replace_main_contact(self):
        """The last one that is ticked replaces the one before."""
        for person in self.filtered(lambda each: each.is_main_contact):
            others = person.parent_id.child_ids - person
            others.filtered("is_main_contact").is_main_contact = False
