from contextlib import suppress
from dataclasses import replace
from unittest.mock import patch

from psycopg2 import OperationalError

from odoo.tests import tagged

from odoo.addons.field_crm.models.platform.field_work import FieldWork, WorkCancelled
from odoo.addons.queue_job.tests.common import trap_jobs

from ..engine.search import solve as solve_really
from .tours_common import MONDAY, TourCase

_SEARCH = "odoo.addons.field_crm_routing.engine.search"


@tagged("post_install", "-at_install")
class TestTourSearch(TourCase):
    """The search in the background: checked, stopped, killed, gone on with."""

    def test_wrong_tours_are_never_shown(self):
        """S0-46: what the verifier finds ends the search, the plan stays as it was."""
        plan = self.compute(self.make_plan())
        before = plan.get_planner_data()["tours"]
        breach = "odoo.addons.field_crm_routing.engine.check.violations"
        with patch(breach, return_value=["window"]):
            self.compute(plan)
        self.assertEqual(plan.work_id.state, "failed")
        self.assertIn("window", plan.work_id.error)
        self.assertEqual(plan.state, "computed")
        self.assertEqual(plan.get_planner_data()["tours"], before)

    def test_stop_keeps_the_best_so_far(self):
        """S0-46: the stop button ends the search, its tours are kept."""
        plan = self.make_plan(seconds=120)

        def cancelled(work, done, *_args, **_kwargs):
            if work and done:
                raise WorkCancelled

        with patch.object(FieldWork, "_advance", cancelled):
            self.compute(plan)
        self.assert_sound(plan)
        self.assertEqual(plan.placed_count, 10)

    def test_stopped_before_it_began(self):
        """S0-46: stopped while still reading: the plan is as it was."""
        plan = self.make_plan()

        def cancelled(_work, *_args, **_kwargs):
            raise WorkCancelled

        with patch.object(FieldWork, "_advance", cancelled):
            self.compute(plan)
        self.assertEqual((plan.state, len(plan.stop_ids)), ("draft", 0))

    def test_a_killed_job_begins_again(self):
        """S0-46: what a killed server leaves is run again and ends once."""
        plan = self.make_plan()
        search = type(plan)._solve
        deaths = []

        def dies(*args, **kwargs):
            if not deaths:
                deaths.append(1)
                raise OperationalError
            return search(*args, **kwargs)

        with patch.object(type(plan), "_solve", dies), trap_jobs() as trap:
            plan.action_compute()
            self.env.flush_all()
            # A connection that is lost leaves the work as a killed server does.
            with suppress(OperationalError):
                trap.perform_enqueued_jobs()
            self.env.invalidate_all()
            self.assertFalse(plan.tour_ids)
            self.assertEqual(plan.state, "computing")
            plan._run_work(plan.sudo().work_id.id, "_search_tours", {})
        self.env.invalidate_all()
        self.assert_sound(plan)
        self.assertEqual(len(plan.stop_ids), 10)

    def test_a_killed_search_goes_on(self):
        """S0-46: begun again, it starts from the best tours told, for the time left."""
        plan = self.compute(self.make_plan(seconds=1))
        other = self.make_plan(seconds=100)
        told = []

        def solve(problem, parameters, stop, on_progress, start):
            told.append((stop.seconds, {shift: len(v) for shift, v in start.items()}))
            return solve_really(
                problem, parameters, replace(stop, seconds=1), on_progress, start=start
            )

        tours = [
            [
                tour.resource_id.id,
                str(tour.date),
                [[s.partner_id.id, s.mission_id.id, s.number] for s in tour.stop_ids],
            ]
            for tour in plan.tour_ids
        ]
        # Of a client and a rep that are gone in the meantime.
        tours[0][2].append([0, False, 1])
        tours.append([0, str(MONDAY), []])
        with patch(f"{_SEARCH}.solve", solve), trap_jobs() as trap:
            other.action_compute()
            other.sudo().work_id.progress_ids.checkpoint = {
                "seconds": 90,
                "tours": tours,
            }
            self.env.flush_all()
            trap.perform_enqueued_jobs()
        self.env.invalidate_all()
        self.assert_sound(other)
        seconds, start = told[0]
        self.assertEqual(seconds, 10)
        self.assertEqual(sum(start.values()), 10)
        self.assertEqual(len(start), len(plan.tour_ids))
