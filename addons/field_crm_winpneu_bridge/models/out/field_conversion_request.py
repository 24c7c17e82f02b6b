from odoo import fields, models

from odoo.addons.field_crm.models.visit.states import DONE_STATES

from ..sheet_values import to_winpneu

_VALIDATED = "field_crm.mail_template_conversion_approved"


class FieldConversionRequest(models.Model):
    _inherit = "field.conversion.request"

    def action_approve(self):
        """Queue the new client, and after it the visits of the prospect (S3-72)."""
        typed = set(self.filtered("client_code").ids)
        result = super().action_approve()
        for request in self:
            request._queue_for_winpneu(is_typed=request.id in typed)
        return result

    def _queue_for_winpneu(self, is_typed):
        """
        :param is_typed: whether the accountant chose the code; another one is a number
            of the sequence, and may be replaced when winpneu has it already
        """
        self.ensure_one()
        events = self.env["field.winpneu.event"]
        partner = self.partner_id
        payload = {
            "moment": fields.Datetime.to_string(self.decided_on).replace(" ", "T"),
            "comment": "",
            "code_is_typed": is_typed,
            "client": to_winpneu(partner.sudo()),
        }
        events._queue_for(
            "CC", self.company_id, [(self, partner, self.decided_by, payload)]
        )
        # Whoever wrote them: the client has one history.
        partner.sudo().visit_ids.filtered(
            lambda visit: (
                visit.state in DONE_STATES and visit.company_id == self.company_id
            )
        )._queue_for_winpneu()

    def _queue_mail(self, template_xmlid):
        """Hold mail B back until winpneu has the client, which is what it says."""
        waits = template_xmlid == _VALIDATED and not self.env.context.get(
            "field_winpneu_written"
        )
        backends = self.env["field.winpneu.backend"]
        if waits and backends._get_of_company(self.company_id):
            return
        super()._queue_mail(template_xmlid)

    def _on_written_to_winpneu(self, code):
        """winpneu has the client, under this code (S3-78)."""
        self.ensure_one()
        partner = self.partner_id
        if code and partner.client_code != code:
            partner.client_code = code
        self.with_context(field_winpneu_written=True)._queue_mail(_VALIDATED)
