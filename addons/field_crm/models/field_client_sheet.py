from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine import identifiers
from ..engine.client_sheet import SHEET, Problem, check_payment, missing_fields, too_long
from ..engine.identifiers import IdentifierError, Reason


class FieldClientSheet(models.AbstractModel):
    """The client sheet of annexe 2 (S3-88 … S3-111) and its rules, for partners."""

    _name = "field.client.sheet"
    _description = "Client sheet"

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
        string="Department", compute="_compute_postcode_parts", store=True, readonly=False
    )
    post_office_code = fields.Char(
        string="Post office", compute="_compute_postcode_parts", store=True, readonly=False
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
            for name, length, limit in too_long(sheet._get_sheet_values()):
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

    # ------------------------------------------------------------------
    # Identifiers in words
    # ------------------------------------------------------------------

    def _get_identifier_checks(self):
        """Pairs of field name and check; French keys only for French companies."""
        self.ensure_one()
        country = self.country_id.code or "FR"
        checks = [
            ("iban", identifiers.check_iban),
            ("bic", identifiers.check_bic),
        ]
        if country == "FR":
            checks.append(("company_registry", identifiers.check_siret))
        if country in self.env.ref("base.europe").country_ids.mapped("code"):
            checks.append(("vat", identifiers.check_vat))
        return checks + [
            (name, lambda value: identifiers.check_phone(value, country))
            for name in ("phone", "mobile")
        ]

    def _get_identifier_problems(self):
        """Messages about every identifier that is filled in and wrong."""
        problems = (
            self._get_identifier_problem(name, check)
            for name, check in self._get_identifier_checks()
        )
        return [problem for problem in problems if problem]

    def _get_identifier_problem(self, name, check):
        if not self[name]:
            return None
        try:
            check(self[name])
        except IdentifierError as error:
            return self._get_identifier_message(name, error)
        return None

    def _get_identifier_message(self, name, error):
        _ = self.env._
        reasons = {
            Reason.CHARACTERS: _("it holds characters that are not allowed"),
            Reason.LENGTH: _("it does not have the right number of characters"),
            Reason.COUNTRY: _("its country code does not exist"),
            Reason.CHECK_DIGITS: _("its check digits are wrong, a digit was mistyped"),
            Reason.NATIONAL_KEY: _("its RIB key is wrong, a digit was mistyped"),
            Reason.STRUCTURE: _("no such number can exist"),
            Reason.COUNTRY_MISMATCH: _("its country is not that of the IBAN"),
            Reason.NOT_A_NUMBER: _("it is not a phone number"),
        }
        return _(
            "%(field)s “%(value)s” is not valid: %(reason)s.",
            field=self._get_sheet_label(name),
            value=error.value,
            reason=reasons[error.reason],
        )

    # ------------------------------------------------------------------
    # Completeness
    # ------------------------------------------------------------------

    def _get_sheet_values(self):
        self.ensure_one()
        return {field.name: self[field.name] for field in SHEET}

    @api.model
    def _get_sheet_label(self, name):
        """Label of a field of the sheet in the user's language.

        Odoo's own fields go by the names of annexe 2: people look for « SIRET », not
        for « Company ID ».
        """
        _ = self.env._
        labels = {
            "name": _("Name"),
            "street": _("Address line 1"),
            "street2": _("Address line 2"),
            "city": _("Town"),
            "country_id": _("Country"),
            "user_id": _("Rep"),
            "phone": _("Phone"),
            "company_registry": _("SIRET"),
            "vat": _("VAT number"),
            "email": _("Email"),
        }
        return (
            labels.get(name)
            or self.env["ir.model.fields"]._get("res.partner", name).field_description
        )

    def _get_missing_labels(self):
        """Labels of all mandatory fields that are empty, in the sheet's order (S3-41)."""
        return [
            self._get_sheet_label(name)
            for name in missing_fields(self._get_sheet_values())
        ]

    def _get_payment_messages(self, is_signed):
        """What the payment mode's rules find wrong (S3-46 … S3-48)."""
        self.ensure_one()
        _ = self.env._
        mode = self.payment_mode_id
        problems = check_payment(
            mode._get_rules(),
            is_farmer=self.is_farmer,
            days=self.payment_days,
            iban=self.iban,
            bic=self.bic,
            is_signed=is_signed,
        )
        messages = {
            Problem.FARMERS_ONLY: _(
                "Payment mode “%s” is for farmers only.", mode.display_name
            ),
            Problem.DAYS_LOCKED: _(
                "Payment mode “%(mode)s” is locked at %(days)s days from the invoice.",
                mode=mode.display_name,
                days=mode.locked_days,
            ),
            Problem.IBAN_MISSING: _(
                "Payment mode “%s” demands an IBAN.", mode.display_name
            ),
            Problem.BIC_MISSING: _(
                "Payment mode “%s” demands a BIC.", mode.display_name
            ),
            Problem.SIGNATURE_MISSING: _(
                "Payment mode “%s” demands the client's signature.", mode.display_name
            ),
        }
        return [messages[problem] for problem in problems]

    def _get_conversion_problems(self, is_signed):
        """Everything that stands between this prospect and a client, in words.

        :param is_signed: whether the client's signature was taken
        :return: list of sentences, empty when the conversion may be asked for
        """
        self.ensure_one()
        missing = self._get_missing_labels()
        problems = []
        if missing:
            problems.append(
                self.env._("Mandatory fields to fill in: %s.", ", ".join(missing))
            )
        return (
            problems
            + self._get_identifier_problems()
            + self._get_payment_messages(is_signed)
        )
