from odoo import api, models

from ...engine import identifiers
from ...engine.client_sheet import SHEET, Problem, check_payment, missing_fields
from ...engine.identifiers import IdentifierError, Reason


class FieldClientSheetCheck(models.AbstractModel):
    """What the engines find wrong with a client sheet, in the user's words."""

    _name = "field.client.sheet.check"
    _description = "Checks of a client sheet"

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
        reasons = {
            Reason.CHARACTERS: self.env._("it holds characters that are not allowed"),
            Reason.LENGTH: self.env._(
                "it does not have the right number of characters"
            ),
            Reason.COUNTRY: self.env._("its country code does not exist"),
            Reason.CHECK_DIGITS: self.env._(
                "its check digits are wrong, a digit was mistyped"
            ),
            Reason.NATIONAL_KEY: self.env._(
                "its RIB key is wrong, a digit was mistyped"
            ),
            Reason.STRUCTURE: self.env._("no such number can exist"),
            Reason.COUNTRY_MISMATCH: self.env._("its country is not that of the IBAN"),
            Reason.NOT_A_NUMBER: self.env._("it is not a phone number"),
        }
        return self.env._(
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
        labels = {
            "name": self.env._("Name"),
            "street": self.env._("Address line 1"),
            "street2": self.env._("Address line 2"),
            "zip": self.env._("Postal code"),
            "city": self.env._("Town"),
            "country_id": self.env._("Country"),
            "user_id": self.env._("Rep"),
            "phone": self.env._("Phone"),
            "company_registry": self.env._("SIRET"),
            "vat": self.env._("VAT number"),
            "email": self.env._("Email"),
        }
        return (
            labels.get(name)
            or self.env["ir.model.fields"]._get("res.partner", name).field_description
        )

    def _get_missing_labels(self):
        """Labels of all mandatory fields that are empty, in order (S3-41)."""
        mandatory = self.env["field.sheet.field"]._get_mandatory_names()
        return [
            self._get_sheet_label(name)
            for name in missing_fields(self._get_sheet_values(), mandatory)
        ]

    def _get_payment_messages(self, is_signed):
        """What the payment mode's rules find wrong (S3-46 … S3-48)."""
        self.ensure_one()
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
            Problem.FARMERS_ONLY: self.env._(
                "Payment mode “%s” is for farmers only.", mode.display_name
            ),
            Problem.DAYS_LOCKED: self.env._(
                "Payment mode “%(mode)s” is locked at %(days)s days from the invoice.",
                mode=mode.display_name,
                days=mode.locked_days,
            ),
            Problem.IBAN_MISSING: self.env._(
                "Payment mode “%s” demands an IBAN.", mode.display_name
            ),
            Problem.BIC_MISSING: self.env._(
                "Payment mode “%s” demands a BIC.", mode.display_name
            ),
            Problem.SIGNATURE_MISSING: self.env._(
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
