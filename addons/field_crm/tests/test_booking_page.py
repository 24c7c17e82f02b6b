from datetime import timedelta
from urllib.parse import quote

from lxml import html

from odoo import fields
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .booking_common import BookingBrowser, BookingCase

XSS = "<img src=x onerror=alert(1)>'\"; DROP TABLE res_partner; --"


@tagged("post_install", "-at_install")
class TestBookingPage(BookingBrowser, BookingCase, HttpCase):
    """The page as strangers find it."""

    def test_request_is_confirmed_by_mail(self):
        """S4-24: form, mail, one click: the request is there to check."""
        page = self.url_open(self.address)
        self.assertIn("Maintenance of tyres", page.text)
        self.assertNotIn("Sales talk", page.text)
        answer = self._post()
        self.assertEqual(answer.status_code, 303)
        self.assertIn("One more step", self.url_open(answer.headers["Location"]).text)
        request = self._requests()
        self.assertEqual(request.state, "unconfirmed")
        for name, value in self._values().items():
            kept = request[name]
            self.assertEqual(kept.id if name == "type_id" else kept, value, name)
        path = request._get_confirm_url()[len(request.get_base_url()) :]
        self.url_open(path)
        self.url_open(path, method="HEAD")
        self.env.invalidate_all()
        self.assertEqual(request.state, "unconfirmed", "a GET confirms nothing")
        self.url_open(path, data={"x": "1"})
        self.env.invalidate_all()
        self.assertEqual(request.state, "unconfirmed", "nor does another site's form")
        answer = self.url_open(path, data=self._form(path))
        self.assertIn(request.name, answer.text)
        self.env.invalidate_all()
        self.assertEqual(request.state, "to_check")

    def test_clients_cannot_be_found_out(self):
        """S4-24: the same answer, mail and work whoever the address belongs to."""
        self.env["res.partner"].create(
            {"name": "Plain contact", "email": "plain@client.example"}
        )
        answers = set()
        counts = set()
        self._post()
        for email in (
            "nobody@nowhere.example",
            "plain@client.example",
            "marie@client.example",
            self.manager.email,
        ):
            form = {**self._form(), **{k: str(v) for k, v in self._values().items()}}
            before = self.env.cr.sql_log_count
            answer = self.url_open(
                self.address, data={**form, "email": email}, allow_redirects=False
            )
            counts.add(self.env.cr.sql_log_count - before)
            answers.add((answer.status_code, answer.headers["Location"], answer.text))
        self.assertEqual(len(answers), 1)
        self.assertEqual(len(counts), 1, "as many queries: no card is looked at")
        self.env.invalidate_all()
        self.assertFalse(self._requests().partner_id)
        self.assertFalse(self._requests().visit_id)

    def test_confirmation_looks_the_same_for_all(self):
        """S4-24: who confirms does not learn whether the company knows the address."""
        texts = set()
        for email in ("nobody@nowhere.example", "marie@client.example"):
            request = self._receive(email=email)
            path = request._get_confirm_url()[len(request.get_base_url()) :]
            text = self.url_open(path, data=self._form(path)).text
            texts.add(text.replace(request.name, "NUMBER"))
        self.assertEqual(len(texts), 1)

    def test_what_is_wrong_is_named(self):
        """S4-24: each field with its limit; what was typed is kept."""
        early = (self.page._get_days()[0] - timedelta(days=1)).isoformat()
        answer = self._post(
            company_name="x" * 101,
            email="nobody",
            phone="12",
            city="",
            type_id=str(self.types[2].id),
            wish_date=early,
        )
        self.assertEqual(answer.status_code, 422)
        page = html.fromstring(answer.content)
        problems = page.xpath("//div[@role='alert']//li//text()")
        text = " ".join(problems)
        for part in (
            "Company: 101 characters; 100 at most",
            "Email: an address such as",
            "Phone: a complete number",
            "Town: please fill in",
            "What do you need?: please choose from the list",
            "Day you wish for: not before",
        ):
            self.assertIn(part, text)
        self.assertEqual(page.forms[0].fields["contact_name"], "Paul Martin")
        for name in ("company_name", "email", "phone", "city", "type_id", "wish_date"):
            [field] = page.xpath(f"//*[@name='{name}']")
            self.assertEqual(field.get("aria-invalid"), "true", name)
        self.assertFalse(self._requests())

    def test_programs_are_held_back(self):
        """S4-24: the trap, the time, the key of another page, another site's form."""
        quick = self._sign(self.page.id, 1)
        old = self._sign(self.page.id, 24 * 3600 + 1)
        foreign = self._sign(self.page.id + 1, 10)
        for changes, text in (
            ({"fld_confirm": "x"}, "leave the last field empty"),
            ({"form_key": quick}, "That was quick"),
            ({"form_key": old}, "open for too long"),
            ({"form_key": foreign}, "open for too long"),
            ({"form_key": "é"}, "open for too long"),
            ({"form_key": ""}, "open for too long"),
            ({"csrf_token": "x"}, "open for too long"),
        ):
            answer = self._post(**changes)
            self.assertEqual(answer.status_code, 422, changes)
            self.assertIn(text, answer.text)
            self.assertIn("Paul Martin", answer.text, "nothing typed is lost")
        self.assertFalse(self._requests())
        with mute_logger("odoo.http"):
            self.assertEqual(self._post(message="x" * 70_000).status_code, 413)
        self.assertFalse(self._requests())

    def test_flood(self):
        """S4-24: beyond the limits of visitor, page and address nothing is kept."""
        self.page.ip_limit = 3
        codes = [self._post().status_code for _ in range(6)]
        self.assertEqual(codes, [303] * 3 + [429] * 3)
        self.assertEqual(len(self._requests()), 3)
        self.page.write({"ip_limit": 1000, "page_limit": 4})
        codes = [self._post(email=f"p{n}@x.example").status_code for n in range(3)]
        self.assertEqual(codes, [303, 429, 429])
        self.page.page_limit = 1000
        codes = [self._post(email="V@x.example").status_code for _ in range(7)]
        self.assertEqual(codes, [303] * 5 + [429] * 2, "one mailbox is not flooded")

    def test_free_text_is_harmless(self):
        """S4-24: HTML and SQL in every field stay text, on the page and in mails."""
        texts = ("company_name", "contact_name", "street", "zip", "city", "message")
        page = self._post(**dict.fromkeys(texts, XSS), email=XSS)
        self.assertEqual(page.status_code, 422)
        self.assertNotIn("<img", page.text)
        short = "<img src=x onerror=alert(1)>'--"
        typed = {**dict.fromkeys(texts, short), "zip": "'; --", "message": XSS}
        answer = self._post(**typed, wish_period=XSS, unknown=XSS)
        self.assertEqual(answer.status_code, 303)
        request = self._requests()
        self.assertEqual(request.company_name, short)
        self.assertEqual(request.message, XSS)
        self.assertEqual(request.wish_period, "any")
        request._confirm()
        planner = request.with_user(self.manager)
        planner.read(["match_ids"])
        planner.action_create_prospect()
        planner.action_accept()
        for mail in self.env["mail.mail"].search([("res_id", "=", request.id)]):
            self.assertNotIn("<img", mail.body_html or "")
        for message in request.message_ids + request.visit_id.message_ids:
            self.assertNotIn("<img", message.body or "")
        visit = request.visit_id
        text = self.url_open(self._link_of(visit)).text
        self.assertNotIn("<img", text)
        self.assertIn("&lt;img", text)

    def _link_of(self, visit):
        person = visit.contact_id
        person.allows_booking = True
        return self._link(person)

    def test_pages_that_are_not_there(self):
        """S4-24: unknown, closed, strange: one answer, and it says nothing."""
        self.page.copy({"slug": "closed", "active": False})
        texts = set()
        for slug in (
            "nope",
            "closed",
            "Test-Page",
            "test-page%00",
            "x" * 3000,
            quote("'; DROP TABLE res_partner; --"),
            quote("é"),
            "confirm",
            "test-page/me/AQ",
            "confirm/AQ",
            "nope/sent",
            "nope/me/x",
        ):
            answer = self.url_open(f"/booking/{slug}")
            self.assertEqual(answer.status_code, 404, slug)
            texts.add(answer.text)
        self.assertEqual(len(texts), 1)
        self.assertEqual(
            self.url_open("/booking/nope", data={"x": "1"}).status_code, 404
        )

    def test_confirmation_link_ends(self):
        """S4-24: three days, one use, one purpose."""
        request = self._receive()
        path = request._get_confirm_url()[len(request.get_base_url()) :]
        token = path.rpartition("/")[2]
        self.assertEqual(
            self.url_open(f"{self.address}/me/{token}").status_code, 404, "not a login"
        )
        self.assertEqual(self.url_open(f"/feedback/{token}").status_code, 404)
        with freeze_time(request.expires_on + timedelta(seconds=1)):
            self.assertEqual(self.url_open(path).status_code, 404)
            self.assertEqual(self.url_open(path, data={"x": "1"}).status_code, 404)
        self.page.active = False
        self.assertEqual(self.url_open(path).status_code, 404)

    def test_headers_and_logo(self):
        """S4-24: no script, no frame, no index; the logo's host is the only other."""
        page = self.url_open(self.address)
        self.assertNotIn("<script", page.text)
        self.assertEqual(page.headers["X-Frame-Options"], "DENY")
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertIn("default-src 'none'", page.headers["Content-Security-Policy"])
        self.page.logo_url = "https://logo.example/l.png"
        page = self.url_open(self.address)
        self.assertIn(
            "img-src 'self' data: https://logo.example;",
            page.headers["Content-Security-Policy"],
        )
        self.assertIn('src="https://logo.example/l.png"', page.text)


