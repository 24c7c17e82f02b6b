from markupsafe import Markup

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError

COMMENT_LENGTH = 2000
HIGHEST = 5


class FieldVisitFeedback(models.Model):
    """The one question to a client about a visit, and the one answer (S0-08).

    It waits for its time, is mailed once, and is answered once through the link in
    the mail. Only that link writes an answer; people read them.
    """

    _name = "field.visit.feedback"
    _description = "Client opinion"
    _inherit = ["field.feedback.question.mixin", "field.link.mixin"]
    _order = "answered_on desc nulls last, id desc"
    _rec_name = "visit_id"

    visit_id = fields.Many2one(
        "field.visit", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="visit_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        related="visit_id.partner_id",
        store=True,
        index=True,
        precompute=True,
        string="Client or prospect",
    )
    user_id = fields.Many2one(
        related="visit_id.user_id",
        store=True,
        index=True,
        precompute=True,
        string="Rep",
    )
    visit_date = fields.Datetime(
        related="visit_id.date", store=True, precompute=True, string="Visited on"
    )
    rating = fields.Selection(
        [
            ("1", "Very dissatisfied"),
            ("2", "Dissatisfied"),
            ("3", "Neutral"),
            ("4", "Satisfied"),
            ("5", "Very satisfied"),
        ],
        string="Opinion",
        readonly=True,
        index="btree_not_null",
    )
    score = fields.Float(
        string="Mark",
        digits=(2, 1),
        compute="_compute_score",
        store=True,
        aggregator="avg",
        help="From 1, very dissatisfied, to 5, very satisfied.",
    )
    comment = fields.Text(readonly=True)
    answered_on = fields.Datetime(readonly=True, index="btree_not_null")

    _one_per_visit = models.UniqueIndex(
        "(visit_id)", "The client was asked about this visit already."
    )

    @api.depends("rating")
    def _compute_score(self):
        for feedback in self:
            feedback.score = int(feedback.rating or 0)

    @api.constrains("comment")
    def _check_comment(self):
        for feedback in self:
            if len(feedback.comment or "") > COMMENT_LENGTH:
                raise ValidationError(
                    self.env._(
                        "Comment: %(length)s characters, %(limit)s at most.",
                        length=len(feedback.comment),
                        limit=COMMENT_LENGTH,
                    )
                )

    def _get_mark(self):
        """The mark as people write it: « 4/5 », or False without an answer."""
        rating = self[:1].rating
        return f"{rating}/{HIGHEST}" if rating else False

    def _answer(self, rating, comment):
        """Record the one answer; tell the visit, the client's card and the manager.

        Parameters
        ----------
        rating : str
            "1" to "5".
        comment : str
            Free text, 2000 characters at most.

        Returns
        -------
        bool
            False when it had been answered already: nothing has changed.
        """
        self.ensure_one()
        self._hold_state()
        if self.state != "sent":
            return False
        self.write(
            {
                "state": "answered",
                "rating": rating,
                "comment": comment or False,
                "answered_on": fields.Datetime.now(),
            }
        )
        self.partner_id.write(
            {"last_rating": self._get_mark(), "last_rating_comment": self.comment}
        )
        self.partner_id._set_last_visit_rating()
        self._tell_visit()
        if int(rating) <= self.company_id.field_feedback_alert_rating:
            self._alert_manager()
        return True

    def _tell_visit(self):
        body = Markup("<p>%s</p>") % self._in_company_lang()._get_headline()
        if self.comment:
            body += Markup("<blockquote>%s</blockquote>") % self.comment
        self.visit_id.message_post(
            body=body,
            author_id=(self.recipient_id or self.partner_id).id,
            subtype_xmlid="mail.mt_note",
        )

    def _get_headline(self):
        labels = dict(self._fields["rating"]._description_selection(self.env))
        return self.env._(
            "Opinion of the client: %(mark)s, %(label)s",
            mark=self._get_mark(),
            label=labels[self.rating],
        )

    def _in_company_lang(self):
        lang = self.company_id.partner_id.lang or self.env.lang
        return self.with_context(lang=lang)

    def _alert_manager(self):
        manager = self._get_manager()
        if not manager:
            return
        feedback = self.with_context(lang=manager.lang)
        # By OdooBot: the public user has no address to write from.
        visit = feedback.visit_id.with_user(SUPERUSER_ID)
        visit.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=feedback.env._(
                "Dissatisfied client: %(name)s", name=self.partner_id.name
            ),
            note=Markup("<p>%s</p><p>%s</p>")
            % (feedback._get_headline(), self.comment or ""),
            user_id=manager.id,
        )

    def _get_manager(self):
        """Who is alerted: the setting, the leader of the rep's team, else a manager."""
        company = self.company_id
        managers = self.env.ref("field_crm.group_field_manager").all_user_ids
        choices = (
            company.field_feedback_alert_user_id
            | self.user_id.sale_team_id.user_id
            | managers.sorted("id")
        )
        return choices.filtered(
            lambda user: user.active and company in user.company_ids
        )[:1]

    def _refuse_more(self):
        """The person who was asked does not want any further question."""
        person = self.recipient_id or self.partner_id
        if not person.refuses_feedback:
            person.refuses_feedback = True
