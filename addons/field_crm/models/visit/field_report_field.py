from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What a rep may learn on site. Never money, identity or rights: those are asked for
# with a modification request.
REPORT_FIELDS = (
    "phone",
    "mobile",
    "fax",
    "email",
    "website",
    "street",
    "street2",
    "street3",
    "zip",
    "city",
    "attention_of",
    "business_activity",
    "site_note",
    "visit_kind",
    "visit_description",
)
_EMPTY = (False, None, "")


class FieldReportField(models.Model):
    """A field of the client base that the visit report asks for (S0-55).

    What a rep answers at the end of a visit goes straight to the client. The code says
    which fields may be asked at all, an administrator which of them are.
    """

    _name = "field.report.field"
    _description = "Client field in the visit report"
    _order = "sequence, id"
    _rec_name = "field_name"

    field_name = fields.Selection(
        selection="_get_field_choices", string="Field of the client", required=True
    )
    type_ids = fields.Many2many(
        "field.visit.type",
        string="Mission types",
        help="Empty: asked at every visit.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _field_name_unique = models.UniqueIndex(
        "(field_name)", "This field stands in the visit report already."
    )

    @api.model
    def _get_field_choices(self):
        known = self.env["res.partner"].fields_get(REPORT_FIELDS, ["string"])
        return [
            (name, known[name]["string"]) for name in REPORT_FIELDS if name in known
        ]

    @api.constrains("field_name")
    def _check_field_name(self):
        # A selection that is a method is not checked by itself.
        for each in self.filtered(lambda each: each.field_name not in REPORT_FIELDS):
            raise ValidationError(
                self.env._(
                    "Field of the client: “%(field)s” cannot be asked by a report.",
                    field=each.field_name,
                )
            )

    @api.model
    @api.readonly
    def get_report_fields(self, partner_id, type_id=False):
        """Fields to ask about a client, with what is known so far.

        Parameters
        ----------
        partner_id : int
        type_id : int or False
            Type of the mission.

        Returns
        -------
        list of dict
            ``name``, ``label``, ``type`` (of Odoo's field), ``selection`` if it has
            one, and ``value``.

        Raises
        ------
        AccessError
            When the user does not see the client.
        """
        partner = self.env["res.partner"].browse(partner_id)
        names = self._get_asked(type_id)
        if not partner or not names:
            return []
        (values,) = partner.read(names, load=None)
        described = partner.fields_get(names, ["string", "type", "selection"])
        return [
            {
                "name": name,
                "label": described[name]["string"],
                "type": described[name]["type"],
                "selection": described[name].get("selection", []),
                "value": values[name],
            }
            for name in names
        ]

    @api.model
    def _get_asked(self, type_id=False):
        """Names of the fields that visits of a type ask for, in order."""
        return [
            each.field_name
            for each in self.sudo().search([])
            if not each.type_ids or type_id in each.type_ids.ids
        ]

    @api.model
    def _check_answer(self, name, value):
        """Refuse what cannot be an answer to the field.

        :raises ValidationError: naming the field and the value
        """
        field = self.env["res.partner"]._fields.get(name)
        if name not in self._get_field_names():
            raise ValidationError(
                self.env._(
                    "The visit report does not ask for the field “%(field)s”.",
                    field=name,
                )
            )
        if value in _EMPTY:
            return
        is_possible = isinstance(value, str)
        if field.type == "date" and is_possible:
            try:
                date.fromisoformat(value)
            except ValueError:
                is_possible = False
        elif field.type == "selection":
            is_possible = value in dict(field._description_selection(self.env))
        elif field.type == "boolean":
            is_possible = isinstance(value, bool)
        elif field.type in ("integer", "float"):
            is_possible = isinstance(value, (int, float))
        if not is_possible:
            raise ValidationError(
                self.env._(
                    "%(field)s: “%(value)s” is not a possible answer.",
                    field=field.get_description(self.env, ["string"])["string"],
                    value=value,
                )
            )

    @api.model
    def _get_field_names(self):
        return set(self.sudo().search([]).mapped("field_name"))
