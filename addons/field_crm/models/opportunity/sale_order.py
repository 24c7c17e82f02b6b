from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import formatLang

# Written by the quote's own actions only.
_STAMPS = {"sent_on", "sent_by_id", "rejected_on", "rejected_by_id", "rejection_reason"}
# What the client has read: once it is sent, it stands.
_TERMS = {
    "client_order_ref",
    "commitment_date",
    "company_id",
    "currency_id",
    "date_order",
    "fiscal_position_id",
    "name",
    "note",
    "order_line",
    "partner_id",
    "partner_invoice_id",
    "partner_shipping_id",
    "payment_term_id",
    "prepayment_percent",
    "pricelist_id",
    "require_payment",
    "require_signature",
    "validity_date",
}


class SaleOrder(models.Model):
    """Odoo's quote; those to prospects and clients are sealed once sent (S4-51)."""

    _inherit = "sale.order"

    sent_on = fields.Datetime(readonly=True, copy=False, tracking=True)
    sent_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    rejected_on = fields.Datetime(readonly=True, copy=False, tracking=True)
    rejected_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    rejection_reason = fields.Text(readonly=True, copy=False)
    visit_id = fields.Many2one(
        "field.visit",
        string="Mission",
        index="btree_not_null",
        check_company=True,
        domain="[('partner_id', 'child_of', partner_id)]",
        groups="field_crm.group_field_rep,field_crm.group_field_accountant",
        help="The mission that this quote is attributed to, found by its number.",
    )
    is_sealed = fields.Boolean(compute="_compute_is_sealed")

    @api.depends("state", "sent_on")
    def _compute_is_sealed(self):
        for order in self:
            order.is_sealed = bool(order.sent_on and order.state in ("sent", "cancel"))

    def _is_field_quote(self):
        """Whether it is about a prospect or client; any other order is Odoo's alone."""
        self.ensure_one()
        order = self.sudo()
        partners = order.partner_id | order.opportunity_id.partner_id
        partners |= partners.commercial_partner_id
        return any(partner.field_status for partner in partners)

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_stamps({name: val for name, val in vals.items() if val})
            self._check_may_link(vals)
        orders = super().create(vals_list)
        orders._stamp_sent()
        for order in orders.filtered("opportunity_id"):
            order._note_on_opportunity(
                self.env._("Quote %(quote)s was created: %(amount)s.")
            )
        return orders

    def write(self, vals):
        self._check_stamps(vals)
        self._check_may_link(vals)
        self._check_not_sealed(vals)
        linked = self.filtered(
            lambda order: (
                vals.get("opportunity_id", order.opportunity_id.id)
                != order.opportunity_id.id
            )
        )
        result = super().write(vals)
        if "state" in vals:
            self._stamp_sent()
        for order in linked.filtered("opportunity_id"):
            order._note_on_opportunity(
                self.env._("Quote %(quote)s was linked: %(amount)s.")
            )
        return result

    def _check_stamps(self, vals):
        forged = sorted(_STAMPS & vals.keys())
        if forged and not self.env.su:
            raise AccessError(
                self.env._(
                    "“%(field)s” is stamped by sending or rejecting the quote.",
                    field=self._fields[forged[0]]._description_string(self.env),
                )
            )

    def _check_may_link(self, vals):
        """Nobody links to an opportunity hidden from them: notes would land there."""
        if vals.get("opportunity_id"):
            self.env["crm.lead"].browse(vals["opportunity_id"]).check_access("read")

    def _check_not_sealed(self, vals):
        is_touched = _TERMS & vals.keys() or vals.get("state") == "draft"
        if not is_touched or vals.get("state") == "sale":
            return
        self._check_open_to_change()

    def _check_open_to_change(self):
        for order in self.filtered("is_sealed"):
            raise UserError(order._get_sealed_message())

    def _get_sealed_message(self):
        self.ensure_one()
        if self.rejected_on:
            return self.env._(
                "Quote %(quote)s has been rejected and cannot change: duplicate it.",
                quote=self.name,
            )
        return self.env._(
            "Quote %(quote)s has been sent and cannot change: duplicate it.",
            quote=self.name,
        )

    def _stamp_sent(self):
        sent = self.filtered(
            lambda order: (
                order.state == "sent" and not order.sent_on and order._is_field_quote()
            )
        )
        if not sent:
            return
        sent.sudo().write(
            {"sent_on": fields.Datetime.now(), "sent_by_id": self.env.uid}
        )
        for order in sent.filtered("opportunity_id"):
            order._note_on_opportunity(
                self.env._("Quote %(quote)s was sent: %(amount)s.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft_or_cancel(self):
        for order in self:
            if not order._is_field_quote():
                continue
            if order.state != "draft" or order.sent_on:
                raise UserError(
                    self.env._(
                        "Quote %(quote)s is no longer a draft and cannot be deleted: "
                        "somebody may ask for it. Mark it as rejected or cancel it.",
                        quote=order.name,
                    )
                )
        return super()._unlink_except_draft_or_cancel()

    def unlink(self):
        notes = [
            (order.opportunity_id, order.name, order._get_amount_text())
            for order in self.filtered("opportunity_id")
        ]
        result = super().unlink()
        for opportunity, name, amount in notes:
            opportunity._message_log(
                body=self.env._(
                    "Draft quote %(quote)s was deleted: %(amount)s.",
                    quote=name,
                    amount=amount,
                )
            )
        return result

    # ------------------------------------------------------------------
    # Notes on the opportunity (S4-54)
    # ------------------------------------------------------------------

    def _get_amount_text(self):
        return formatLang(self.env, self.amount_total, currency_obj=self.currency_id)

    def _note_on_opportunity(self, sentence):
        """Log a sentence with a link that opens the quote again.

        ``sentence`` holds ``%(quote)s`` and ``%(amount)s``.
        """
        self.ensure_one()
        self.opportunity_id.sudo()._message_log(
            body=Markup("<p>%s</p>")
            % Markup(sentence)
            % {"quote": self._get_html_link(), "amount": self._get_amount_text()},
            author_id=self.env.user.partner_id.id,
        )

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_reject(self):
        """Ask why the client rejects the quote (S4-51)."""
        self.ensure_one()
        self.check_access("write")
        self._check_may_be_rejected()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mark as rejected"),
            "res_model": "field.quote.rejection",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def _check_may_be_rejected(self):
        if self.state != "sent":
            raise UserError(
                self.env._(
                    "Quote %(quote)s has not been sent: only a sent quote can be "
                    "rejected.",
                    quote=self.name,
                )
            )

    def _reject(self, reason):
        """Stamp the rejection by the client and close the quote."""
        self.ensure_one()
        self.check_access("write")
        self._check_may_be_rejected()
        self.sudo().write(
            {
                "rejected_on": fields.Datetime.now(),
                "rejected_by_id": self.env.uid,
                "rejection_reason": reason,
            }
        )
        self._action_cancel()
        if self.opportunity_id:
            self._note_on_opportunity(
                self.env._("Quote %(quote)s was rejected: %(amount)s.")
            )

    def action_duplicate(self):
        """A new draft of the same content: how a sent quote is « changed » (S4-51)."""
        self.ensure_one()
        return self.copy().get_formview_action()

    def action_draft(self):
        self._check_open_to_change()
        return super().action_draft()

    def _should_be_locked(self):
        # Odoo's own lock: what the client agreed to does not change silently.
        return super()._should_be_locked() or bool(self.sent_on)

    def _is_readonly(self):
        return super()._is_readonly() or self.is_sealed

    def _can_be_edited_on_portal(self):
        return super()._can_be_edited_on_portal() and not self.is_sealed

    def action_open_visit(self):
        self.ensure_one()
        return self.visit_id.get_formview_action()
