from markupsafe import Markup

from odoo import api, fields, models

from .field_report_field import OWN_FIELDS, own_field_key
from .states import DONE_STATES


class FieldVisitClientValueMixin(models.AbstractModel):
    """What a visit brings back to the client base (S0-55).

    A rep may not write clients. Through a visit of one's own, and once it took place,
    the fields that the report asks for are written in superuser mode, and only those;
    the chatter of the client says what was there before.
    """

    _name = "field.visit.client.value.mixin"
    _description = "Client fields of a visit report"

    client_values = fields.Json(
        string="Client fields",
        copy=False,
        help="Answers of the report that go to the client, by the name of the field.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        visits.filtered(
            lambda visit: visit.state in DONE_STATES
        )._write_back_client_values()
        return visits

    def write(self, vals):
        was_open = self.filtered(lambda visit: visit.state not in DONE_STATES)
        result = super().write(vals)
        # Only with the answer itself: what the office corrected on the client since
        # must not be undone by a visit that is merely touched again.
        ended = self if "client_values" in vals else was_open
        if {"client_values", "state"} & vals.keys():
            ended.filtered(
                lambda visit: visit.state in DONE_STATES
            )._write_back_client_values()
        return result

    @api.constrains("client_values")
    def _check_client_values(self):
        report = self.env["field.report.field"]
        for visit in self.filtered("client_values"):
            for name, value in visit.client_values.items():
                report._check_answer(visit.partner_id, name, value)

    def _write_back_client_values(self):
        asked = self.env["field.report.field"]._get_field_names()
        for visit in self.filtered("client_values").sorted("date"):
            visit.partner_id.check_access("read")
            partner = visit.partner_id.sudo()
            known_own = partner[OWN_FIELDS]._values if partner.contact_group_id else {}
            changes, own_changes = {}, {}
            for name, value in visit.client_values.items():
                value = False if value in (None, "") else value
                own = own_field_key(name)
                if own and OWN_FIELDS in asked:
                    if (known_own.get(own) or False) != (value or False):
                        own_changes[own] = value
                elif name in asked and (partner[name] or False) != (value or False):
                    changes[name] = value
            if own_changes:
                visit.partner_id.action_answer_properties(own_changes)
            if changes:
                before = visit._get_client_texts(changes)
                partner.write(changes)
                visit._log_client_values(before, visit._get_client_texts(changes))

    def _get_client_texts(self, names):
        """Label → value in words, for the chatter."""
        partner = self.partner_id.sudo()
        nothing = self.env._("nothing")
        texts = {}
        for name in names:
            field = partner._fields[name]
            label = field.get_description(self.env, ["string"])["string"]
            text = field.convert_to_export(partner[name], partner)
            texts[label] = str(text) if text not in (False, "") else nothing
        return texts

    def _log_client_values(self, before, after):
        lines = [
            self.env._("%(field)s: %(old)s → %(new)s", field=label, old=old, new=new)
            for (label, old), new in zip(before.items(), after.values(), strict=True)
        ]
        items = Markup().join(Markup("<li>%s</li>") % line for line in lines)
        self.partner_id.sudo().message_post(
            body=Markup("<p>%s</p><ul>%s</ul>")
            % (self.env._("Learnt on the visit %(visit)s:", visit=self.name), items),
            author_id=self.env.user.partner_id.id,
            message_type="notification",
            subtype_xmlid="mail.mt_note",
        )
