from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date


class FieldConsent(models.Model):
    """A consent of a person, never changed and only withdrawn (S4-22, RGPD art. 7).

    Nobody writes or deletes a line, programs in superuser mode included: a mistake is
    withdrawn and recorded anew. Deleting the person takes its lines away, which only
    an erasure may do (see :meth:`res.partner._unlink_except_consenting`).
    """

    _name = "field.consent"
    _description = "Consent"
    _order = "given_on desc, id desc"
    _rec_name = "purpose_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        index=True,
        ondelete="cascade",
    )
    purpose_id = fields.Many2one(
        "field.consent.purpose",
        required=True,
        index=True,
        ondelete="restrict",
    )
    given_on = fields.Date(
        string="Given on", required=True, default=fields.Date.context_today
    )
    given_by = fields.Char(
        string="Given by",
        compute="_compute_given_by",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="Who said so, by name: the person, or whoever answers for it.",
    )
    channel = fields.Selection(
        [("oral", "Orally"), ("written", "In writing"), ("web", "On the web")],
        string="How",
        required=True,
        default="oral",
    )
    note = fields.Char(
        string="Proof", help="Where the proof is: a form, a mail, a phone call."
    )
    recorded_by = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    withdrawn_on = fields.Datetime(readonly=True, index="btree_not_null")
    withdrawn_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    company_id = fields.Many2one(related="partner_id.company_id")

    _withdrawal_complete = models.Constraint(
        "CHECK ((withdrawn_on IS NULL) = (withdrawn_by IS NULL))",
        "A withdrawal says when and who.",
    )

    @api.depends("partner_id")
    def _compute_given_by(self):
        for consent in self:
            consent.given_by = consent.given_by or consent.partner_id.name

    @api.constrains("given_on")
    def _check_given_on(self):
        today = fields.Date.context_today(self)
        for consent in self:
            if consent.given_on > today:
                raise ValidationError(
                    self.env._(
                        "Given on: %(date)s is in the future.",
                        date=format_date(self.env, consent.given_on),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        stamp = {
            "recorded_by": self.env.uid,
            "withdrawn_on": False,
            "withdrawn_by": False,
        }
        consents = super().create([{**vals, **stamp} for vals in vals_list])
        for consent in consents:
            consent._log(
                self.env._("Consent given by %(name)s:", name=consent.given_by)
            )
        return consents

    # Nobody's change gets through, so there is no `super`.
    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(
            self.env._(
                "Consents cannot be changed. Withdraw it, and record another one."
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Consents cannot be deleted: they are the proof. Withdraw it.")
        )

    def action_withdraw(self):
        """Take the consent back, once; marketing mails stop with it.

        Raises
        ------
        UserError
            When it has been withdrawn before.
        AccessError
            For whoever may not record consents, or change the person.
        """
        self.check_access("create")
        self.partner_id.check_access("write")
        if any(consent.withdrawn_on for consent in self):
            raise UserError(self.env._("This consent has been withdrawn already."))
        # The one change there is, past our own `write`.
        super(FieldConsent, self.sudo()).write(  # pylint: disable=super-method-mismatch
            {"withdrawn_on": fields.Datetime.now(), "withdrawn_by": self.env.uid}
        )
        for consent in self:
            consent._log(self.env._("Consent withdrawn:"))
        self.partner_id._stop_marketing_without_consent()
        return True

    def _log(self, words):
        self.partner_id.sudo().message_post(
            body=Markup("%s %s") % (words, self.purpose_id.name),
            author_id=self.env.user.partner_id.id,
        )
