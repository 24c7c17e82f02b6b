from odoo import api, fields, models

from odoo.addons.field_crm.models.visit.states import DONE_STATES

# What a row of winpneu's history says about a visit.
_TOLD = {"comment", "answer_ids", "date", "user_id", "partner_id", "state"}


class FieldVisit(models.Model):
    _inherit = "field.visit"

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        visits._queue_for_winpneu()
        return visits

    def write(self, vals):
        open_before = self.filtered(lambda visit: visit.state not in DONE_STATES)
        result = super().write(vals)
        if not _TOLD.isdisjoint(vals):
            open_before._queue_for_winpneu()
            self._correct_for_winpneu()
        return result

    def _queue_for_winpneu(self):
        """Queue the visits that took place at clients (S3-67).

        A prospect's are queued when it becomes a client.
        """
        done = self.filtered(
            lambda visit: (
                visit.state in DONE_STATES and visit.partner_id.field_status == "client"
            )
        )
        events = self.env["field.winpneu.event"]
        for company, visits in done.grouped("company_id").items():
            known = events._find_for(visits)
            new = visits.filtered(lambda visit, known=known: visit.id not in known)
            events._queue_for(
                "VC",
                company,
                [
                    (
                        visit,
                        visit.partner_id,
                        visit.user_id,
                        visit._get_winpneu_payload(),
                    )
                    for visit in new.sorted(lambda visit: (visit.date, visit.id))
                ],
            )

    def _correct_for_winpneu(self):
        """Let what has not gone out yet say what the visit says now.

        What has gone out stays as it is: nothing in winpneu is changed. The comparison
        lists the difference.
        """
        known = self.env["field.winpneu.event"]._find_for(self)
        for visit in self.filtered(lambda visit: visit.id in known):
            is_told = (
                visit.state in DONE_STATES and visit.partner_id.field_status == "client"
            )
            if is_told:
                known[visit.id]._correct(
                    visit.partner_id, visit.user_id, visit._get_winpneu_payload()
                )
            else:
                known[visit.id]._withdraw(self.env._("The visit was taken back."))

    def _get_winpneu_payload(self):
        """What winpneu is told, as JSON; the moment is ISO text in UTC."""
        self.ensure_one()
        texts = (self.answer_summary, self.comment)
        return {
            "moment": fields.Datetime.to_string(self.date).replace(" ", "T"),
            "comment": "\n".join(text.strip() for text in texts if text),
            "as_prospect": self.before_client,
        }
