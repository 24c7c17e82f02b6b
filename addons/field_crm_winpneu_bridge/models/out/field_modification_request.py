from odoo import fields, models


class FieldModificationRequest(models.Model):
    _inherit = "field.modification.request"

    def _on_created(self):
        """Note the request in winpneu, too (S3-68, S3-80)."""
        result = super()._on_created()
        for request in self:
            self.env["field.winpneu.event"]._queue_for(
                "MC",
                request.company_id,
                [
                    (
                        request,
                        request.partner_id,
                        request.requester_id,
                        request._get_winpneu_payload(),
                    )
                ],
            )
        return result

    def _get_winpneu_payload(self):
        """What winpneu is told, as JSON: the lines of mail C (S3-79)."""
        self.ensure_one()
        spoken = self.with_context(lang=self._get_accountant_lang())
        lines = [line._get_sentence() for line in spoken.line_ids]
        return {
            "moment": fields.Datetime.to_string(self.create_date).replace(" ", "T"),
            "comment": "\n".join([*lines, self.comment or ""]).strip(),
        }
