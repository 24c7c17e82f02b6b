import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class ResPartner(models.Model):
    """People who may see the missions of their place and ask for new ones (S4-22)."""

    _name = "res.partner"
    _inherit = ["res.partner", "field.link.mixin"]

    # Part of the signed link: a new one makes the links mailed before worthless.
    booking_key = fields.Char(copy=False, groups="base.group_system")

    def _get_booking_site(self):
        """The place whose missions a person sees: the own one, and no other."""
        return self.parent_id or self

    def _may_book(self, company):
        self.ensure_one()
        return bool(
            self.active
            and self.allows_booking
            and self._get_booking_site().field_status
            and self.company_id in (company, self.env["res.company"])
            and self._get_booking_site().company_id
            in (company, self.env["res.company"])
        )

    @api.model
    def _find_booking_person(self, email, company):
        """The one person with this address who may book; none when several could."""
        people = self.search(
            [("email_normalized", "=", email), ("allows_booking", "=", True)], limit=20
        ).filtered(lambda person: person._may_book(company))
        return people if len(people) == 1 else self.browse()

    # ------------------------------------------------------------------
    # The personal link
    # ------------------------------------------------------------------

    def _get_booking_url(self, page):
        """Personal address of a page, for as long as the page says."""
        expires_on = fields.Datetime.now() + timedelta(days=page.link_days)
        token = self._get_link_token(
            "booking", expires_on, page.id, self.sudo().booking_key
        )
        return f"{page.url}/me/{token}"

    @api.model
    def _from_booking_token(self, page, token):
        """The person behind a personal link, in superuser mode, or nobody."""
        person, more = self._from_link_token("booking", token)
        is_valid = (
            person
            and len(more) == 2
            and more[0] == page.id
            and more[1]
            and more[1] == person.booking_key
            and person._may_book(page.company_id)
        )
        return person if is_valid else person.browse()

    def action_send_booking_link(self):
        """Mail each person the own link; it replaces the one mailed before."""
        if not self.env.user.has_group("field_crm.group_field_manager"):
            raise AccessError(
                self.env._("Only managers open the booking page to people.")
            )
        self.check_access("read")
        pages = self.env["field.booking.page"]
        chosen = self.env.context.get("booking_page_id")
        page = pages.browse(chosen).exists() or pages.search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        if not page:
            raise UserError(
                self.env._("There is no booking page yet: make one beforehand.")
            )
        page.check_access("read")
        for person in self:
            person._check_gets_booking_link(page)
        template = self.env.ref("field_crm.mail_template_booking_link").sudo()
        for person in self.sudo():
            person.booking_key = secrets.token_urlsafe(12)
            template.with_context(booking_page_id=page.id).send_mail(
                person.id,
                # Tied to no record: who reads the person's card is not the person.
                email_values={
                    "model": False,
                    "res_id": False,
                    "record_company_id": page.company_id.id,
                    "is_resent": True,
                },
            )
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Personal links sent: %(count)s", count=len(self)
                ),
            },
        }

    def _check_gets_booking_link(self, page):
        if not self.email_normalized:
            raise UserError(
                self.env._("“%(name)s” has no valid mail address.", name=self.name)
            )
        if not self.sudo()._may_book(page.company_id):
            raise UserError(
                self.env._(
                    "“%(name)s” may not book: tick “Can book online” on the person, "
                    "who must belong to a client or a prospect of %(company)s.",
                    name=self.name,
                    company=page.company_id.name,
                )
            )

    def _get_booking_mail_page(self):
        """For the mail template: the page whose link is mailed."""
        page = self.env.context.get("booking_page_id")
        return self.env["field.booking.page"].browse(page)

    def action_choose_for_booking(self):
        """« Choisir »: the request is this client's."""
        self.ensure_one()
        self.check_access("read")
        request = self.env["field.booking.request"].browse(
            self.env.context.get("booking_request_id")
        )
        request.partner_id = self
