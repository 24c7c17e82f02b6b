from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .opportunity_common import OpportunityCase


@tagged("post_install", "-at_install")
class TestOpportunityAccess(OpportunityCase):
    def test_own_and_all(self):
        """S4-36: reps their own, managers all, accountants and others none."""
        Lead = self.env["crm.lead"]
        mine = self.lead | self.secret
        self.assertEqual(Lead.with_user(self.rep).search([]), mine.sorted())
        self.assertFalse(Lead.with_user(self.other_rep).search([]))
        self.assertEqual(len(Lead.with_user(self.manager).search([])), 2)
        for user in (self.accountant, self.colleague, self.portal):
            with self.assertRaises(AccessError):
                self.lead.with_user(user).read(["name"])

    def test_salesperson_who_is_no_rep(self):
        """S4-36: Odoo's own salespeople keep their screens, without missions."""
        seller = new_test_user(self.env, "seller", "sales_team.group_sale_salesman")
        lead = self._opportunity(seller, partner_id=self.client.id).with_user(seller)
        Form(lead).save()
        context = lead.action_sale_quotations_new()["context"]
        form = Form(lead.env["sale.order"].with_context(**context))
        with form.order_line.new() as line:
            line.product_id = self.product
        self.assertEqual(form.save().opportunity_id, lead)

    def test_hidden_prospect_hides_its_opportunity(self):
        """S3-36, S4-36: even one of one's own, once the prospect is somebody else's."""
        self.secret.user_id = self.other_rep
        quote = self._quote(self.secret, user=self.manager)
        quote.user_id = self.other_rep
        quote.flush_recordset()
        for record in (self.secret, quote, quote.order_line):
            with self.assertRaises(AccessError):
                record.with_user(self.other_rep).read(["display_name"])
        Report = self.env["sale.report"]
        domain = [("partner_id", "=", self.prospect.id)]
        self.assertTrue(Report.with_user(self.manager).search_count(domain))
        self.assertFalse(Report.with_user(self.other_rep).search_count(domain))
        self.prospect.user_id = self.other_rep
        self.secret.with_user(self.other_rep).read(["display_name"])
        quote.with_user(self.other_rep).read(["display_name"])

    def test_opportunity_for_a_hidden_prospect(self):
        """S3-36: nobody makes one for a prospect that is not theirs."""
        with self.assertRaises(AccessError):
            self._opportunity(self.other_rep, partner_id=self.prospect.id)

    def test_no_link_to_a_hidden_opportunity(self):
        """S3-36: neither a mission nor a quote shows a name that is secret."""
        visit = self.env["field.visit"].with_user(self.other_rep)
        visit = visit.create({"partner_id": self.client.id, "state": "planned"})
        with self.assertRaises(AccessError):
            visit.lead_id = self.secret
        with self.assertRaises(AccessError):
            visit.create({"partner_id": self.client.id, "lead_id": self.secret.id})
        with self.assertRaises(AccessError):
            self.env["sale.order"].with_user(self.other_rep).create(
                {"partner_id": self.client.id, "opportunity_id": self.secret.id}
            )

    def test_client_of_the_portal_reads_the_own_quote(self):
        """S3-36: the rule is for colleagues, not for the prospect itself."""
        quote = self._quote(self.secret)
        visitor = new_test_user(self.env, "bois.joli", "base.group_portal")
        visitor.partner_id.parent_id = self.prospect
        quote.with_user(visitor).read(["amount_total"])

    # ------------------------------------------------------------------
    # Missions
    # ------------------------------------------------------------------

    def _visit(self, user=None, **values):
        values = {"partner_id": self.client.id, "state": "planned", **values}
        return self.env["field.visit"].with_user(user or self.rep).create(values)

    def _link(self, lead, visit, user=None):
        wizard = self.env["field.mission.link"].with_user(user or self.rep)
        wizard.create({"lead_id": lead.id, "visit_id": visit.id}).action_link()

    def test_new_mission(self):
        """S4-41, S4-52: made from the opportunity, shown there and on the mission."""
        lead = self.lead.with_user(self.rep)
        lead.contact_id = self.contact
        context = lead.action_new_mission()["context"]
        visit = self.env["field.visit"].with_user(self.rep).with_context(**context)
        visit = visit.create({"state": "planned"})
        self.assertEqual(visit.partner_id, self.client)
        self.assertEqual(visit.contact_id, self.contact)
        self.assertEqual(visit.source, "opportunity")
        self.assertEqual(lead.visit_ids, visit)
        self.assertEqual(lead.visit_count, 1)
        domain = lead.action_open_missions()["domain"]
        self.assertEqual(self.env["field.visit"].search(domain), visit)

    def test_mission_needs_a_client_or_prospect(self):
        """S4-52."""
        lead = self._opportunity(probability_id=False)
        with self.assert_refused("client or prospect", UserError):
            lead.action_new_mission()

    def test_existing_mission(self):
        """S4-41, S4-52: linked by its number, even one that is closed to its rep."""
        Visit = self.env["field.visit"].with_context(field_visit_any_past_date=True)
        visit = Visit.create(
            {
                "partner_id": self.client.id,
                "user_id": self.rep.id,
                "state": "done",
                "date": "2020-01-01",
            }
        ).with_user(self.rep)
        self._link(self.lead, visit)
        self.assertEqual(self.lead.visit_ids, visit.with_env(self.env))
        other = self._opportunity(partner_id=self.client.id)
        with self.assert_refused("belongs to another opportunity", UserError):
            self._link(other, visit)
        visit.action_unlink_opportunity()
        self._link(other, visit)
        self.assertEqual(other.visit_ids, visit.with_env(self.env))

    def test_others_link_nothing(self):
        """S4-52: it takes the right to change the opportunity."""
        visit = self._visit(self.other_rep)
        with self.assertRaises(AccessError):
            self._link(self.lead, visit, self.other_rep)
        self._link(self.lead, visit)
        with self.assertRaises(AccessError):
            visit.with_user(self.other_rep).action_unlink_opportunity()

    def test_opportunities_of_a_client(self):
        """S4-36: the button of the client shows them, closed ones too."""
        self.lead.action_set_lost()
        action = self.client.with_user(self.rep).action_open_opportunities()
        Lead = self.env["crm.lead"].with_user(self.rep)
        found = Lead.with_context(**action["context"]).search(action["domain"])
        self.assertEqual(found, self.lead)

    def test_companies_stay_apart(self):
        """S4-36: no mission of one company on the opportunity of another."""
        other = self.env["res.company"].create({"name": "Autre société"})
        visit = self._visit().with_env(self.env)
        lead = self.env["crm.lead"].create(
            {"name": "Ailleurs", "type": "opportunity", "company_id": other.id}
        )
        with self.assertRaises(UserError):
            visit.lead_id = lead

    def test_notes_and_reminders(self):
        """S4-53: a note stays, a reminder has a day and a person."""
        lead = self.lead.with_user(self.rep)
        lead.message_post(body="Rappeler Anne", subtype_xmlid="mail.mt_note")
        self.assertIn("Rappeler Anne", lead.message_ids[0].body)
        reminder = lead.activity_schedule(
            "mail.mail_activity_data_call",
            date_deadline="2031-01-06",
            summary="Anne",
            user_id=self.rep.id,
        )
        self.assertEqual(reminder.user_id, self.rep)
