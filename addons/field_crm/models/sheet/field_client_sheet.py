from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine import identifiers
from ...engine.client_sheet import SHEET, sheet_lengths, too_long
from ...engine.identifiers import IdentifierError


class FieldClientSheet(models.AbstractModel):
    """The client sheet of annexe 2 (S3-88 … S3-111) and its rules, for partners."""

    _name = "field.client.sheet"
    _description = "Client sheet"
    _inherit = ["field.client.sheet.check"]

    category_code_id = fields.Many2one(
        "field.client.category", string="Client category", index="btree_not_null"
    )
    subcategory_code_id = fields.Many2one(
        "field.client.subcategory",
        string="Client subcategory",
        compute="_compute_subcategory_code_id",
        store=True,
        readonly=False,
        domain="[('category_id', '=', category_code_id)]",
    )
    is_farmer = fields.Boolean(string="Farmer", compute="_compute_is_farmer")
    title_code_id = fields.Many2one(
        "field.sheet.code", string="Title", domain=[("list", "=", "title")]
    )
    street3 = fields.Char(string="Address line 3")
    department_code = fields.Char(
        string="Department",
        compute="_compute_postcode_parts",
        store=True,
        readonly=False,
    )
    post_office_code = fields.Char(
        string="Post office",
        compute="_compute_postcode_parts",
        store=True,
        readonly=False,
    )
    agency_id = fields.Many2one("field.agency", index="btree_not_null")
    fax = fields.Char()
    mobile = fields.Char()
    business_activity = fields.Char()
    periodicity_id = fields.Many2one(
        "field.sheet.code", domain=[("list", "=", "periodicity")]
    )
    delivery_grouping_id = fields.Many2one(
        "field.sheet.code",
        string="Delivery note grouping",
        domain=[("list", "=", "delivery_grouping")],
    )
    order_grouping_id = fields.Many2one(
        "field.sheet.code", domain=[("list", "=", "order_grouping")]
    )
    statement_id = fields.Many2one(
        "field.sheet.code",
        string="Statement printing",
        domain=[("list", "=", "statement")],
    )
    delivery_authorization_id = fields.Many2one(
        "field.sheet.code",
        string="Delivery note authorization",
        domain=[("list", "=", "delivery_authorization")],
    )
    price_grid_id = fields.Many2one("field.price.grid", index="btree_not_null")
    fixed_fee_id = fields.Many2one(
        "field.sheet.code", string="Fixed fees", domain=[("list", "=", "fixed_fee")]
    )
    reference_required_id = fields.Many2one(
        "field.sheet.code",
        string="Client reference mandatory",
        domain=[("list", "=", "reference_required")],
    )
    payment_mode_id = fields.Many2one(
        "field.payment.mode",
        domain="[('farmer_only', 'in', [False, is_farmer])]",
    )
    payment_days = fields.Integer(
        string="Days to pay",
        compute="_compute_payment_days",
        store=True,
        readonly=False,
        help="Days from the invoice date.",
    )
    is_payment_days_locked = fields.Boolean(compute="_compute_is_payment_days_locked")
    payment_due_day = fields.Char(string="Due day of the month")
    invoicing_type_id = fields.Many2one(
        "field.sheet.code", domain=[("list", "=", "invoicing_type")]
    )
    attention_of = fields.Char(string="For the attention of")
    ape_code = fields.Char(string="NAF code")
    company_creation_date = fields.Date(string="Company created on")
    bic = fields.Char(string="BIC")
    iban = fields.Char(string="IBAN")
    bank_country_id = fields.Many2one("res.country", string="Country code")
    invoice_currency_id = fields.Many2one("res.currency", string="Currency code")
    invoice_edition_id = fields.Many2one(
        "field.sheet.code",
        string="Invoice printing type",
        domain=[("list", "=", "invoice_edition")],
    )

    # ------------------------------------------------------------------
    # Computed values
    # ------------------------------------------------------------------

    @api.depends("category_code_id")
    def _compute_subcategory_code_id(self):
        for sheet in self:
            if sheet.subcategory_code_id.category_id != sheet.category_code_id:
                sheet.subcategory_code_id = False

    @api.depends(
        "category_code_id.is_farmer",
        "subcategory_code_id.farmer",
    )
    def _compute_is_farmer(self):
        for sheet in self:
            farmer = sheet.subcategory_code_id.farmer or "inherit"
            sheet.is_farmer = (
                sheet.category_code_id.is_farmer
                if farmer == "inherit"
                else farmer == "yes"
            )

    @api.depends("zip")
    def _compute_postcode_parts(self):
        """A French postal code is the department followed by the post office."""
        for sheet in self:
            postcode = (sheet.zip or "").strip()
            if len(postcode) == 5 and postcode.isdigit():
                sheet.department_code = postcode[:2]
                sheet.post_office_code = postcode[2:]

    @api.depends("payment_mode_id.locked_days")
    def _compute_payment_days(self):
        for sheet in self:
            locked_days = sheet.payment_mode_id.locked_days
            sheet.payment_days = locked_days or sheet.payment_days

    @api.depends("payment_mode_id.locked_days")
    def _compute_is_payment_days_locked(self):
        for sheet in self:
            sheet.is_payment_days_locked = bool(sheet.payment_mode_id.locked_days)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Tell in the tooltip of each field which column of the ERP it fills."""
        fields_info = super().fields_get(allfields, attributes)
        if attributes and "help" not in attributes:
            return fields_info
        for sheet_field in SHEET:
            info = fields_info.get(sheet_field.name)
            if info:
                column = (
                    self.env._(
                        "ERP: %(column)s, %(length)s characters at most.",
                        column=sheet_field.column,
                        length=sheet_field.length,
                    )
                    if sheet_field.length
                    else self.env._("ERP: %(column)s.", column=sheet_field.column)
                )
                info["help"] = "\n".join(filter(None, [info.get("help"), column]))
        return fields_info

    # ------------------------------------------------------------------
    # Entry: lengths and bank details
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._normalize_bank_details(v) for v in vals_list])

    def write(self, vals):
        return super().write(self._normalize_bank_details(vals))

    @api.model
    def _normalize_bank_details(self, vals):
        """Take IBAN and BIC as people write them: in groups of four, in lower case."""
        written = {name for name in ("iban", "bic") if vals.get(name)}
        if not written:
            return vals
        return dict(
            vals, **{name: "".join(vals[name].split()).upper() for name in written}
        )

    @api.constrains(lambda self: [field.name for field in SHEET if field.is_text])
    def _check_sheet_lengths(self):
        for sheet in self.filtered("field_status"):
            texts = {name: sheet[name] for name in sheet_lengths()}
            for name, length, limit in too_long(texts):
                raise ValidationError(
                    self.env._(
                        "%(field)s: “%(value)s” has %(length)s characters, "
                        "the limit is %(limit)s.",
                        field=sheet._get_sheet_label(name),
                        value=sheet[name],
                        length=length,
                        limit=limit,
                    )
                )

    @api.constrains("iban", "bic")
    def _check_bank_account(self):
        for sheet in self:
            for name, check in (
                ("iban", identifiers.check_iban),
                ("bic", identifiers.check_bic),
            ):
                message = sheet._get_identifier_problem(name, check)
                if message:
                    raise ValidationError(message)
            if sheet.iban and sheet.bic:
                try:
                    identifiers.check_bank_account(sheet.iban, sheet.bic)
                except IdentifierError as error:
                    raise ValidationError(
                        sheet._get_identifier_message("bic", error)
                    ) from error

    @api.onchange("iban", "bic", "company_registry", "vat", "phone", "mobile")
    def _onchange_identifiers(self):
        messages = self._get_identifier_problems()
        if messages:
            return {
                "warning": {
                    "title": self.env._("To be checked"),
                    "message": "\n".join(messages),
                }
            }
        return None
