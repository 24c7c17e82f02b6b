from odoo import fields, models
from odoo.fields import Domain

from ..visit.states import DONE_STATES


class ResPartner(models.Model):
    """What a client said of the visits (S0-08, S0-27 … S0-29, S0-56)."""

    _inherit = "res.partner"

    refuses_feedback = fields.Boolean(
        string="No questions about visits",
        copy=False,
        tracking=True,
        help="This contact does not want to be asked for an opinion by mail.",
    )
    feedback_ids = fields.One2many("field.visit.feedback", "partner_id")

    def _has_refused_feedback(self, email):
        """Whether nobody may write to this address to ask for an opinion.

        The contact, its company, or another card with the same address said no; or
        the address is on the list of those to whom no mailing goes.
        """
        self.ensure_one()
        family = self | self.commercial_partner_id
        if any(family.mapped("refuses_feedback")):
            return True
        if self.env["mail.blacklist"].search_count([("email", "=", email)], limit=1):
            return True
        refused = Domain("refuses_feedback", "=", True)
        same = refused & Domain("email_normalized", "=", email)
        partners = self.with_context(active_test=False)
        return bool(partners.search_count(same, limit=1))

    def _set_last_visit_rating(self):
        """Copy the mark of each partner's latest visit, if it has one (S0-29)."""
        visits = self.env["field.visit"]
        done = [("partner_id", "in", self.ids), ("state", "in", DONE_STATES)]
        dates = dict(visits._read_group(done, ["partner_id"], ["date:max"]))
        candidates = visits.search(
            [*done, ("date", "in", list(dates.values()))], order="date, id"
        )
        latest = {visit.partner_id: visit for visit in candidates}
        for partner in self:
            mark = latest.get(partner, visits).feedback_ids._get_mark()
            if partner.last_visit_rating != mark:
                partner.last_visit_rating = mark
