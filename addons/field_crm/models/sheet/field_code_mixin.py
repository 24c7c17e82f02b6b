from odoo import api, fields, models
from odoo.exceptions import ValidationError


class FieldCodeMixin(models.AbstractModel):
    """A short code of the ERP with the name that people know it by.

    Classes that inherit it say in ``_code_length`` how many characters the ERP's
    column holds.
    """

    _name = "field.code.mixin"
    _description = "ERP code"
    _order = "sequence, code, id"
    _rec_names_search = ["code", "name"]

    _code_length = 4

    code = fields.Char(required=True, index=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    def _get_code_length(self):
        """Greatest number of characters of this record's code."""
        return self._code_length

    @api.constrains("code")
    def _check_code_length(self):
        for record in self:
            limit = record._get_code_length()
            if len(record.code) > limit:
                raise ValidationError(
                    self.env._(
                        "Code “%(code)s” of “%(name)s” has %(length)s characters: "
                        "the ERP takes %(limit)s at most.",
                        code=record.code,
                        name=record.name,
                        length=len(record.code),
                        limit=limit,
                    )
                )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.code} – {record.name}"
