"""winpneu's values of a client as fields of a partner."""

from datetime import date, datetime

from odoo.addons.field_crm.engine import identifiers
from odoo.addons.field_crm.engine.client_sheet import SHEET
from odoo.addons.field_crm.engine.identifiers import IdentifierError

from ..sheet_values import KEYS

_CREATABLE = {
    "category_code_id",
    "subcategory_code_id",
    "agency_id",
    "price_grid_id",
    "payment_mode_id",
}


class UnknownCode(Exception):
    """A code that none of our lists has.

    Attributes
    ----------
    column, code : str
    """

    def __init__(self, column, code):
        super().__init__(f"{column}: {code}")
        self.column = column
        self.code = code


class BadAccount(Exception):
    """Bank details that cannot exist."""

    def __init__(self, column, value):
        super().__init__(f"{column}: {value}")
        self.column = column
        self.value = value


class TooLong(Exception):
    """A text that is longer than the client sheet takes.

    Attributes
    ----------
    column, value : str
    limit : int
    """

    def __init__(self, column, value, limit):
        super().__init__(f"{column}: {value}")
        self.column = column
        self.value = value
        self.limit = limit


class ClientMapping:
    """Turns the values of annexe 2 into those of a partner.

    The lists of codes are read once: one of these serves a transaction.

    :param creates: make the codes that a list lacks
    :param empties_rep: take a client whose rep nobody here is, without a rep
    """

    def __init__(self, env, *, creates=False, empties_rep=False):
        self.env = env
        self.creates = creates
        self.empties_rep = empties_rep
        self._codes = {}
        partner = env["res.partner"]
        self._kinds = [
            (field.column, field.name, partner._fields[field.name].type, field)
            for field in SHEET
        ]
        #: Columns in which nothing is zero.
        self.numbers = frozenset(
            column for column, _name, kind, _field in self._kinds if kind == "integer"
        )

    def to_vals(self, values):
        """Values for ``write``, by name of the field.

        :param values: as :func:`comparable` gives them, by column
        :raises UnknownCode: when a list has no such code
        :raises BadAccount: when an IBAN or BIC cannot exist
        :raises TooLong: when a text does not fit the sheet
        """
        vals = {}
        for column, name, kind, field in self._kinds:
            if column not in values:
                continue
            value = values[column]
            if not value:
                vals[name] = 0 if kind == "integer" else False
            elif kind == "many2one":
                vals[name] = self._find(field, value, vals)
            elif kind == "date":
                vals[name] = date.fromisoformat(value)
            elif field.length and len(value) > field.length:
                raise TooLong(column, value, field.length)
            else:
                vals[name] = value
        self._check_account(vals)
        self._add_postcode(vals)
        return vals

    def _find(self, field, code, vals):
        parent = vals.get("category_code_id", False)
        key = code.upper()
        if field.name == "subcategory_code_id":
            key = (parent, key)
        codes = self._get_codes(field.name)
        if key in codes:
            return codes[key]
        if field.name == "user_id" and self.empties_rep:
            return False
        if not self.creates or not self._may_create(field):
            raise UnknownCode(field.column, code)
        codes[key] = self._create(field, code, parent)
        return codes[key]

    def _get_codes(self, name):
        if name not in self._codes:
            field = self.env["res.partner"]._fields[name]
            records = self.env[field.comodel_name].sudo()
            records = records.with_context(active_test=False)
            domain = field.domain if isinstance(field.domain, list) else []
            key = KEYS.get(name, "code")
            found = {}
            for record in records.search([*domain, (key, "!=", False)]):
                code = record[key].strip().upper()
                if name == "subcategory_code_id":
                    code = (record.category_id.id, code)
                found[code] = record.id
            self._codes[name] = found
        return self._codes[name]

    def _may_create(self, field):
        comodel = self.env["res.partner"]._fields[field.name].comodel_name
        return comodel == "field.sheet.code" or field.name in _CREATABLE

    def _create(self, field, code, parent):
        definition = self.env["res.partner"]._fields[field.name]
        vals = {"code": code, "name": code}
        if definition.comodel_name == "field.sheet.code":
            # Each of these fields is one list: domain=[("list", "=", …)].
            vals["list"] = definition.domain[0][2]
        if field.name == "subcategory_code_id":
            vals["category_id"] = parent
        return self.env[definition.comodel_name].sudo().create(vals).id

    @staticmethod
    def _check_account(vals):
        for name, check in (
            ("iban", identifiers.check_iban),
            ("bic", identifiers.check_bic),
        ):
            if vals.get(name):
                vals[name] = "".join(vals[name].split()).upper()
                try:
                    check(vals[name])
                except IdentifierError:
                    raise BadAccount(name, vals[name]) from None
        if vals.get("iban") and vals.get("bic"):
            try:
                identifiers.check_bank_account(vals["iban"], vals["bic"])
            except IdentifierError:
                raise BadAccount("bic", vals["bic"]) from None

    @staticmethod
    def _add_postcode(vals):
        """A French postal code is the department followed by the post office."""
        if "department_code" in vals and "post_office_code" in vals:
            parts = (vals["department_code"] or "", vals["post_office_code"] or "")
            postcode = "".join(parts)
            if len(postcode) == 5 and postcode.isdigit():
                vals["zip"] = postcode


def comparable(values):
    """winpneu's values as JSON holds them and as they are compared."""
    return {
        column: value.date().isoformat() if type(value) is datetime else value
        for column, value in values.items()
    }
