from datetime import date

from odoo.tests import HttpCase

from odoo.addons.field_crm.tests.common import FieldCrmCase
from odoo.addons.queue_job.tests.common import trap_jobs

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
RENNES = (48.11, -1.68)
# Towns around Rennes, one client in each.
TOWNS = {
    "Cesson": (48.12, -1.60),
    "Bruz": (48.02, -1.75),
    "Betton": (48.18, -1.64),
    "Vitré": (48.12, -1.21),
    "Fougères": (48.35, -1.20),
    "Janzé": (47.96, -1.50),
    "Guichen": (47.97, -1.79),
    "Montfort": (48.14, -1.95),
    "Combourg": (48.41, -1.75),
    "Redon": (47.65, -2.08),
}


class TourCase(FieldCrmCase):
    """Two reps who leave from Rennes, and a client in each of ten towns."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.depot = cls.env["res.partner"].create(
            {
                "name": "Agence de Rennes",
                "partner_latitude": RENNES[0],
                "partner_longitude": RENNES[1],
            }
        )
        hours = [(8.5, 12), (13, 17.5)]
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "40 h",
                "tz": "Europe/Paris",
                "company_id": cls.company.id,
                "attendance_ids": [(5, 0, 0)]
                + [
                    (
                        0,
                        0,
                        {
                            "name": f"{day} {start}",
                            "dayofweek": str(day),
                            "hour_from": start,
                            "hour_to": end,
                            "day_period": "morning",
                        },
                    )
                    for day in range(5)
                    for start, end in hours
                ],
            }
        )
        cls.resource, cls.other_resource = cls.env["field.resource"].create(
            [
                {
                    "user_id": user.id,
                    "calendar_id": cls.calendar.id,
                    "start_id": cls.depot.id,
                }
                for user in (cls.rep, cls.other_rep)
            ]
        )
        cls.clients = cls.env["res.partner"].create(
            [
                {
                    "name": f"Garage de {town}",
                    "city": town,
                    "field_status": "client",
                    "user_id": cls.rep.id,
                    "partner_latitude": point[0],
                    "partner_longitude": point[1],
                }
                for town, point in TOWNS.items()
            ]
        )
        cls.by_town = {partner.city: partner for partner in cls.clients}

    def make_plan(self, partners=None, **values):
        """A plan of the manager's, as the action on the list of clients makes it."""
        partners = self.clients if partners is None else partners
        action = partners.with_user(self.manager).action_optimise()
        plan = self.env[action["res_model"]].browse(action["res_id"])
        plan = plan.with_user(self.manager)
        plan.write({"date_from": MONDAY, "date_to": FRIDAY, "seconds": 1, **values})
        return plan

    def setUp(self):
        super().setUp()
        if not isinstance(self, HttpCase):  # which does so itself
            self.registry_enter_test_mode()

    def compute(self, plan, method="action_compute"):
        """Search for tours, the job run at once."""
        with trap_jobs() as trap:
            getattr(plan, method)()
            self.env.flush_all()
            trap.perform_enqueued_jobs()
        self.env.invalidate_all()
        return plan

    def trapped(self):
        """Jobs are queued and never run."""
        return trap_jobs()

    def days(self, partner, plan):
        """The days on which a plan visits a client."""
        stops = plan.stop_ids.filtered(lambda stop: stop.partner_id == partner)
        return sorted(stops.tour_id.mapped("date"))

    def assert_sound(self, plan):
        """Tours that could be driven: in order, in hours, one thing at a time."""
        self.assertEqual(plan.state, "computed", plan.work_id.error)
        for tour in plan.tour_ids:
            moment = tour.leaves_on
            for number, stop in enumerate(tour.stop_ids.sorted("sequence"), start=1):
                self.assertEqual(stop.sequence, number)
                self.assertTrue(moment <= stop.arrives_on <= stop.begins_on)
                seconds = (stop.leaves_on - stop.begins_on).total_seconds()
                self.assertEqual(seconds, round(stop.duration * 3600))
                moment = stop.leaves_on
            self.assertLessEqual(moment, tour.arrives_on)
            self.assertTrue(MONDAY <= tour.date <= FRIDAY)
