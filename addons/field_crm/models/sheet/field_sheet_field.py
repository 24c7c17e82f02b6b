from odoo import api, fields, models, tools
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...engine.client_sheet import SHEET

_BY_NAME = {field.name: field for field in SHEET}
# Without them there is no client, whatever a company decides.
_ALWAYS_MANDATORY = frozenset({"name"})


class FieldSheetField(models.Model):
    """A field of annexe 2 and what this company asks of it (S3-41, S3-18).

    The engine names the fields, their columns and which ones the ERP imposes; the
    administrator says here which ones the conversion demands. One record for each
    field, made when the add-on is installed and never deleted.
    """

    _name = "field.sheet.field"
    _description = "Field of the client sheet"
    _order = "sequence, id"
    _rec_name = "field_name"

    field_name = fields.Char(string="Technical name", required=True, readonly=True)
    sequence = fields.Integer(readonly=True)
    label = fields.Char(string="Field", compute="_compute_label")
    erp_column = fields.Char(string="ERP column", compute="_compute_erp")
    # The word of annexe 2, and not the old option of a field.
    length = fields.Integer(  # pylint: disable=attribute-deprecated
        string="Characters", compute="_compute_erp", help="Greatest length, 0: none."
    )
    is_imposed = fields.Boolean(
        string="Imposed by the ERP",
        compute="_compute_erp",
        help="Mandatory in annexe 2: without it the ERP refuses the client.",
    )
    is_mandatory = fields.Boolean(
        string="Mandatory",
        help="A prospect cannot become a client while this field is empty. What a "
        "payment mode demands is set on the payment mode.",
    )
    may_be_asked = fields.Boolean(
        string="May be asked for",
        default=True,
        help="Reps may ask the accountant to change this field of a client.",
    )

    _field_name_unique = models.UniqueIndex(
        "(field_name)", "This field of the client sheet is listed already."
    )

    @api.depends_context("lang")
    @api.depends("field_name")
    def _compute_label(self):
        Partner = self.env["res.partner"]
        for record in self:
            name = record.field_name
            record.label = Partner._get_sheet_label(name) if name in _BY_NAME else name

    @api.depends("field_name")
    def _compute_erp(self):
        for record in self:
            # None for a field that a later release no longer has.
            field = _BY_NAME.get(record.field_name)
            record.erp_column = field and field.column
            record.length = (field and field.length) or 0
            record.is_imposed = bool(field and field.mandatory)

    @api.model
    def _load_sheet(self):
        """Add the fields of annexe 2 that are not listed yet; keep what was set."""
        known = set(self.search(Domain.TRUE).mapped("field_name"))
        self.create(
            [
                {
                    "field_name": field.name,
                    "sequence": sequence,
                    "is_mandatory": field.mandatory,
                }
                for sequence, field in enumerate(SHEET, start=1)
                if field.name not in known
            ]
        )

    # ------------------------------------------------------------------
    # What the rules ask
    # ------------------------------------------------------------------

    @api.model
    def _get_mandatory_names(self):
        """Names of the fields that a conversion demands."""
        return frozenset(self._get_names("is_mandatory"))

    @api.model
    def _get_askable_names(self):
        """Names of the fields whose change a rep may ask for, in order.

        The postal code stands in the ERP as two columns; whoever may ask for one of
        them may type the code itself.
        """
        names = self._get_names("may_be_asked")
        parts = [n for n in names if n in ("department_code", "post_office_code")]
        if parts:
            position = names.index(parts[0])
            names = (*names[:position], "zip", *names[position:])
        return names

    @api.model
    @tools.ormcache("flag")
    def _get_names(self, flag):
        return tuple(self.sudo().search([(flag, "=", True)]).mapped("field_name"))

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        kept = self.filtered(lambda record: record.field_name in _ALWAYS_MANDATORY)
        if kept and vals.get("is_mandatory") is False:
            raise UserError(
                self.env._("“%s” is always mandatory.", kept[0].label),
            )
        self.env.registry.clear_cache()
        return super().write(vals)

    @api.depends("field_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for record in self:
            record.display_name = record.label
