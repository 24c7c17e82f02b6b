from odoo import fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date
from odoo.tools.mail import single_email_re

from ...engine.client_sheet import SHEET, missing_fields

_NAMES = tuple(field.name for field in SHEET)
# A change of one of them is held against the rules of the payment mode.
_PAYMENT_NAMES = frozenset(
    {
        "category_code_id",
        "subcategory_code_id",
        "payment_mode_id",
        "payment_days",
        "iban",
        "bic",
    }
)


class ResPartner(models.Model):
    _inherit = "res.partner"

    modification_request_ids = fields.One2many(
        "field.modification.request", "partner_id", copy=False
    )
    modification_count = fields.Integer(
        string="Changes asked for", compute="_compute_modification_count"
    )

    def _compute_modification_count(self):
        requests = self.env["field.modification.request"]
        # Others read partners, too: Odoo's salespeople, plain employees.
        groups = requests.has_access("read") and requests._read_group(
            [("partner_id", "in", self.ids), ("state", "=", "pending")],
            ["partner_id"],
            ["__count"],
        )
        counts = {partner.id: count for partner, count in groups or ()}
        for partner in self:
            partner.modification_count = counts.get(partner.id, 0)

    def action_ask_modification(self):
        """Open the rep's dialog « Demande de modification » (S3-17)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for a change: %s", self.name),
            "res_model": "field.modification.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_partner_id": self.id,
                "dialog_size": "extra-large",
            },
        }

    def action_open_modifications(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm.action_field_modification_request"
        )
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {}
        return action

    # ------------------------------------------------------------------
    # Values of the sheet as data and as text
    # ------------------------------------------------------------------

    def _get_sheet_data(self, name):
        """Value of a field as JSON holds it and ``write`` takes it back."""
        value = self[name]
        field = self._fields[name]
        if field.type == "many2one":
            return value._origin.id or False
        if field.type == "date":
            return fields.Date.to_string(value) or False
        return value if field.type == "integer" else value or False

    def _get_sheet_text(self, name):
        """Value of a field as people read it; empty text for no value."""
        value = self[name]
        field = self._fields[name]
        if field.type == "many2one":
            return value.sudo().display_name or ""
        if field.type == "date":
            return format_date(self.env, value) if value else ""
        return str(value) if field.type == "integer" else value or ""

    def _get_sheet_changes(self, values, askable=True):
        """Hold new values against the sheet's rules (S3-18).

        :param values: new value by name of field
        :param askable: whether the fields must be those that reps may ask for
        :return: list of values of ``field.modification.request.line``, in the order
            of the sheet, for what differs from today
        :raises UserError: when a value breaks a rule
        """
        self.ensure_one()
        names = self.env["field.sheet.field"]._get_askable_names()
        if not askable:
            names = tuple(dict.fromkeys((*names, *_NAMES, "zip")))
        for name in values:
            if name not in names:
                raise UserError(
                    self.env._(
                        "A change of “%s” cannot be asked for.",
                        self._get_sheet_label(name) if name in self._fields else name,
                    )
                )
        draft = self._get_changed_draft(values)
        changed = [
            name
            for name in names
            if draft._get_sheet_data(name) != self._get_sheet_data(name)
        ]
        if "zip" in changed:
            # They follow the postal code by themselves.
            derived = self.new({"zip": draft.zip})
            changed = [
                name
                for name in changed
                if name not in ("department_code", "post_office_code")
                or draft[name] != derived[name]
            ]
        self._check_changed_draft(draft, changed)
        return [
            {
                "field_name": name,
                "old_value": self._get_sheet_text(name),
                "old_data": {"value": self._get_sheet_data(name)},
                "new_value": draft._get_sheet_text(name),
                "new_data": {"value": draft._get_sheet_data(name)},
            }
            for name in changed
        ]

    def _get_changed_draft(self, values):
        """A partner of nobody with today's sheet and the new values on it."""
        sheet = {name: self._get_sheet_data(name) for name in (*_NAMES, "zip")}
        new = {
            name: value.strip() if isinstance(value, str) else value
            for name, value in values.items()
        }
        for name, value in new.items():
            field = self._fields[name]
            if field.type != "many2one" or not value:
                continue
            record = self.env[field.comodel_name].browse(value)
            if not record.exists() or not record.has_access("read"):
                raise UserError(
                    self.env._(
                        "%s: this value does not exist.", self._get_sheet_label(name)
                    )
                )
        sheet.update(self._normalize_bank_details(new), field_status="client")
        return self.new(sheet)

    def _check_changed_draft(self, draft, changed):
        """Refuse at once what the sheet itself would refuse or warn about."""
        draft._check_sheet_lengths()
        draft._check_bank_account()
        problems = [
            draft._get_identifier_problem(name, check)
            for name, check in draft._get_identifier_checks()
            if name in changed
        ]
        missing = missing_fields(
            {name: draft[name] for name in changed},
            self.env["field.sheet.field"]._get_mandatory_names() & set(changed),
        )
        problems += [
            self.env._("%s cannot be emptied.", self._get_sheet_label(name))
            for name in missing
        ]
        problems += [draft._get_code_problem(name) for name in changed]
        if not _PAYMENT_NAMES.isdisjoint(changed):
            known = self._get_payment_messages(is_signed=True)
            problems += [
                message
                for message in draft._get_payment_messages(is_signed=True)
                if message not in known
            ]
        problems = [problem for problem in problems if problem]
        if problems:
            raise ValidationError("\n".join(problems))

    def _get_code_problem(self, name):
        """What is wrong with a code, an e-mail or a number; ``None`` for nothing."""
        label = self._get_sheet_label(name)
        value = self[name]
        if name == "email" and value and not single_email_re.match(value):
            return self.env._("“%s” is not an e-mail address.", value)
        if name == "payment_days" and value < 0:
            return self.env._("%s cannot be negative.", label)
        field = self._fields[name]
        if field.type != "many2one" or not value:
            return None
        fits = value._origin
        if isinstance(field.domain, list):
            fits = fits.filtered_domain(field.domain)
        if name == "subcategory_code_id":
            fits = fits.filtered(
                lambda code: code.category_id == self.category_code_id._origin
            )
        if name == "user_id":
            fits = fits.filtered(lambda user: not user.share)
        if fits:
            return None
        return self.env._(
            "%(field)s: “%(value)s” is not one of the choices.",
            field=label,
            value=value.display_name,
        )
