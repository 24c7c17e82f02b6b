from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

_CONFIRM_WITHIN = timedelta(days=3)
_FORGET_AFTER = timedelta(days=7)


class FieldBookingRequest(models.Model):
    """What somebody asked for on a booking page, until it is a mission (S4-24).

    Whoever types an address is not yet its owner. A stranger's request is kept apart
    and unconfirmed until the link mailed to that address was used; no card of a client
    is looked at before that, so the page can tell nothing about them. Then it becomes
    a mission at once when the address belongs to exactly one person who may book, and
    is checked by a planner in every other case.
    """

    _name = "field.booking.request"
    _description = "Booking request"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "field.link.mixin",
        "field.lock.mixin",
        "field.booking.double.mixin",
        "field.booking.sender.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False)
    page_id = fields.Many2one(
        "field.booking.page", required=True, readonly=True, index=True
    )
    company_id = fields.Many2one(
        related="page_id.company_id", store=True, index=True, precompute=True
    )
    state = fields.Selection(
        [
            ("unconfirmed", "Address not confirmed"),
            ("to_check", "To check"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
        ],
        string="Status",
        default="unconfirmed",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        copy=False,
    )
    expires_on = fields.Datetime(string="To confirm until", readonly=True)
    confirmed_on = fields.Datetime(readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Client or prospect",
        check_company=True,
        index="btree_not_null",
        domain=[("field_status", "!=", False)],
        tracking=True,
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Known person",
        check_company=True,
        domain="[('parent_id', '=', partner_id)]",
    )
    match_ids = fields.Many2many(
        "res.partner", string="Perhaps", compute="_compute_match_ids"
    )
    visit_id = fields.Many2one(
        "field.visit", string="Mission", readonly=True, index="btree_not_null"
    )
    refusal_reason = fields.Text(readonly=True, tracking=True)
    decided_by = fields.Many2one("res.users", readonly=True)
    decided_on = fields.Datetime(readonly=True)

    @api.depends("email", "phone", "company_name", "zip", "state")
    def _compute_match_ids(self):
        for request in self:
            request.match_ids = request.state == "to_check" and request._find_matches()

    def _find_matches(self):
        """Clients and prospects who could be meant; for a planner's eyes only."""
        partners = self.env["res.partner"]
        company = [("company_id", "in", [False, self.company_id.id])]
        same = [[("email_normalized", "=", self.email)]]
        phone = self._phone_format(
            number=self.phone, country=self.company_id.country_id
        )
        if phone:
            same.append([("phone_sanitized", "=", phone)])
        if self.company_name:
            named = [("name", "=ilike", self.company_name)]
            same += [named, [("zip", "=", self.zip), *self._like_first_word()]]
        found = partners.browse()
        for domain in same:
            found |= partners.search([*company, *domain], limit=10)
        places = found | found.parent_id
        return places.filtered("field_status")[:10]

    def _like_first_word(self):
        word = max(self.company_name.split(), key=len, default="")
        return [("name", "ilike", word), ("field_status", "!=", False)]

    # ------------------------------------------------------------------
    # From outside
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        numbers = self.env["ir.sequence"]._next_batch_by_code(
            self._name, len(vals_list)
        )
        for vals, number in zip(vals_list, numbers, strict=True):
            vals.setdefault("name", number)
        return super().create(vals_list)

    @api.model
    def _receive(self, page, values):
        """Keep a stranger's request apart and mail the link that confirms it."""
        request = self.create(
            {
                **values,
                "page_id": page.id,
                "expires_on": fields.Datetime.now() + _CONFIRM_WITHIN,
            }
        )
        request._queue_mail("field_crm.mail_template_booking_confirm")
        return request

    @api.model
    def _receive_from(self, page, person, values):
        """Make the mission that a known person asks for."""
        request = self.create(
            {
                **values,
                "page_id": page.id,
                "company_name": person._get_booking_site().name,
                "contact_name": person.name,
                "email": person.email_normalized,
                "phone": person.phone,
            }
        )
        request._attach(person)
        request._queue_mail("field_crm.mail_template_booking_received")
        return request

    def _confirm(self):
        """The owner of the address stands by the request.

        Returns
        -------
        bool
            False when it had been confirmed already: nothing has changed.
        """
        self.ensure_one()
        self._hold_state()
        if self.state != "unconfirmed":
            return False
        self.confirmed_on = fields.Datetime.now()
        person = self.env["res.partner"]._find_booking_person(
            self.email, self.company_id
        )
        if person:
            self._attach(person)
        else:
            self.state = "to_check"
            self._tell_planners(self)
        return True

    def _attach(self, person):
        """Turn the request of a person who may book into a mission."""
        self.write({"partner_id": person._get_booking_site().id})
        if person != self.partner_id:
            self.contact_id = person
        self._make_mission()
        self._tell_planners(self.visit_id)

    def _tell_planners(self, record):
        for planner in self.page_id._get_planners():
            request = self.with_context(lang=planner.lang)
            # By OdooBot: the public user has no address to write from.
            spoken = record.with_context(lang=planner.lang).with_user(SUPERUSER_ID)
            spoken.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=request.env._("Booking request %(number)s", number=self.name),
                user_id=planner.id,
            )

    @api.autovacuum
    def _gc_unconfirmed(self):
        """Forget what nobody confirmed: most of it was never meant."""
        oldest = fields.Datetime.now() - _FORGET_AFTER
        domain = [("state", "=", "unconfirmed"), ("create_date", "<", oldest)]
        self.search(domain, limit=1000).unlink()

    # ------------------------------------------------------------------
    # Deciding
    # ------------------------------------------------------------------

    def action_create_prospect(self):
        """Make a prospect and its contact person of what was typed."""
        self.check_access("write")
        for request in self:
            request._lock("to_check")
            request.partner_id = self.env["res.partner"].create(
                request._get_prospect_values()
            )

    def action_accept(self):
        """Make the mission, tell who asked, and open it to plan it."""
        self.check_access("write")
        for request in self:
            request._lock("to_check")
            if not request.partner_id:
                raise UserError(
                    self.env._(
                        "Client or prospect: choose for whom request %(number)s is, or "
                        "make a prospect of it.",
                        number=request.name,
                    )
                )
            if not request.contact_id:
                request.contact_id = request._get_person()
            request._make_mission()
            request._decide("accepted")
            request._queue_mail("field_crm.mail_template_booking_accepted")
        return self.action_open_mission() if len(self) == 1 else True

    def action_refuse(self, reason):
        """Say no, by mail and with a reason.

        :param str reason: what the asker reads, at least one character
        """
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the request is refused."))
        for request in self:
            request._lock("to_check")
            request.refusal_reason = reason.strip()
            request._decide("refused")
            request._queue_mail("field_crm.mail_template_booking_refused")

    def action_open_refusal(self):
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refuse the request"),
            "res_model": "field.booking.refusal.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_ids": self.ids},
        }

    def action_open_mission(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "field.visit",
            "res_id": self.visit_id.id,
            "view_mode": "form",
        }

    def _get_person(self):
        """The sender among the client's people, who is added when not there."""
        people = self.partner_id | self.partner_id.child_ids
        known = people.filtered(lambda person: person.email_normalized == self.email)
        if known:
            return known[0] if known[0] != self.partner_id else self.env["res.partner"]
        return self.env["res.partner"].create(
            {
                **self._get_contact_values(),
                "parent_id": self.partner_id.id,
                "type": "contact",
            }
        )

    def _make_mission(self):
        self.visit_id = self.env["field.visit"].create(
            {
                "partner_id": self.partner_id.id,
                "contact_id": self.contact_id.id,
                "company_id": self.company_id.id,
                "type_id": self.type_id.id,
                "state": "to_plan",
                "source": "booking",
                "date": self.page_id._get_moment(self.wish_date, self.wish_period),
                "user_id": False,
            }
        )
        self.state = "accepted"

    def _describe_lock(self):
        return self.env._("Somebody else is deciding on this request right now.")

    def _describe_state(self, label):
        return self.env._(
            "Request %(number)s cannot be decided on: %(state)s.",
            number=self.name,
            state=label,
        )

    def _decide(self, state):
        self.write(
            {
                "state": state,
                "decided_by": self.env.uid,
                "decided_on": fields.Datetime.now(),
            }
        )
        self.activity_feedback(["mail.mail_activity_data_todo"])

    # ------------------------------------------------------------------
    # Mails
    # ------------------------------------------------------------------

    def _queue_mail(self, template_xmlid):
        """Put a mail in the queue and wake the queue; see the conversion requests."""
        self.ensure_one()
        self.env.ref(template_xmlid).sudo().send_mail(self.id)
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _get_confirm_url(self):
        token = self._get_link_token("confirm", self.expires_on)
        return f"{self.get_base_url()}/booking/confirm/{token}"
