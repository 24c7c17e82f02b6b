from datetime import timedelta

from lxml import html

from odoo import fields
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .feedback_common import FeedbackCase

XSS = "<img src=x onerror=alert(1)>'\"; DROP TABLE res_partner; --"


@tagged("post_install", "-at_install")
class TestExperienceAnswer(FeedbackCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.feedback = self._asked(contact_id=self.person.id)
        self.path = self._path(self.feedback)

    def _scheduler_cursor(self):
        return self.registry.cursor()

    def _path(self, feedback, purpose="answer"):
        token = feedback._get_link_token(purpose, feedback.expires_on)
        return f"/feedback/{token}"

    def _form(self, path=None):
        page = html.fromstring(self.url_open(path or self.path).content)
        return page.forms[0] if page.forms else None

    def _post(self, rating="4", comment="", path=None, **values):
        path = path or self.path
        form = self._form(path)
        data = {"rating": rating, "comment": comment}
        data["csrf_token"] = form.fields["csrf_token"] if form is not None else ""
        answer = self.url_open(path, data={**data, **values})
        self.env.invalidate_all()
        return answer

    def test_answer_lands_on_the_client_and_the_visit(self):
        """S0-27, S0-28, S0-29, S0-56: mark and comment reach the client's card."""
        answer = self._post("4", "Very quick")
        self.assertIn("Thank you", answer.text)
        self.assertEqual(self.feedback.state, "answered")
        self.assertEqual(self.client.last_rating, "4/5")
        self.assertEqual(self.client.last_rating_comment, "Very quick")
        self.assertEqual(self.client.last_visit_rating, "4/5")
        message = self.feedback.visit_id.message_ids[0]
        self.assertEqual(message.author_id, self.person)
        self.assertIn("4/5, Satisfied", message.body)
        self.assertIn("Very quick", message.body)
        self.assertFalse(self.feedback.visit_id.activity_ids)

    def test_opinion_of_the_last_visit(self):
        """S0-29: it is that of the latest visit, empty until that one has a mark."""
        self._post("4")
        later = self._asked(date=fields.Datetime.now())
        self.assertEqual(self.client.last_rating, "4/5")
        self.assertFalse(self.client.last_visit_rating)
        self._post("5", path=self._path(later))
        self.assertEqual(self.client.last_visit_rating, "5/5")
        early = self._asked(date=fields.Datetime.now() - timedelta(days=2))
        self._post("3", path=self._path(early))
        self.assertEqual(self.client.last_rating, "3/5")
        self.assertEqual(self.client.last_visit_rating, "5/5")
        later.visit_id.state = "cancelled"
        self.assertEqual(self.client.last_visit_rating, "4/5")

    def test_bad_mark_alerts_the_manager(self):
        """S0-08: a mark as low as the setting makes an activity for the manager."""
        self.company.field_feedback_alert_user_id = self.manager
        self._post("2", XSS)
        activity = self.feedback.visit_id.activity_ids
        self.assertEqual(activity.user_id, self.manager)
        self.assertIn(self.client.name, activity.summary)
        self.assertNotIn("<img", activity.note)
        self.company.field_feedback_alert_rating = 0
        other = self._asked()
        self._post("1", path=self._path(other))
        self.assertFalse(other.visit_id.activity_ids)

    def test_answered_once(self):
        """S0-56: the second answer changes nothing and is told so kindly."""
        form = self._form()
        self._post("4", "first")
        again = self.url_open(
            self.path,
            data={
                "rating": "1",
                "comment": "second",
                "csrf_token": form.fields["csrf_token"],
            },
        )
        self.env.invalidate_all()
        self.assertIn("Thank you", again.text)
        self.assertNotIn("first", again.text)
        self.assertEqual(self.feedback.rating, "4")
        self.assertEqual(self.client.last_rating_comment, "first")
        self.assertFalse(self.feedback._answer("1", "third"))

    def test_get_changes_nothing(self):
        """S0-56: a scanner that follows every link answers nothing."""
        for address in (
            self.path,
            f"{self.path}?rating=1",
            f"{self.path}?rating=1&comment=x&csrf_token=1",
            self._path(self.feedback, "refuse") + "/stop",
        ):
            for method in ("GET", "HEAD"):
                self.url_open(address, method=method)
        self.env.invalidate_all()
        self.assertEqual(self.feedback.state, "sent")
        self.assertFalse(self.person.refuses_feedback)
        page = html.fromstring(self.url_open(f"{self.path}?rating=2").content)
        checked = page.xpath("//input[@type='radio'][@checked]/@value")
        self.assertEqual(checked, ["2"])

    def test_links_that_are_not_ours(self):
        """S0-56: changed, foreign, swapped or expired: the same page, nothing told."""
        token = self.path.rpartition("/")[2]
        flipped = token[:-1] + ("A" if token[-1] != "A" else "B")
        others = [
            "x",
            "é",
            "-1 OR 1=1",
            "'; DROP TABLE res_partner; --",
            "AQ",
            flipped,
            token[:40],
            token + "A" * 8,
            self._path(self.feedback, "refuse").rpartition("/")[2],
        ]
        bodies = set()
        for bad in others:
            for path in (f"/feedback/{bad}", f"/feedback/{bad}/stop"):
                if path.endswith(f"{others[-1]}/stop"):
                    continue
                page = self.url_open(path)
                self.assertEqual(page.status_code, 404, bad)
                bodies.add(page.text)
                self.assertEqual(
                    self.url_open(path, data={"rating": "5"}).status_code, 404
                )
        self.assertEqual(len(bodies), 1)
        with freeze_time(self.feedback.expires_on + timedelta(seconds=1)):
            page = self.url_open(self.path)
            self.assertEqual((page.status_code, {page.text}), (404, bodies))
            self.assertEqual(
                self.url_open(self.path, data={"rating": "5"}).status_code, 404
            )
        self.env.invalidate_all()
        self.assertEqual(self.feedback.state, "sent")
        self.feedback.visit_id.sudo().with_context(active_test=False).unlink()
        self.assertEqual(self.url_open(self.path).status_code, 404)

    def test_what_cannot_be_right_is_refused(self):
        """S0-56: no mark, a strange one, a long comment: nothing is recorded."""
        for rating, comment, text in (
            ("", "kept", "choose one of the five marks"),
            ("6", "kept", "choose one of the five marks"),
            ("-1", "kept", "choose one of the five marks"),
            ("4", "x" * 2001, "2001 characters; 2000 at most"),
        ):
            answer = self._post(rating, comment)
            self.assertEqual(answer.status_code, 422)
            self.assertIn(text, answer.text)
            self.assertIn(comment, answer.text, "what was typed is still there")
        answer = self._post("4", "kept", csrf_token="wrong")
        self.assertIn("send it once more", answer.text)
        self.assertIn("kept", answer.text)
        with mute_logger("odoo.http"):
            answer = self._post("4", "x" * 70_000)
        self.assertEqual(answer.status_code, 413)
        self.env.invalidate_all()
        self.assertEqual(self.feedback.state, "sent")

    def test_comment_is_harmless(self):
        """S0-28: HTML in a comment is text wherever it is shown."""
        page = self._post("", XSS)
        self.assertNotIn("<img src=x", page.text)
        self._post("1", XSS)
        self.assertEqual(self.client.last_rating_comment, XSS)
        visit = self.feedback.visit_id
        self.assertNotIn("<img", visit.message_ids[0].body)
        self.assertIn("&lt;img", visit.message_ids[0].body)
        self.assertNotIn("<img src=x", visit.activity_ids.note)

    def test_page_says_little_and_leaks_nothing(self):
        """S0-56: company, day, first name; no script, no index, no referrer."""
        self.rep.name = "Camille Aubert"
        page = self.url_open(self.path)
        for text in ("Camille", self.company.name):
            self.assertIn(text, page.text)
        for secret in (
            "Aubert",
            self.client.name,
            self.person.name,
            "marie@client.example",
            self.feedback.visit_id.name,
            "<script",
        ):
            self.assertNotIn(secret, page.text)
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertIn("noindex", page.headers["X-Robots-Tag"])
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertIn("default-src 'none'", page.headers["Content-Security-Policy"])

    def test_no_more_questions(self):
        """S0-08: one click, or the mail program's button, ends the questions."""
        path = self._path(self.feedback, "refuse") + "/stop"
        self.assertIn("Do not ask me again", self.url_open(path).text)
        answer = self.url_open(path, data={"List-Unsubscribe": "One-Click"})
        self.assertIn("will not ask", answer.text)
        self.env.invalidate_all()
        self.assertTrue(self.person.refuses_feedback)
        self.assertFalse(self.client.refuses_feedback)
