from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .opportunity_common import OpportunityCase


@tagged("post_install", "-at_install")
class TestOpportunityLead(OpportunityCase):
    def test_fields_of_a_new_opportunity(self):
        """S4-48, S4-49: what a rep fills in, and who is responsible."""
        form = Form(
            self.env["crm.lead"].with_user(self.rep),
            view=self.env.ref("crm.crm_lead_view_form"),
        )
        form.name = "Contrat d'entretien"
        form.partner_id = self.client
        form.contact_id = self.contact
        with self.assertRaisesRegex(AssertionError, "probability_id"):
            form.save()
        form.probability_id = self.cold
        form.date_deadline = "2031-03-01"
        lead = form.save()
        self.assertEqual(lead.user_id, self.rep)
        self.assertEqual(lead.opportunity_status, "open")
        self.assertEqual(lead.probability, 25)
        self.assertEqual(lead.contact_name, "Anne Guérin")
        self.assertEqual(lead.function, "Gérante")
        self.assertTrue(lead.stage_id)
        self.assertTrue(lead.reference.startswith("OPP/"))

    def test_references_are_unique(self):
        """S4-49: two opportunities never have the same reference."""
        # One dictionary three times, as Odoo's own code does.
        leads = self.env["crm.lead"].create([{"name": "x", "type": "opportunity"}] * 3)
        self.assertEqual(len(set(leads.mapped("reference"))), 3)
        self.assertNotEqual(self.lead.copy().reference, self.lead.reference)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            leads[0].reference = leads[1].reference
            leads.flush_recordset()

    def test_a_lead_gets_its_reference_once_qualified(self):
        """S4-49."""
        lead = self.env["crm.lead"].create({"name": "Appel reçu", "type": "lead"})
        self.assertFalse(lead.reference)
        lead.convert_opportunity(self.client)
        self.assertTrue(lead.reference)

    def test_person_belongs_to_the_contact(self):
        """S4-49: the person is one of the client's."""
        stranger = self.env["res.partner"].create({"name": "Un inconnu"})
        with self.assert_refused("is not a contact of"):
            self.lead.contact_id = stranger

    # ------------------------------------------------------------------
    # Levels
    # ------------------------------------------------------------------

    def test_level_sets_the_probability(self):
        """S4-45, S4-58: the level decides, in spite of Odoo's own reckoning."""
        self.assertEqual(self.lead.probability, 75)
        self.assertEqual(self.lead.prorated_revenue, 7500)
        self.lead.probability_id = self.cold
        self.assertEqual(self.lead.prorated_revenue, 2500)
        self.lead.stage_id = self.env["crm.stage"].search(
            [("is_won", "=", False), ("id", "!=", self.lead.stage_id.id)], limit=1
        )
        self.assertEqual(self.lead.probability, 25)

    def test_typed_probability_takes_the_place_of_the_level(self):
        """S4-45."""
        self.lead.probability = 33
        self.assertFalse(self.lead.probability_id)
        self.assertEqual(self.lead.probability, 33)

    def test_changed_level_reaches_open_opportunities_only(self):
        """S4-45."""
        won = self._opportunity(partner_id=self.client.id)
        won.action_set_won()
        self.hot.percentage = 80
        self.assertEqual(self.lead.probability, 80)
        self.assertEqual(won.probability, 100)

    def test_lost_and_restored(self):
        """S4-49: a lost opportunity that comes back has the level it had."""
        self.lead.action_set_lost()
        self.assertEqual(self.lead.opportunity_status, "lost")
        self.assertEqual(self.lead.probability, 0)
        self.lead.action_restore()
        self.assertEqual(self.lead.opportunity_status, "open")
        self.assertEqual(self.lead.probability, 75)

    def test_percentage_has_bounds(self):
        """S4-45."""
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.env["field.probability"].create({"name": "Trop", "percentage": 120})

    def test_levels_are_set_up_by_administrators(self):
        """S4-43, S4-45: free levels, which reps and managers only use."""
        level = self.env["field.probability"].with_user(self.admin)
        level = level.create({"name": "100 %", "percentage": 100})
        for user in (self.rep, self.manager, self.accountant):
            with self.assertRaises(AccessError):
                level.with_user(user).percentage = 1
            with self.assertRaises(AccessError):
                level.with_user(user).create({"name": "x", "percentage": 1})

    def test_stage_and_level_come_first(self):
        """S4-42: without levels or stages no opportunity, and a way to the list."""
        self.env["crm.lead"].search([]).probability_id = False
        self.env["field.probability"].search([]).active = False
        with self.assertRaises(RedirectWarning) as caught:
            self._opportunity(self.admin, probability_id=False)
        self.assertEqual(
            caught.exception.args[1],
            self.env.ref("field_crm.action_field_probability").id,
        )
        with self.assert_refused("Ask an administrator", UserError):
            self._opportunity(self.rep, probability_id=False)
        with self.assertRaises(UserError):
            Form(self.env["crm.lead"].with_user(self.rep))
        self.hot.active = True
        self._opportunity(self.rep)

    def test_tags_and_own_fields(self):
        """S4-46, S4-47, S4-55: a tag and an own field, both filter."""
        tag = self.env["crm.tag"].with_user(self.admin).create({"name": "À examiner"})
        self.lead.with_user(self.rep).tag_ids = tag
        Lead = self.env["crm.lead"].with_user(self.rep)
        self.assertEqual(Lead.search([("tag_ids", "=", tag.id)]), self.lead)
        team = self.lead.team_id or self.env.ref("sales_team.team_sales_department")
        team.with_user(self.admin).lead_properties_definition = [
            {
                "name": "heard_of_us",
                "string": "Comment avez-vous entendu parler de nous ?",
                "type": "selection",
                "selection": [["web", "Internet"], ["word", "Bouche-à-oreille"]],
            }
        ]
        self.lead.team_id = team
        self.lead.with_user(self.rep).lead_properties = {"heard_of_us": "web"}
        found = Lead.search([("lead_properties.heard_of_us", "=", "web")])
        self.assertEqual(found, self.lead)
        with self.assertRaises(AccessError):
            team.with_user(self.rep).lead_properties_definition = []

    # ------------------------------------------------------------------
    # Waiting
    # ------------------------------------------------------------------

    def _wait(self, days, user=None):
        until = fields.Date.context_today(self.lead) + timedelta(days)
        wizard = self.env["field.opportunity.wait"].with_user(user or self.rep)
        wizard.create(
            {"lead_id": self.lead.id, "until": until, "reason": "Budget d'automne"}
        ).action_wait()
        return until

    def test_waiting(self):
        """S4-49, S4-53: waits with a reason and a reminder, found and grouped."""
        until = self._wait(20)
        self.assertEqual(self.lead.opportunity_status, "waiting")
        reminder = self.lead.activity_ids
        self.assertEqual(reminder.date_deadline, until)
        self.assertEqual(reminder.user_id, self.rep)
        Lead = self.env["crm.lead"].with_user(self.rep)
        self.assertIn(self.lead, Lead.search([("opportunity_status", "=", "waiting")]))
        groups = dict(Lead._read_group([], ["opportunity_status"], ["__count"]))
        self.assertEqual(groups, {"waiting": 1, "open": 1})
        self.lead.with_user(self.rep).action_resume()
        self.assertEqual(self.lead.opportunity_status, "open")
        self.assertFalse(self.lead.activity_ids)

    def test_waiting_ends_by_itself(self):
        """S4-49: on its day the opportunity is open again; the reminder stays."""
        self._wait(1)
        self.lead.waiting_until = fields.Date.context_today(self.lead)
        self.env["crm.lead"]._cron_resume_waiting()
        self.assertEqual(self.lead.opportunity_status, "open")
        self.assertTrue(self.lead.activity_ids)
        self.assertIn("Budget d'automne", self.lead.message_ids[0].body)

    def test_waiting_ends_with_the_opportunity(self):
        """S4-49."""
        self._wait(5)
        self.lead.with_user(self.rep).action_set_won()
        self.assertEqual(self.lead.opportunity_status, "won")
        self.assertFalse(self.lead.waiting_until)
        self.assertFalse(self.lead.activity_ids)

    def test_waiting_needs_a_day_to_come(self):
        """S4-49."""
        with self.assert_refused("choose a day after today", UserError):
            self._wait(0)

    # ------------------------------------------------------------------
    # Reports
    # ------------------------------------------------------------------

    def test_forecast(self):
        """S4-58: number and value, expected and weighted, of each coming month."""
        self.lead.date_deadline = "2031-05-12"
        self._opportunity(
            partner_id=self.client.id,
            date_deadline="2031-05-30",
            probability_id=self.cold.id,
        )
        closed = self._opportunity(
            partner_id=self.client.id, date_deadline="2031-05-30"
        )
        closed.action_set_won()
        domain = [
            ("opportunity_status", "in", ["open", "waiting"]),
            ("date_deadline", "!=", False),
        ]
        measures = ["__count", "expected_revenue:sum", "prorated_revenue:sum"]
        rows = (
            self.env["crm.lead"]
            .with_user(self.rep)
            ._read_group(domain, ["date_deadline:month"], measures)
        )
        self.assertEqual([row[1:] for row in rows], [(2, 20000, 10000)])

    def test_report_holds_open_and_closed(self):
        """S4-59: won and lost ones too, by status."""
        won, lost = (self._opportunity(partner_id=self.client.id) for _i in range(2))
        won.action_set_won()
        lost.action_set_lost()
        Lead = self.env["crm.lead"].with_user(self.rep).with_context(active_test=False)
        groups = dict(Lead._read_group([], ["opportunity_status"], ["__count"]))
        self.assertEqual(groups, {"open": 2, "won": 1, "lost": 1})
