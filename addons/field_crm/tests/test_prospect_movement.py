from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestProspectMovement(FieldCrmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.field_prospect_retention_months = 6
        cls.prospect.company_id = cls.company

    def _create_prospect(self, **values):
        return self.env["res.partner"].create(
            {
                "name": "Un autre prospect",
                "field_status": "prospect",
                "company_id": self.company.id,
                **values,
            }
        )

    def _let_lie(self, partner=None, months=7):
        """Make a partner look as if nothing had happened for so long."""
        partner = partner or self.prospect
        self.env.flush_all()
        then = fields.Datetime.now() - relativedelta(months=months)
        self.env.cr.execute(
            "UPDATE res_partner SET last_movement_date = %s WHERE id IN %s",
            [then, tuple(partner.ids)],
        )
        partner.invalidate_recordset()
        return then

    def _is_offline(self, partner=None):
        partner = partner or self.prospect
        domain = self.env["res.partner"]._get_offline_domain()
        found = partner.search([*domain, ("id", "=", partner.id)])
        self.assertEqual(bool(found), partner.is_offline)
        return bool(found)

    def _run_cron(self):
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr)["res.partner"]._cron_prospects_without_movement()

    def test_left_out_after_so_many_months(self):
        """S3-63, S3-76: only prospects without movement stay in the office."""
        self.assertTrue(self._is_offline())
        self._let_lie(months=5)
        self.assertTrue(self._is_offline())
        self._let_lie()
        self.assertFalse(self._is_offline())
        self._let_lie(self.client, 60)
        self.assertTrue(self._is_offline(self.client), "clients always go")
        self.company.field_prospect_retention_months = 0
        self.prospect.invalidate_recordset()
        self.assertTrue(self._is_offline(), "0: all are taken along")

    def test_every_movement_counts_at_once(self):
        """S3-63: a change, a visit, a message, a request bring the prospect back."""
        self.prospect.write(self._complete_sheet())
        rep_prospect = self.prospect.with_user(self.rep)
        person = self.env["res.partner"].create(
            {"name": "Yann", "parent_id": self.prospect.id}
        )
        moves = (
            lambda: rep_prospect.write({"comment": "Rappeler en mars"}),
            lambda: person.with_user(self.rep).write({"phone": "0299000099"}),
            lambda: rep_prospect.message_post(
                body="Vu au salon", message_type="comment"
            ),
            lambda: rep_prospect.action_set_revisit(fields.Date.today()),
            lambda: (
                self.env["field.visit"]
                .with_user(self.rep)
                .create({"partner_id": self.prospect.id, "state": "done"})
            ),
            lambda: (
                self.env["field.conversion.request"]
                .with_user(self.rep)
                .create({"partner_id": self.prospect.id})
            ),
            lambda: rep_prospect.action_keep(),
        )
        for index, move in enumerate(moves):
            self._let_lie()
            self.assertFalse(self._is_offline())
            move()
            self.assertTrue(self._is_offline(), f"movement {index}")

    def test_daily_job_takes_over_what_came_by_another_way(self):
        """S3-63: visits that were loaded past Odoo count; the job can run twice."""
        self.env["field.visit"].with_user(self.rep).create(
            {"partner_id": self.prospect.id, "state": "done"}
        )
        self._let_lie()
        other = self._create_prospect()
        then = self._let_lie(other)
        self._run_cron()
        self._run_cron()
        self.env.invalidate_all()
        self.assertTrue(self._is_offline())
        self.assertFalse(self._is_offline(other))
        self.assertTrue(other.active, "archiving is another parameter")
        self.assertEqual(other.last_movement_date, then)

    def test_archive_when_the_company_wants(self):
        """S3-63, S3-76: archived by night with a line in the chatter, and restored."""
        self.company.field_prospect_archive = True
        asked = self._create_prospect(**self._complete_sheet())
        self.env["field.conversion.request"].with_user(self.manager).create(
            {"partner_id": asked.id}
        )
        self._let_lie(self.prospect | asked)
        self.env.cr.execute(
            "UPDATE field_conversion_request SET create_date = %s",
            [fields.Datetime.now() - timedelta(days=400)],
        )
        self.env.cr.execute(
            "UPDATE mail_message SET date = %s",
            [fields.Datetime.now() - timedelta(days=400)],
        )
        self._run_cron()
        self.env.invalidate_all()
        self.assertFalse(self.prospect.active)
        self.assertIn("no movement", str(self.prospect.message_ids.mapped("body")))
        self.assertTrue(asked.active, "the accountant has it on the desk")
        self.prospect.with_user(self.rep).action_restore_prospect()
        self.assertTrue(self.prospect.active)
        self.assertTrue(self._is_offline())

    def test_list_of_those_left_out(self):
        """S3-63: the list shows them, each rep his own; one click keeps them."""
        self._let_lie()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm.action_res_partner_still"
        )
        domain = eval(action["domain"])
        for user, sees in ((self.rep, True), (self.manager, True), (self.other_rep, 0)):
            found = self.env["res.partner"].with_user(user).search(domain)
            self.assertEqual(self.prospect in found.with_env(self.env), bool(sees))
        self.prospect.with_user(self.rep).action_keep()
        self.assertNotIn(self.prospect, self.env["res.partner"].search(domain))
        with self.assertRaises(AccessError):
            self.prospect.with_user(self.other_rep).action_keep()

    def test_companies_have_their_own_clock(self):
        """S0-13, S3-76: each company's own number of months decides."""
        other = self.env["res.company"].create(
            {"name": "Autre", "field_prospect_retention_months": 24}
        )
        theirs = self._create_prospect(company_id=other.id)
        self._let_lie(self.prospect | theirs)
        both = self.env["res.partner"].with_context(
            allowed_company_ids=[self.company.id, other.id]
        )
        found = both.search(both._get_offline_domain())
        self.assertIn(theirs.id, found.ids)
        self.assertNotIn(self.prospect.id, found.ids)

    # ------------------------------------------------------------------
    # Deleting
    # ------------------------------------------------------------------

    def test_creator_and_attached_rep_delete(self):
        """S3-52, AMB-04: both may delete, which archives; both may take it back."""
        self.prospect.user_id = self.other_rep
        for user in (self.rep, self.other_rep, self.manager):
            prospect = self.prospect.with_user(user)
            action = prospect.action_delete_prospect()
            self.assertEqual(action["params"]["ids"], self.prospect.ids)
            self.assertFalse(self.prospect.active)
            prospect.action_restore_prospect()
            self.assertTrue(self.prospect.active)

    def test_nobody_else_deletes(self):
        """S3-52: neither another rep nor the accountant, over RPC either."""
        self.prospect.write(self._complete_sheet())
        self.env["field.conversion.request"].with_user(self.rep).create(
            {"partner_id": self.prospect.id}
        )
        for user in (self.other_rep, self.accountant, self.colleague, self.portal):
            prospect = self.prospect.with_user(user)
            with self.assertRaises(AccessError):
                prospect.action_delete_prospect()
            with self.assertRaises(AccessError):
                prospect.write({"active": False})
        with self.assertRaises(AccessError):
            self.prospect.with_user(self.rep).unlink()
        with self.assertRaises(UserError):
            self.client.with_user(self.manager).action_delete_prospect()
        self.assertTrue(self.prospect.active)

    # ------------------------------------------------------------------
    # Finding
    # ------------------------------------------------------------------

    def test_drop_down_of_prospects(self):
        """S3-35, S3-40, S3-49: chosen by name, with all data, visits and buttons."""
        self.prospect.write({"city": "Vitré", "phone": "02 99 01 02 03"})
        visit = (
            self.env["field.visit"]
            .with_user(self.rep)
            .create({"partner_id": self.prospect.id, "state": "done"})
        )
        Finder = self.env["field.prospect.finder"].with_user(self.rep)
        domain = Finder.fields_get(["partner_id"])["partner_id"]["domain"]
        names = self.env["res.partner"].with_user(self.rep).name_search("bois", domain)
        self.assertEqual([id_ for id_, _name in names], self.prospect.ids)
        form = Form(Finder)
        self.assertFalse(form.visit_ids)
        form.partner_id = self.prospect
        self.assertEqual(form.city, "Vitré")
        finder = form.save()
        self.assertEqual(finder.city, "Vitré")
        self.assertEqual(finder.phone, "02 99 01 02 03")
        self.assertEqual(finder.visit_ids.ids, visit.ids)
        self.assertEqual(
            finder.action_ask_conversion()["res_model"], "field.conversion.wizard"
        )
        self.assertEqual(finder.action_visit_today()["res_model"], "field.visit")
        self.assertIn(
            ("partner_id", "=", self.prospect.id), finder.action_open_visits()["domain"]
        )
        hidden = self.env["res.partner"].with_user(self.other_rep)
        self.assertFalse(hidden.name_search("bois", domain))
