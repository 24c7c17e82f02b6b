from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .report_common import ReportCase

NOW = "2031-03-05 09:00:00"  # a Wednesday, ten o'clock in Paris


@tagged("post_install", "-at_install")
class TestReportSubscription(ReportCase):
    """When reports go, to whom, and what stops them."""

    # ------------------------------------------------------------------
    # Making one
    # ------------------------------------------------------------------

    def _screen(self, **values):
        return {
            "filter": {
                "name": "Opportunités",
                "model_id": "crm.lead",
                "domain": "[('opportunity_status', '=', 'open')]",
                "context": {"group_by": ["user_id"]},
                "sort": '["date_deadline desc"]',
                "action_id": self.action.id,
                "user_ids": [self.admin.id],
            },
            "layout": "list",
            "view_id": False,
            "column_names": ["reference", "name"],
            "base_domain": [["type", "=", "opportunity"]],
            "includes_archived": True,
            "summary": "Ouvertes",
            **values,
        }

    def test_subscribe_from_a_screen(self):
        """S4-57, S4-59: the filter, groups and columns as they are on the screen."""
        Subscription = self.env["field.report.subscription"].with_user(self.manager)
        action = Subscription.create_from_screen(self._screen())
        subscription = Subscription.browse(action["res_id"])
        self.assertEqual(subscription.state, "paused")
        self.assertEqual(subscription.user_id, self.manager)
        self.assertEqual(subscription.emails, "manager@field.example")
        self.assertEqual(subscription.filter_id.sudo().user_ids, self.manager)
        cells = self._cells(subscription)
        self.assertIn("Filters: Ouvertes", cells)
        self.assertIn(self.lead.reference, cells)
        names = self.env["ir.filters"].with_user(self.manager)
        self.assertFalse(names.get_filters("crm.lead", self.action.id))
        with self.assertRaises(UserError):
            Subscription.create_from_screen(self._screen(layout="kanban"))

    def test_who_may_export_may_subscribe(self):
        """S4-55, S4-57: reps and colleagues may neither."""
        Subscription = self.env["field.report.subscription"]
        for user in (self.rep, self.colleague, self.portal):
            with self.assertRaises(AccessError):
                Subscription.with_user(user).create_from_screen(self._screen())
            with self.assertRaises(AccessError):
                Subscription.with_user(user).create({"name": "x"})
        for user in (self.manager, self.admin):
            Subscription.with_user(user).create_from_screen(self._screen())

    def test_nobody_subscribes_for_somebody_else(self):
        """S4-57: or the report would be read with the other's rights."""
        mine = self._subscription()
        for user in (self.accountant, self.admin):
            with self.assertRaises(AccessError):
                mine.with_user(user).emails = "moi@ailleurs.example"
            with self.assertRaises(AccessError):
                self._subscription(user, user_id=self.manager.id)
        with self.assertRaises(AccessError):
            mine.user_id = self.admin
        with self.assertRaises(AccessError):
            self._subscription(self.accountant, self._favourite(self.manager))
        with self.assertRaises(AccessError):
            mine.with_user(self.accountant).read(["emails"])
        mine.with_user(self.admin).read(["emails"])

    def test_a_shared_favourite_is_copied(self):
        """S4-57: what others change in it later changes no report."""
        shared = self._favourite(user_ids=False)
        subscription = self._subscription(favourite=shared)
        shared.with_user(self.accountant).sudo().domain = "[]"
        self.lead.action_set_won()
        self.assertNotIn("Pneus PL d'hiver", self._cells(subscription))
        shared.unlink()
        self.assertTrue(self._cells(subscription))

    def test_recipients(self):
        """S4-57: addresses are checked, those outside the company are shown."""
        subscription = self._subscription(
            emails="Rep@field.example; client@dehors.example\nmanager@field.example"
        )
        self.assertEqual(subscription.outside_emails, "client@dehors.example")
        self.assertEqual(len(subscription._get_emails()), 3)
        with self.assert_refused("“pas une adresse” is not a mail address"):
            subscription.emails = "rep@field.example, pas une adresse"
        with self.assert_refused("at least one"):
            subscription.emails = " , "
        with self.assert_refused("more than the 50"):
            subscription.emails = ",".join(f"a{i}@b.example" for i in range(51))

    def test_company(self):
        """S4-57: a subscription of another company is not there."""
        other = self.env["res.company"].create({"name": "Autre société"})
        subscription = self._subscription()
        user = new_test_user(
            self.env,
            "elsewhere",
            "field_crm.group_field_admin",
            company_ids=[(6, 0, other.ids)],
            company_id=other.id,
        )
        with self.assertRaises(AccessError):
            subscription.with_user(user).read(["name"])

    # ------------------------------------------------------------------
    # Schedule
    # ------------------------------------------------------------------

    @freeze_time(NOW)
    def test_next_runs(self):
        """S4-57: each frequency, on the owner's clock."""
        subscription = self._subscription(hour=7.5, weekday="4")
        expected = {
            "day": "2031-03-06 06:30:00",
            "week": "2031-03-07 06:30:00",
            "month": "2031-04-01 05:30:00",
            "nth_weekday": "2031-03-07 06:30:00",
        }
        for frequency, moment in expected.items():
            subscription.frequency = frequency
            subscription.action_start()
            self.assertEqual(fields.Datetime.to_string(subscription.next_run), moment)
            self.assertEqual(len(subscription.next_runs.splitlines()), 5)
        subscription.write({"frequency": "month", "is_last_day": True})
        self.assertEqual(str(subscription.next_run), "2031-03-31 05:30:00")
        subscription.user_id.sudo().tz = "America/Guadeloupe"
        subscription.hour = 8
        self.assertEqual(str(subscription.next_run), "2031-03-31 12:00:00")

    @freeze_time(NOW)
    def test_every_week_of_this_month(self):
        """S4-57: « chaque semaine de ce mois », then it rests."""
        subscription = self._subscription(frequency="weeks_of_month", weekday="4")
        self.assertEqual(str(subscription.end_date), "2031-03-31")
        subscription.action_start()
        days = subscription.next_runs.splitlines()
        self.assertEqual(len(days), 4)
        with freeze_time("2031-03-28 08:00:00"), self._mailing():
            subscription.sudo()._run()
        self.assertEqual(subscription.state, "paused")
        with freeze_time("2031-04-02"):
            with self.assert_refused("there is no sending left", UserError):
                subscription.action_start()

    def test_form(self):
        """S4-57: the form as its owner fills it in."""
        form = Form(self.env["field.report.subscription"].with_user(self.manager))
        form.name = "Prévisions"
        form.filter_id = self._favourite()
        form.frequency = "weeks_of_month"
        self.assertTrue(form.end_date)
        form.frequency = "month"
        self.assertFalse(form.end_date)
        self.assertTrue(form.next_runs)
        self.assertEqual(form.save().state, "paused")
        for field, value in (("day", 32), ("hour", 24.0)):
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
                self._subscription(**{field: value}).flush_recordset()

    # ------------------------------------------------------------------
    # Sending
    # ------------------------------------------------------------------

    def test_sent_now(self):
        """S4-57: the mail, its file and the log."""
        subscription = self._subscription(
            emails="rep@field.example,client@dehors.example",
            subject="Vos affaires",
            body='<p>Bonjour</p><img src="x" onerror="alert(1)">',
            format="pdf",
        )
        with self._mailing() as sent:
            subscription.action_send_now()
        recipients = set()
        for call in sent.call_args_list:
            message = call.args[1]
            recipients |= {each.strip() for each in message["To"].split(",")}
            self.assertEqual(message["Subject"], "Vos affaires")
            self.assertNotIn("onerror", message.as_string())
            files = [part.get_filename() for part in message.iter_attachments()]
            self.assertEqual(len(files), 1)
            self.assertTrue(files[0].endswith(".pdf"))
        self.assertEqual(recipients, {"rep@field.example", "client@dehors.example"})
        log = subscription.delivery_ids
        self.assertEqual(log.state, "sent")
        self.assertIn("client@dehors.example", log.emails)
        with self.assertRaises(AccessError):
            subscription.with_user(self.admin).action_send_now()

    @freeze_time(NOW)
    def test_scheduler(self):
        """S4-57: sends what is due and nothing else, once."""
        due, later, paused = (self._subscription(name=str(i)) for i in range(3))
        (due | later).action_start()
        due.sudo().next_run = "2031-03-05 08:59:00"
        paused.sudo().next_run = "2031-03-05 08:00:00"
        with self._mailing() as sent:
            self._run_scheduler()
            self._run_scheduler()
        self.assertEqual(len(sent.call_args_list), 1)
        self.assertEqual(due.delivery_ids.state, "sent")
        self.assertGreater(due.next_run, fields.Datetime.now())
        self.assertFalse((later | paused).delivery_ids)

    def _run_scheduler(self):
        Subscription = self.env["field.report.subscription"].sudo()
        Cron = type(self.env["ir.cron"])
        self.patch(Cron, "_commit_progress", lambda *args, **kwargs: 100)
        Subscription._cron_send()

    @freeze_time(NOW)
    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_failures(self):
        """S4-57: tried again later and later, then an administrator is told."""
        subscription = self._subscription().sudo()
        subscription.action_start()
        waits = []
        with self._mailing() as sending:
            sending.side_effect = ConnectionRefusedError("no server")
            for _attempt in range(6):
                subscription._run()
                if subscription.next_run:
                    waits.append(subscription.next_run - fields.Datetime.now())
        minutes = [wait.total_seconds() / 60 for wait in waits]
        self.assertEqual(minutes, [15, 30, 60, 120, 240])
        self.assertEqual(subscription.state, "stopped")
        self.assertEqual(set(subscription.delivery_ids.mapped("state")), {"failed"})
        self.assertEqual(len(subscription.delivery_ids), 6)
        told = subscription.activity_ids.user_id
        self.assertIn(self.manager, told)
        self.assertTrue(told.filtered(lambda u: u.has_group("base.group_system")))
        subscription.with_user(self.manager).action_start()
        with self._mailing():
            subscription._run()
        self.assertFalse(subscription.failure_count)

    def test_owner_who_lost_the_rights(self):
        """S4-57: the report stops and an administrator is told, nothing is sent."""
        losses = {
            "export": lambda user: user.write(
                {"group_ids": [(6, 0, [self.env.ref("base.group_user").id])]}
            ),
            "archived": lambda user: user.action_archive(),
        }
        for what, lose in losses.items():
            owner = new_test_user(
                self.env,
                f"leaving_{what}",
                "field_crm.group_field_manager",
                email="leaving@field.example",
            )
            subscription = self._subscription(owner).sudo()
            subscription.action_start()
            lose(owner)
            with self.subTest(what), self._mailing() as sent:
                subscription._run()
                self.assertEqual(subscription.state, "stopped")
                self.assertIn(owner.name, subscription.stop_reason)
                # Who is told of it gets a mail, without the report.
                for call in sent.call_args_list:
                    self.assertFalse(list(call.args[1].iter_attachments()))
                self.assertTrue(subscription.activity_ids)

    def test_paused_by_an_administrator(self):
        """S4-57: who may pause everybody's report, and read it, but not redirect it."""
        subscription = self._subscription()
        subscription.action_start()
        with self.assertRaises(AccessError):
            subscription.with_user(self.accountant).action_pause()
        subscription.with_user(self.admin).action_pause()
        self.assertEqual(subscription.state, "paused")
        self.assertFalse(subscription.next_run)
        subscription.with_user(self.admin).unlink()

    @freeze_time(NOW)
    def test_waits_for_its_moment(self):
        """S4-57: the scheduler is woken at the very minute."""
        subscription = self._subscription(hour=7.25, frequency="day")
        Trigger = self.env["ir.cron.trigger"]
        before = Trigger.search([])
        subscription.action_start()
        woken = Trigger.search([]) - before
        self.assertEqual(woken.call_at, subscription.next_run)
        self.assertLess(subscription.next_run - fields.Datetime.now(), timedelta(1))


@tagged("post_install", "-at_install")
class TestReportPreview(HttpCase, ReportCase):
    def test_preview(self):
        """S4-57: the owner and administrators see it, nobody else."""
        subscription = self._subscription(format="pdf")
        url = f"/field_crm/report/{subscription.id}"
        for user, status in ((self.manager, 200), (self.admin, 200)):
            self.authenticate(user.login, user.login)
            answer = self.url_open(url)
            self.assertEqual(answer.status_code, status)
            self.assertTrue(answer.content.startswith(b"%PDF"))
        for user in (self.rep, self.accountant):
            self.authenticate(user.login, user.login)
            with mute_logger("odoo.http"):
                self.assertEqual(self.url_open(url).status_code, 403)