@tagged("post_install", "-at_install")
class TestBookingPerson(BookingBrowser, BookingCase, HttpCase):
    """The page as a person finds it who was sent a personal link."""

    def setUp(self):
        super().setUp()
        self.other = self.env["res.partner"].create(
            {"name": "Competitor", "field_status": "client"}
        )
        self.mine, self.sales, self.theirs = self.env["field.visit"].create(
            [
                {
                    "partner_id": partner.id,
                    "type_id": kind.id,
                    "user_id": self.rep.id,
                    "comment": "internal remark",
                }
                for partner, kind in (
                    (self.client, self.types[0]),
                    (self.client, self.types[2]),
                    (self.other, self.types[0]),
                )
            ]
        )
        self.link = self._link()

    def test_sees_the_own_place_in_the_chosen_columns(self):
        """S4-22, S4-24: the missions of the own place, the types shown, no more."""
        text = self.url_open(self.link).text
        self.assertIn(self.mine.name, text)
        self.assertIn(self.client.name, text)
        for secret in (
            self.sales.name,
            self.theirs.name,
            self.other.name,
            "internal remark",
            self.rep.name,
            "marie@client.example",
        ):
            self.assertNotIn(secret, text)
        self.page.column_ids.filtered(lambda c: c.content == "reference").unlink()
        self.assertNotIn(self.mine.name, self.url_open(self.link).text)

    def test_asks_for_a_mission(self):
        """S4-22, S4-24: it is there at once, to plan, and the planner knows."""
        answer = self._post(self.link, company_name="Ignored", email="x@y.example")
        self.assertEqual(answer.status_code, 303)
        request = self._requests()
        self.assertEqual(request.state, "accepted")
        self.assertEqual(request.company_name, self.client.name)
        visit = request.visit_id
        self.assertEqual(
            (visit.partner_id, visit.contact_id), (self.client, self.person)
        )
        self.assertEqual((visit.state, visit.source), ("to_plan", "booking"))
        self.assertEqual(visit.activity_ids.user_id, self.manager)
        text = self.url_open(answer.headers["Location"]).text
        self.assertIn("has been recorded", text)
        self.assertIn(visit.name, text)
        answer = self._post(self.link, message="x" * 2001)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("2001 characters; 2000 at most", answer.text)
        self.page.ip_limit = 1
        self.assertEqual(self._post(self.link).status_code, 429)

    def test_link_ends(self):
        """S4-22, S4-24: with the right, the person, the page, time or a new link."""

        def works(link=self.link):
            return self.url_open(link).status_code == 200

        self.assertTrue(works())
        for record, name, value in (
            (self.person, "allows_booking", False),
            (self.person, "active", False),
            (self.page, "active", False),
            (self.client, "field_status", False),
        ):
            before = record[name]
            record.sudo().write({name: value})
            self.assertFalse(works(), name)
            self.assertEqual(self.url_open(self.link, data={"x": 1}).status_code, 404)
            record.sudo().write({name: before})
            self.assertTrue(works(), name)
        later = fields.Datetime.now() + timedelta(days=self.page.link_days, seconds=1)
        with freeze_time(later):
            self.assertFalse(works())
        twin = self.page.copy({"slug": "twin"})
        token = self.link.rpartition("/")[2]
        self.assertFalse(works(f"/booking/twin/me/{token}"), "another page's link")
        self.assertTrue(works(self._link(page=twin)))
        self.assertFalse(works(self.link[:-2] + "xx"))
        self.person.with_user(self.manager).with_context(
            booking_page_id=self.page.id
        ).action_send_booking_link()
        self.assertFalse(works(), "a new link replaces it")
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertEqual(mail.email_to, "marie@client.example")
        self.assertFalse(mail.model)
        [new] = html.fromstring(mail.body_html).xpath("//a/@href")
        self.assertTrue(works(new[len(self.person.get_base_url()) :]))

    def test_link_is_refused_to_others(self):
        """S4-22: nobody gets one who has not the right or no address."""
        person = self.person.with_user(self.manager)
        self.person.allows_booking = False
        with self.assert_refused("may not book", Exception):
            person.action_send_booking_link()
        self.person.write({"allows_booking": True, "email": False})
        with self.assert_refused("no valid mail address", Exception):
            person.action_send_booking_link()
