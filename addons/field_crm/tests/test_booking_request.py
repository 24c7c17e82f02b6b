from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .booking_common import BookingCase

XSS = "<img src=x onerror=alert(1)>"


@tagged("post_install", "-at_install")
class TestBookingRequest(BookingCase):
    def _mails(self, request):
        return self.env["mail.mail"].search(
            [("model", "=", request._name), ("res_id", "=", request.id)]
        )

    def test_stranger_becomes_a_prospect_with_a_mission(self):
        """S4-24: a confirmed request is checked, accepted, and is a mission to plan."""
        request = self._receive()
        self.assertEqual(request.state, "unconfirmed")
        mail = self._mails(request)
        self.assertEqual(mail.email_to, "paul@garage.example")
        self.assertIn(request._get_confirm_url(), mail.body_html)
        self.assertTrue(request._confirm())
        self.assertFalse(request._confirm(), "once only")
        self.assertEqual(request.state, "to_check")
        self.assertFalse(request.visit_id)
        self.assertEqual(request.activity_ids.user_id, self.manager)
        planner = request.with_user(self.manager)
        with self.assert_refused("choose for whom", UserError):
            planner.action_accept()
        planner.action_create_prospect()
        action = planner.action_accept()
        visit = request.visit_id
        self.assertEqual(action["res_id"], visit.id)
        self.assertEqual(visit.partner_id.name, "Garage Martin")
        self.assertEqual(visit.partner_id.field_status, "prospect")
        self.assertEqual(visit.contact_id.name, "Paul Martin")
        self.assertEqual(
            (visit.state, visit.source, visit.type_id),
            ("to_plan", "booking", self.types[0]),
        )
        self.assertEqual(visit._get_day("Europe/Paris"), self.day)
        self.assertFalse(visit.user_id)
        self.assertEqual(visit.booking_message, "Two tyres")
        self.assertFalse(request.activity_ids)
        self.assertIn("accepted", self._mails(request)[0].subject)

    def test_known_client_is_proposed_and_chosen(self):
        """S4-24: the planner sees who could be meant, and merges into that client."""
        self.client.write({"zip": "35000", "phone": "02 99 00 11 22"})
        request = self._receive(company_name="Guérin")
        request._confirm()
        planner = request.with_user(self.manager)
        self.assertIn(self.client, planner.match_ids)
        self.client.with_user(self.manager).with_context(
            booking_request_id=request.id
        ).action_choose_for_booking()
        planner.action_accept()
        self.assertEqual(request.visit_id.partner_id, self.client)
        self.assertEqual(request.contact_id.parent_id, self.client)
        again = self._receive()
        again._confirm()
        again.with_user(self.manager).partner_id = self.client
        again.with_user(self.manager).action_accept()
        self.assertEqual(again.contact_id, request.contact_id, "not added twice")

    def test_prospect_with_a_phone_already_known(self):
        """S3-38, AMB-02: the reason why it is no double is typed on the request."""
        self.prospect.phone = "02 99 00 11 22"
        request = self._receive()
        planner = request.with_user(self.manager)
        self.assertFalse(planner.needs_double_reason, "nothing before the proof")
        request._confirm()
        self.assertTrue(planner.needs_double_reason)
        self.assertIn(self.prospect.name, planner.double_warning)
        with self.assert_refused("Why it is no double"):
            planner.action_create_prospect()
        self.assertFalse(planner.partner_id)
        with Form(planner) as form:
            form.double_reason = "The owner's second company"
        planner.action_create_prospect()
        self.assertEqual(planner.partner_id.double_reason, "The owner's second company")
        self.assertFalse(planner.needs_double_reason)
        planner.action_accept()
        self.assertEqual(planner.visit_id.partner_id.name, "Garage Martin")
        stranger = self._receive(phone="02 99 00 99 88")
        stranger._confirm()
        self.assertFalse(stranger.with_user(self.manager).needs_double_reason)

    def test_proven_person_gets_a_mission_at_once(self):
        """S4-22, S4-24: only the one person who may book, by the confirmed address."""
        request = self._receive(email="marie@client.example")
        self.assertFalse(request.partner_id, "nothing before the proof")
        request._confirm()
        self.assertEqual(request.state, "accepted")
        self.assertEqual(request.visit_id.partner_id, self.client)
        self.assertEqual(request.visit_id.contact_id, self.person)
        self.assertEqual(request.visit_id.activity_ids.user_id, self.manager)
        self.env["res.partner"].create(
            {
                "name": "Marie of another place",
                "parent_id": self.prospect.id,
                "email": "Marie@client.example",
                "allows_booking": True,
            }
        )
        two = self._receive(email="marie@client.example")
        two._confirm()
        self.assertEqual(two.state, "to_check", "whose it is, is for people to say")
        self.assertFalse(two.visit_id)
        three = self._receive(email=self.client.email or "garage@client.example")
        three._confirm()
        self.assertFalse(three.partner_id, "an address alone proves no right")

    def test_request_of_another_company(self):
        """S4-24: a person of one company gets no mission in another."""
        other = self.env["res.company"].create({"name": "Other"})
        page = self.env["field.booking.page"].create(
            {"name": "Other", "slug": "other", "company_id": other.id}
        )
        self.client.company_id = self.company
        request = self.env["field.booking.request"]._receive(
            page, self._values(email="marie@client.example")
        )
        request._confirm()
        self.assertEqual(request.state, "to_check")
        self.manager.write({"company_ids": [(4, other.id)]})
        requests = self.env["field.booking.request"].with_user(self.manager)
        seen = requests.with_context(allowed_company_ids=self.company.ids).search([])
        self.assertNotIn(request, seen)

    def test_refusal_says_why(self):
        """S4-24: a refusal goes by mail, escaped, with its reason."""
        request = self._receive(company_name=XSS)
        request._confirm()
        wizard = (
            self.env["field.booking.refusal.wizard"]
            .with_user(self.manager)
            .create({"request_ids": request.ids, "reason": f"Too far {XSS}"})
        )
        with self.assert_refused("Say why", UserError):
            request.with_user(self.manager).action_refuse("  ")
        wizard.action_refuse()
        self.assertEqual(request.state, "refused")
        mail = self._mails(request)[0]
        self.assertIn("Too far", mail.body_html)
        self.assertNotIn("<img", mail.body_html)
        for decide in (
            request.with_user(self.manager).action_accept,
            request.with_user(self.manager).action_create_prospect,
        ):
            with self.assert_refused("cannot be decided on", UserError):
                decide()

    def test_unconfirmed_requests_are_nobodys(self):
        """S4-24: before the proof nobody can accept, and later it is forgotten."""
        request = self._receive()
        with self.assert_refused("cannot be decided on", UserError):
            request.with_user(self.manager).action_create_prospect()
        kept = self._receive()
        kept._confirm()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE field_booking_request SET create_date = %s",
            [fields.Datetime.now() - timedelta(days=8)],
        )
        self.env.invalidate_all()
        self.env["field.booking.request"]._gc_unconfirmed()
        self.assertFalse(request.exists())
        self.assertTrue(kept.exists())

    def test_rights(self):
        """S4-24: planners are managers; pages are set up by administrators."""
        request = self._receive()
        for user in (self.rep, self.accountant, self.colleague, self.portal):
            for model in ("field.booking.request", "field.booking.page"):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])
            with self.assertRaises(AccessError):
                request.with_user(user).action_accept()
            with self.assertRaises(AccessError):
                self.person.with_user(user).action_send_booking_link()
        with self.assertRaises(AccessError):
            self.page.with_user(self.manager).slug = "mine"
        with self.assertRaises(AccessError):
            request.with_user(self.manager).unlink()
        with self.assertRaises(AccessError):
            self.env["field.booking.request"].with_user(self.manager).create(
                {"page_id": self.page.id}
            )
        self.page.with_user(self.admin).slug = "ours"
        for user in (self.rep, self.manager, self.admin):
            with self.assertRaises(AccessError):
                self.person.with_user(user).read(["booking_key"])

    def test_page_is_checked(self):
        """S4-24: identifier, logo and bounds are refused with the reason."""
        for values, text in (
            ({"slug": "No Good"}, "Identifier “No Good”"),
            ({"slug": "confirm"}, "Identifier “confirm”"),
            ({"logo_url": "http://example.com/x.png"}, "must begin with https://"),
            ({"logo_url": "javascript:alert(1)"}, "must begin with https://"),
            ({"min_days": 61}, "61 is not between 0 and 60"),
            ({"ip_limit": 0}, "0 is not between 1 and 1000"),
            ({"min_days": 60, "max_days": 30}, "Nobody could choose a day"),
        ):
            with self.assert_refused(text):
                self.page.write(values)
        twin = self.page.copy()
        self.assertNotEqual(twin.slug, self.page.slug)
        self.assertEqual(
            twin.column_ids.mapped("content"), self.page.column_ids.mapped("content")
        )

    def test_columns_come_by_themselves_and_can_be_changed(self):
        """S4-24: columns by default, then the company's own, in its order."""
        self.assertEqual(
            self.page.column_ids.mapped("content"),
            ["reference", "type", "date", "status", "address"],
        )
        self.page.with_user(self.admin).write(
            {
                "column_ids": [
                    (5, 0, 0),
                    (0, 0, {"content": "rep", "sequence": 2}),
                    (0, 0, {"content": "status", "sequence": 1, "label": "Where"}),
                ]
            }
        )
        columns = self.page.column_ids.sorted()
        self.assertEqual([c._get_label() for c in columns][0], "Where")
        visit = self.env["field.visit"].create(
            {
                "partner_id": self.client.id,
                "type_id": self.types[0].id,
                "user_id": self.rep.id,
                "comment": "secret",
            }
        )
        self.rep.name = "Camille Aubert"
        self.assertEqual([c._get_text(visit) for c in columns], ["Planned", "Camille"])
        every = self.env["field.booking.column"]._fields["content"].selection
        for content, _label in every:
            column = self.env["field.booking.column"].new(
                {"page_id": self.page.id, "content": content}
            )
            self.assertIsInstance(column._get_text(visit), str)
            self.assertNotIn("secret", column._get_text(visit))

    def test_attempts_are_counted_without_addresses(self):
        """S4-24: the table holds keyed hashes for a day, and no internet address."""
        hits = self.env["field.booking.hit"]
        results = [
            hits._is_too_often(("visitor", 1, "203.0.113.7"), 3) for _ in "12345"
        ]
        self.assertEqual(results, [False, False, False, True, True])
        self.assertFalse(hits._is_too_often(("visitor", 2, "203.0.113.7"), 3))
        rows = hits.search([])
        self.assertNotIn("203.0.113.7", str(rows.read()))
        self.assertEqual(len(rows), 4, "those beyond the limit leave no row")
        rows[:3].moment = fields.Datetime.now() - timedelta(hours=1, minutes=1)
        self.assertFalse(hits._is_too_often(("visitor", 1, "203.0.113.7"), 3))
        rows.moment = fields.Datetime.now() - timedelta(days=2)
        self.env.flush_all()
        hits._gc_hits()
        self.env.invalidate_all()
        self.assertFalse(rows.exists())
