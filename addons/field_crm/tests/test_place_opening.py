from datetime import datetime

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import FieldCrmCase

# Sunday 1 November 2026, 10:00 in Paris.
SUNDAY = datetime(2026, 11, 1, 9)
MONDAY = datetime(2026, 11, 2, 9)
WEEK = dict.fromkeys("01234", "8h-12h / 14h-18h")


@tagged("post_install", "-at_install")
class TestPlaceOpening(FieldCrmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.tz = "Europe/Paris"

    def test_hours_are_typed_by_day(self):
        """S4-03, S0-06: typed as people write them, kept by the minute."""
        form = Form(
            self.client.with_user(self.accountant),
            "field_crm.view_res_partner_client_form",
        )
        form.opening_week = {"0": "8 à 12 et 14h-18h30", "5": "22h-6h", "6": "fermé"}
        self.assertEqual(
            form.opening_week, {"0": "8h00–12h00 / 14h00–18h30", "5": "22h00–6h00"}
        )
        form.save()
        self.assertEqual(
            self.client.opening_hour_ids.mapped(
                lambda line: (line.dayofweek, line.hour_from, line.hour_to)
            ),
            [("0", 8, 12), ("0", 14, 18.5), ("5", 22, 6)],
        )
        self.assertEqual(
            self.client.with_context(lang="en_US").opening_summary,
            "Mon 8h00–12h00, 14h00–18h30 · Sat 22h00–6h00",
        )
        kept = self.client.opening_hour_ids[0]
        self.client.opening_week = {"0": "8h-12h"}
        self.assertEqual(self.client.opening_hour_ids, kept)

    def test_unreadable_hours_are_refused(self):
        """S4-03: what cannot be read is refused with its day, and nothing is lost."""
        self.client.opening_week = WEEK
        with self.assert_refused("Tuesday: “demain” are no opening hours."):
            self.client.opening_week = {"0": "8h-12h", "1": "8h-12h / demain"}
        with self.assert_refused("Monday 8h00–12h00 and Monday 11h00–13h00 overlap"):
            self.client.opening_week = {"0": "8h-12h / 11h-13h"}
        for junk in ({"7": "8h-12h"}, ["8h-12h"], "8h-12h"):
            with self.assert_refused("a text for each day"):
                self.client.opening_week = junk
        self.assertEqual(len(self.client.opening_hour_ids), 10)

    def test_without_hours_always_open(self):
        """S4-13: no hours typed is open around the clock."""
        self.assertFalse(self.client._get_opening_problem(SUNDAY))
        self.assertEqual(
            self.client.opening_summary, "Open 24 hours a day, 7 days a week"
        )

    def test_outside_the_hours(self):
        """S4-12: coming outside the hours is answered by what, when, and when else."""
        self.client.opening_week = WEEK
        client = self.client.with_user(self.rep)
        self.assertFalse(client._get_opening_problem(MONDAY, MONDAY.replace(hour=10)))
        self.assertEqual(
            client._get_opening_problem(SUNDAY, SUNDAY.replace(hour=10)),
            "“Transports Guérin” is not open on Sunday 1 November, 10h00–11h00. "
            "Opening hours: Mon–Fri 8h00–12h00, 14h00–18h00. "
            "It opens next on Monday 2 November at 8h00.",
        )

    def test_closed_days(self):
        """S4-12: holidays close a place, also one that is always open."""
        self.client.closure_ids = [
            (0, 0, {"date_from": "2026-11-02", "reason": "<b>Inventaire</b>"}),
        ]
        self.assertEqual(
            self.client.closure_ids.date_to, self.client.closure_ids.date_from
        )
        self.assertEqual(
            self.client._get_opening_problem(MONDAY),
            "“Transports Guérin” is closed on Monday 2 November (<b>Inventaire</b>). "
            "It opens next on Tuesday 3 November at 0h00.",
        )

    def test_a_person_is_met_at_the_place_it_works_at(self):
        """S4-12, S4-13: persons follow their company's hours, sites have their own."""
        self.client.opening_week = WEEK
        person, site = self.env["res.partner"].create(
            [
                {"name": "Yann", "parent_id": self.client.id},
                {"name": "Dépôt", "parent_id": self.client.id, "is_company": True},
            ]
        )
        self.assertTrue(person._get_opening_problem(SUNDAY))
        self.assertFalse(site._get_opening_problem(SUNDAY))

    def test_who_changes_hours(self):
        """S0-04, S3-36: hours are read and changed with the partner, not otherwise."""
        self.client.opening_week = WEEK
        line = self.client.opening_hour_ids[0]
        self.assertEqual(line.with_user(self.rep).hour_to, 12)
        with self.assertRaises(AccessError):
            line.with_user(self.rep).hour_to = 13
        with self.assertRaises(AccessError):
            self.client.with_user(self.rep).opening_week = {}
        Hours = self.env["field.opening.hour"].with_user(self.rep)
        with self.assertRaises(AccessError):
            Hours.create(
                {
                    "partner_id": self.client.id,
                    "dayofweek": "6",
                    "hour_from": 8,
                    "hour_to": 9,
                }
            )
        self.prospect.with_user(self.rep).opening_week = {"0": "8h-9h"}
        theirs = [("partner_id", "=", self.prospect.id)]
        self.assertEqual(Hours.search_count(theirs), 1)
        self.assertFalse(Hours.with_user(self.other_rep).search_count(theirs))
        line.with_user(self.accountant).hour_to = 13
        other = self.env["res.company"].create({"name": "Autre"})
        self.client.company_id = other
        self.assertFalse(line.with_user(self.admin).has_access("read"))

    def test_hours_of_the_clock_only(self):
        """S4-03: hours beyond the clock are refused by the database too."""
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.client.opening_hour_ids = [
                (0, 0, {"dayofweek": "0", "hour_from": 8, "hour_to": 25})
            ]
            self.env.flush_all()
