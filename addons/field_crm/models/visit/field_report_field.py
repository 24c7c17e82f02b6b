from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...engine.contact import is_possible_answer

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
# Asks for all fields of the client's contact group that reps see.
OWN_FIELDS = "group_properties"
_CHOICES = (*REPORT_FIELDS, OWN_FIELDS)
# What can be answered in a line; the others have the dialog of the client.
_OWN_TYPES = ("char", "text", "integer", "float", "boolean", "date", "selection")


def own_field_key(name):
    """Name of the own field that a key of ``client_values`` stands for, else None."""
    head, _dot, tail = name.partition(".")
    return tail if head == OWN_FIELDS else None


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
        known = self.env["res.partner"].fields_get(_CHOICES, ["string"])
        return [
            (name, known[name]["string"]) for name in REPORT_FIELDS if name in known
        ]

    @api.constrains("field_name")
    def _check_field_name(self):
        # A selection that is a method is not checked by itself.
        for each in self.filtered(lambda each: each.field_name not in _CHOICES):
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
        partner.check_access("read")
        found = []
        for name in self._get_asked(type_id) if partner else ():
            if name == OWN_FIELDS:
                found += self._describe_own_fields(partner)
            else:
                found.append(self._describe_field(partner, name))
        return found

    def _describe_field(self, partner, name):
        described = partner.fields_get([name], ["string", "type", "selection"])[name]
        (values,) = partner.read([name], load=None)
        return {
            "name": name,
            "label": described["string"],
            "type": described["type"],
            "selection": described.get("selection", []),
            "value": values[name],
        }

    def _describe_own_fields(self, partner):
        (values,) = partner.read([OWN_FIELDS])
        return [
            {
                "name": f"{OWN_FIELDS}.{each['name']}",
                "label": each.get("string") or each["name"],
                "type": each["type"],
                "selection": each.get("selection") or [],
                "value": each.get("value") or False,
            }
            for each in values[OWN_FIELDS]
            if each["type"] in _OWN_TYPES
        ]

    @api.model
    def _get_asked(self, type_id=False):
        """Names of the fields that visits of a type ask for, in order."""
        return [
            each.field_name
            for each in self.sudo().search(Domain.TRUE)
            if not each.type_ids or type_id in each.type_ids.ids
        ]

    @api.model
    def _check_answer(self, partner, name, value):
        """Refuse what cannot be an answer about the client.

        :raises ValidationError: naming the field and the value
        """
        own = own_field_key(name)
        if (OWN_FIELDS if own else name) not in self._get_field_names():
            raise ValidationError(
                self.env._(
                    "The visit report does not ask for the field “%(field)s”.",
                    field=name,
                )
            )
        if own:
            definitions = partner.contact_group_id.sudo().properties_definition
            known = {each["name"]: each for each in definitions}
            partner._check_answer(known.get(own), own, value)
            return
        field = partner._fields[name]
        definition = {"type": field.type}
        if field.type == "selection":
            definition["selection"] = field._description_selection(self.env)
        if not is_possible_answer(definition, value):
            raise ValidationError(
                self.env._(
                    "%(field)s: “%(value)s” is not a possible answer.",
                    field=field.get_description(self.env, ["string"])["string"],
                    value=value,
                )
            )

    @api.model
    def _get_field_names(self):
        return set(self.sudo().search(Domain.TRUE).mapped("field_name"))
