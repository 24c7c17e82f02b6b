from datetime import date

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.field_crm.tests.common import FieldCrmCase

_HOUR = 3600


@tagged("post_install", "-at_install")
class TestResource(FieldCrmCase):
    """Reps on the road, and what clients ask of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "35 h",
                "tz": "Europe/Paris",
                "company_id": cls.company.id,
                "attendance_ids": [(5, 0, 0)]
                + [
                    (
                        0,
                        0,
                        {
                            "name": str(day),
                            "dayofweek": str(day),
                            "hour_from": 8,
                            "hour_to": 17,
                            "day_period": "morning",
                        },
                    )
                    for day in range(5)
                ],
            }
        )
        cls.resource = cls.env["field.resource"].create(
            {
                "user_id": cls.rep.id,
                "calendar_id": cls.calendar.id,
                "lunch_from": 12,
                "lunch_to": 13,
            }
        )

    def hours(self, first, last):
        spans = self.resource._get_working_hours(first, last)[self.resource]
        return [(begins / _HOUR, ends / _HOUR) for begins, ends in spans]

    def test_hours_leave_out_lunch_and_absences(self):
        """S4-13: a rep works by the own calendar, less lunch and days off."""
        monday, friday = date(2026, 11, 23), date(2026, 11, 27)
        self.resource.absence_ids = [
            (0, 0, {"date_from": date(2026, 11, 24), "date_to": date(2026, 11, 26)})
        ]
        self.assertEqual(
            self.hours(monday, friday),
            [(8, 12), (13, 17), (4 * 24 + 8, 4 * 24 + 12), (4 * 24 + 13, 4 * 24 + 17)],
        )

    def test_clock_change_moves_no_hour(self):
        """S4-13: in the week in which the clocks change 8 o'clock stays 8 o'clock."""
        friday, monday = date(2026, 10, 23), date(2026, 10, 26)
        self.assertEqual(self.hours(friday, monday)[2:], [(80, 84), (85, 89)])

    def test_cost_of_a_kilometre(self):
        """S0-50: the means of transport and its fuel say what a kilometre costs."""
        diesel, petrol = self.env["field.fuel"].create(
            [{"name": "Gazole", "price": 1.6}, {"name": "Essence", "price": 1.8}]
        )
        van = self.env["field.vehicle.type"].create(
            {
                "name": "Fourgonnette",
                "cost_per_km": 0.12,
                "consumption_ids": [
                    (0, 0, {"fuel_id": diesel.id, "consumption": 6.0}),
                ],
            }
        )
        self.assertAlmostEqual(van._get_cost_per_km(diesel), 0.216)
        self.assertAlmostEqual(van._get_cost_per_km(), 0.216)
        with self.assert_refused("does not run on “Essence”"):
            van._get_cost_per_km(petrol)

    def test_vehicle_of_the_rep_is_proposed(self):
        """S0-50: a resource takes the vehicle that its rep drives."""
        vehicle = self.env["field.vehicle"].create(
            {"name": "Kangoo", "user_id": self.other_rep.id}
        )
        with Form(self.env["field.resource"].with_user(self.manager)) as form:
            form.user_id = self.other_rep
            self.assertEqual(form.vehicle_id, vehicle)

    def test_a_rep_sees_the_own_resource_only(self):
        """S0-50: what an hour costs, and who is ill, is not a colleague's business."""
        other = self.env["field.resource"].create(
            {
                "user_id": self.other_rep.id,
                "absence_ids": [(0, 0, {"date_from": date(2026, 11, 24)})],
            }
        )
        as_rep = self.env["field.resource"].with_user(self.rep)
        self.assertEqual(as_rep.search([]), self.resource)
        self.assertFalse(self.env["field.absence"].with_user(self.rep).search([]))
        for record in (other, other.absence_ids):
            with self.assertRaises(AccessError):
                record.with_user(self.rep).read()
        with self.assertRaises(AccessError):
            self.resource.with_user(self.rep).max_km = 50
        with self.assertRaises(AccessError):
            self.resource.with_user(self.accountant).read()

    def test_frequency_is_typed_as_the_manual_writes_it(self):
        """S0-06: “3/5” are three visits in five weeks; anything else is refused."""
        self.client.visit_frequency = " 3 / 5 "
        self.assertEqual(
            (self.client.visit_frequency_count, self.client.visit_frequency_weeks),
            (3, 5),
        )
        self.client.invalidate_recordset()
        self.assertEqual(self.client.visit_frequency, "3/5")
        for wrong in ("3", "0/5", "a/b", "3/500", "-1/2", "1.5/2"):
            with self.subTest(wrong), self.assert_refused(f"“{wrong}” cannot be read"):
                self.client.visit_frequency = wrong
        self.client.visit_frequency = False
        self.assertFalse(self.client.visit_frequency_count)

    def test_lunch_in_order(self):
        """S4-13: a lunch that ends before it begins is refused."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(CheckViolation, "lunch_in_order"),
            self.env.cr.savepoint(),
        ):
            self.resource.lunch_to = 11
            self.env.flush_all()
        with self.assertRaises(ValidationError):
            self.resource.end_kind = "other"
