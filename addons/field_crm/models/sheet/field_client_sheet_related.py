from odoo import api, fields, models

from ...engine.client_sheet import SHEET

# The sheet's fields under the names that they bear in a document about a partner.
SHEET_FIELDS = tuple(
    "partner_name" if field.name == "name" else field.name for field in SHEET
)


class FieldClientSheetRelated(models.AbstractModel):
    """The client sheet of ``partner_id``, to be filled in from another document."""

    _name = "field.client.sheet.related"
    _description = "Client sheet of a partner"

    partner_id = fields.Many2one("res.partner", required=True, index=True)
    category_code_id = fields.Many2one(
        related="partner_id.category_code_id", readonly=False
    )
    # Odoo takes over the domain of a related field only when it is a list.
    subcategory_code_id = fields.Many2one(
        related="partner_id.subcategory_code_id",
        readonly=False,
        domain="[('category_id', '=', category_code_id)]",
    )
    title_code_id = fields.Many2one(related="partner_id.title_code_id", readonly=False)
    partner_name = fields.Char(related="partner_id.name", readonly=False)
    street = fields.Char(related="partner_id.street", readonly=False)
    street2 = fields.Char(related="partner_id.street2", readonly=False)
    street3 = fields.Char(related="partner_id.street3", readonly=False)
    zip = fields.Char(related="partner_id.zip", readonly=False)
    department_code = fields.Char(related="partner_id.department_code", readonly=False)
    post_office_code = fields.Char(
        related="partner_id.post_office_code", readonly=False
    )
    city = fields.Char(related="partner_id.city", readonly=False)
    agency_id = fields.Many2one(related="partner_id.agency_id", readonly=False)
    user_id = fields.Many2one(related="partner_id.user_id", readonly=False)
    country_id = fields.Many2one(related="partner_id.country_id", readonly=False)
    phone = fields.Char(related="partner_id.phone", readonly=False)
    fax = fields.Char(related="partner_id.fax", readonly=False)
    mobile = fields.Char(related="partner_id.mobile", readonly=False)
    vat = fields.Char(related="partner_id.vat", readonly=False)
    company_registry = fields.Char(
        related="partner_id.company_registry", readonly=False
    )
    business_activity = fields.Char(
        related="partner_id.business_activity", readonly=False
    )
    email = fields.Char(related="partner_id.email", readonly=False)
    periodicity_id = fields.Many2one(
        related="partner_id.periodicity_id", readonly=False
    )
    delivery_grouping_id = fields.Many2one(
        related="partner_id.delivery_grouping_id", readonly=False
    )
    order_grouping_id = fields.Many2one(
        related="partner_id.order_grouping_id", readonly=False
    )
    statement_id = fields.Many2one(related="partner_id.statement_id", readonly=False)
    delivery_authorization_id = fields.Many2one(
        related="partner_id.delivery_authorization_id", readonly=False
    )
    price_grid_id = fields.Many2one(related="partner_id.price_grid_id", readonly=False)
    fixed_fee_id = fields.Many2one(related="partner_id.fixed_fee_id", readonly=False)
    reference_required_id = fields.Many2one(
        related="partner_id.reference_required_id", readonly=False
    )
    payment_mode_id = fields.Many2one(
        related="partner_id.payment_mode_id",
        readonly=False,
        domain="[('farmer_only', 'in', [False, is_farmer])]",
    )
    payment_days = fields.Integer(related="partner_id.payment_days", readonly=False)
    payment_due_day = fields.Char(related="partner_id.payment_due_day", readonly=False)
    invoicing_type_id = fields.Many2one(
        related="partner_id.invoicing_type_id", readonly=False
    )
    attention_of = fields.Char(related="partner_id.attention_of", readonly=False)
    ape_code = fields.Char(related="partner_id.ape_code", readonly=False)
    company_creation_date = fields.Date(
        related="partner_id.company_creation_date", readonly=False
    )
    bic = fields.Char(related="partner_id.bic", readonly=False)
    iban = fields.Char(related="partner_id.iban", readonly=False)
    bank_country_id = fields.Many2one(
        related="partner_id.bank_country_id", readonly=False
    )
    invoice_currency_id = fields.Many2one(
        related="partner_id.invoice_currency_id", readonly=False
    )
    invoice_edition_id = fields.Many2one(
        related="partner_id.invoice_edition_id", readonly=False
    )
    is_farmer = fields.Boolean(related="partner_id.is_farmer")
    is_payment_days_locked = fields.Boolean(related="partner_id.is_payment_days_locked")

    def _get_draft_partner(self):
        """A partner of nobody with the sheet that the form holds.

        A related field reaches its record only when it is saved: without the draft a
        form would go on asking for what has just been typed. The draft has no origin,
        because writing on a copy of the partner would reset the form's own fields.
        """
        self.ensure_one()
        sheet = {
            field.name: self[name]
            for field, name in zip(SHEET, SHEET_FIELDS, strict=True)
        }
        return self.env["res.partner"].new(sheet)

    @api.onchange("category_code_id", "subcategory_code_id")
    def _onchange_category(self):
        if self.subcategory_code_id.category_id != self.category_code_id:
            self.subcategory_code_id = False
        self.is_farmer = self._get_draft_partner().is_farmer

    @api.onchange("zip")
    def _onchange_zip(self):
        draft = self.env["res.partner"].new({"zip": self.zip})
        self.department_code = draft.department_code or self.department_code
        self.post_office_code = draft.post_office_code or self.post_office_code

    @api.onchange("payment_mode_id")
    def _onchange_payment_mode(self):
        locked_days = self.payment_mode_id.locked_days
        self.is_payment_days_locked = bool(locked_days)
        self.payment_days = locked_days or self.payment_days
