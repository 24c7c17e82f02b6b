import json
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..engine.travel import TravelError
from .tours_common import MONDAY, TourCase

_MODELS = "odoo.addons.field_crm_routing.models"
_OPEN = "odoo.addons.field_crm_routing.models.travel.travel_source.open_engine"
_OPEN_ROAD = f"{_MODELS}.tour.field_tour_road_mixin.open_engine"
_OPEN_TEST = "odoo.addons.field_crm_routing.models.travel.field_settings.open_engine"


class Roads:
    """A road engine: ten metres and a second for each ten-thousandth of a degree.

    Parameters
    ----------
    down_after : int, optional
        Questions after which it no longer answers.
    """

    block = 50

    def __init__(self, down_after=None):
        self.down_after = down_after
        self.questions = self.shapes = 0

    def open(self, _company, points, _names, is_waited_for=False):
        """What stands for ``open_engine``."""
        self.points = np.array(points)
        self.is_waited_for = is_waited_for
        return self

    def _answer(self):
        self.questions += 1
        if self.down_after is not None and self.questions > self.down_after:
            raise TravelError("OSRM", "unreachable", "Connection refused")

    def ask(self, _profile, rows, columns):
        self._answer()
        away = np.abs(self.points[rows][:, None] - self.points[columns][None])
        ways = (away.sum(axis=2) * 10_000).round()
        return np.stack([ways, ways * 10]).astype(np.int32)

    def shape(self, _profile, places):
        self._answer()
        self.shapes += 1
        return [tuple(map(float, self.points[place])) for place in places]


@tagged("post_install", "-at_install")
class TestTravelTimes(TourCase):
    """Where travel times come from, and what happens when they do not."""

    def setUp(self):
        super().setUp()
        self.company.write(
            {"field_travel_provider": "osrm", "field_travel_url": "http://roads:5000"}
        )

    @contextmanager
    def on(self, roads):
        with (
            patch(_OPEN, roads.open),
            patch(_OPEN_ROAD, roads.open),
            patch(_OPEN_TEST, roads.open),
        ):
            yield roads

    def kept(self):
        self.env.cr.execute("SELECT count(*) FROM field_travel_row")
        return self.env.cr.fetchone()[0]

    def move_one(self, plan):
        stop = plan.stop_ids.filtered("tour_id")[:1]
        both = self.resource | self.other_resource
        other = both - stop.tour_id.resource_id
        return plan.move_stop(stop.id, other.id, str(stop.tour_id.date), 0)

    # ------------------------------------------------------------------
    # Roads
    # ------------------------------------------------------------------

    def test_roads_are_asked_for_once(self):
        """S0-46: ways come from the engine, are kept, and shared by other plans."""
        with self.on(Roads()) as roads:
            plan = self.compute(self.make_plan())
            self.assertEqual(plan.state, "computed", plan.work_id.error)
            self.assertEqual(plan.provider, "OSRM (roads)")
            self.assertFalse(plan.travel_problem)
            self.assertFalse(roads.is_waited_for)
            self.assertEqual(self.kept(), 11)
            asked = roads.questions
            self.assertGreater(asked, 0)
            other = self.compute(self.make_plan())
            self.assertEqual(roads.questions, asked)
            self.assertEqual(other.km, plan.km)
            # Nor is anything asked when a visit is dragged.
            self.move_one(plan)
            self.assertEqual(roads.questions, asked)
        for tour in plan.tour_ids:
            km = sum(tour.stop_ids.mapped("km"))
            self.assertLess(km, tour.km + 0.1)

    def test_other_roads_are_asked_anew(self):
        """S0-46: another engine knows other ways; so do other speeds."""
        with self.on(Roads()) as roads:
            self.compute(self.make_plan())
            asked = roads.questions
            self.company.field_travel_url = "http://other:5000"
            self.compute(self.make_plan())
            self.assertGreater(roads.questions, asked)
            self.assertEqual(self.kept(), 22)

    def test_memory_is_bounded(self):
        """S0-46: unused ways are forgotten, and the oldest beyond the limit."""
        with self.on(Roads()):
            self.compute(self.make_plan())
        rows = self.env["field.travel.row"]
        rows._gc_unused()
        self.assertEqual(self.kept(), 11)
        self.env.cr.execute("SELECT sum(size) FROM field_travel_row")
        rows._gc_unused(most=self.env.cr.fetchone()[0] // 2)
        self.assertTrue(3 <= self.kept() <= 7)
        self.env.cr.execute("UPDATE field_travel_row SET used_on = '2020-01-01'")
        rows._gc_unused()
        self.assertEqual(self.kept(), 0)

    def test_rubbish_in_memory_is_asked_anew(self):
        """S0-46: what cannot be read is as if it were not there."""
        with self.on(Roads()) as roads:
            plan = self.compute(self.make_plan())
            self.env.cr.execute("UPDATE field_travel_row SET ways = 'broken'")
            asked = roads.questions
            again = self.compute(self.make_plan())
            self.assertGreater(roads.questions, asked)
            self.assertEqual(again.km, plan.km)

    # ------------------------------------------------------------------
    # No roads
    # ------------------------------------------------------------------

    def test_engine_down(self):
        """S0-46: nobody answers: air lines, and the plan says so and why."""
        with self.on(Roads(down_after=0)):
            plan = self.compute(self.make_plan())
            self.assertEqual(plan.state, "computed", plan.work_id.error)
            self.assertEqual(plan.provider, "OSRM (roads); 100 % air line × 1.30")
            self.assertIn("OSRM does not answer", plan.travel_problem)
            self.assertEqual(plan.placed_count, 10)
            shown = plan.get_planner_data()["plan"]
            self.assertEqual(shown["travel_problem"], plan.travel_problem)
            # Who drags a visit does not wait for an engine that is down.
            self.move_one(plan)

    def test_engine_down_half_way(self):
        """S0-46: what is known stays and is used, the rest flies, visibly.

        The plan is whole, and a later search goes on from what was known.
        """
        first, rest = self.clients[:6], self.clients
        with self.on(Roads()):
            self.compute(self.make_plan(first))
        self.assertEqual(self.kept(), 7)
        with self.on(Roads(down_after=0)):
            plan = self.compute(self.make_plan(rest))
        self.assertEqual(plan.state, "computed", plan.work_id.error)
        self.assertEqual(plan.placed_count, 10)
        self.assertIn("air line", plan.provider)
        self.assertNotIn("100 %", plan.provider)
        self.assertIn("does not answer", plan.travel_problem)
        with self.on(Roads()):
            self.compute(plan)
        self.assertEqual(plan.provider, "OSRM (roads)")
        self.assertFalse(plan.travel_problem)

    def test_no_tiles_yet(self):
        """S0-46: roads of this server that nobody has made: a sentence, no error."""
        self.company.field_travel_provider = "tiles"
        with (
            TemporaryDirectory() as folder,
            patch.dict("os.environ", {"FIELDCRM_ROADS": f"{folder}/roads"}),
        ):
            plan = self.compute(self.make_plan())
            settings = self.env["field.settings"].create({})
            self.assertIn("None yet", settings.travel_summary)
            with self.assert_refused("This server has no roads yet", UserError):
                settings.action_test_travel()
            Path(folder, "roads").mkdir()
            Path(folder, "roads", "tiles.json").write_text(
                json.dumps(
                    {
                        "extract": "bretagne.osm.pbf",
                        "made_on": "2026-11-22T08:00:00+00:00",
                        "bytes": 2_500_000,
                    }
                )
            )
            settings = self.env["field.settings"].create({})
            self.assertIn("bretagne.osm.pbf, 2.5 MB", settings.travel_summary)
        self.assertEqual(plan.state, "computed", plan.work_id.error)
        self.assertIn("roads of this server; 100 % air line", plan.provider)
        self.assertIn("This server has no roads yet", plan.travel_problem)

    def test_detour_is_learnt_where_roads_were_known(self):
        """S0-46: the air line takes the detour of the area."""
        with self.on(Roads()):
            self.compute(self.make_plan())
        self.company.field_travel_provider = "air"
        plan = self.compute(self.make_plan())
        self.assertRegex(plan.provider, r"^air line × 1\.\d+ to 1\.\d+$|× 1\.[^3]")
        self.env.cr.execute("DELETE FROM field_travel_row")
        plan = self.compute(self.make_plan())
        self.assertEqual(plan.provider, "air line × 1.30")

    # ------------------------------------------------------------------
    # Hours of the day
    # ------------------------------------------------------------------

    def test_rush_hour(self):
        """S0-50: slower roads make the same way longer in time and not in km."""
        with self.on(Roads()):
            plan = self.compute(self.make_plan(date_to=MONDAY))
            self.env["field.traffic"].create(
                {"hour_from": 0, "hour_to": 24, "factor": 1.5}
            )
            slow = self.compute(self.make_plan(date_to=MONDAY))
        per_km = plan.drive_hours / plan.km
        self.assertAlmostEqual(slow.drive_hours / slow.km / per_km, 1.5, delta=0.02)
        for values in (
            {"hour_from": 9, "hour_to": 8},
            {"hour_from": 7, "hour_to": 25},
            {"hour_from": 7, "hour_to": 9, "factor": 9},
        ):
            with (
                self.subTest(values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.cr.savepoint(),
            ):
                self.env["field.traffic"].create(values)

    # ------------------------------------------------------------------
    # The map
    # ------------------------------------------------------------------

    def test_road_on_the_map(self):
        """S0-46: the course of the road through all stops, asked for once."""
        with self.on(Roads()) as roads:
            plan = self.compute(self.make_plan())
            tours = plan.tour_ids
            found = plan.get_roads(tours.ids)
            self.assertEqual(set(found), set(tours.ids))
            for tour in tours:
                self.assertEqual(len(found[tour.id]), tour.stop_count + 2)
            shapes = roads.shapes
            self.assertEqual(plan.get_roads(tours.ids), found)
            self.assertEqual(roads.shapes, shapes)
            self.move_one(plan)
            plan.get_roads(plan.tour_ids.ids)
            self.assertGreater(roads.shapes, shapes)
        with self.on(Roads(down_after=0)) as roads:
            self.env["field.travel.road"].search([]).unlink()
            self.assertEqual(plan.get_roads(plan.tour_ids.ids), {})
            self.assertEqual(roads.questions, 1, "who is down is asked once")
        self.company.field_travel_provider = "air"
        self.assertEqual(plan.get_roads(plan.tour_ids.ids), {})
        with self.assertRaises(AccessError):
            plan.with_user(self.rep).get_roads(plan.tour_ids.ids)

    # ------------------------------------------------------------------
    # Settings
    # ------------------------------------------------------------------

    def test_settings_say_what_is_wrong(self):
        """S3-74: an address is one, a timeout has bounds, the test says what comes."""
        for values, words in (
            ({"field_travel_url": "roads:5000"}, "must begin with http"),
            ({"field_travel_url": "http://me:secret@roads"}, "have no user"),
            ({"field_travel_url": False}, "say where it answers"),
            ({"field_travel_timeout": 0}, "is not between 1 and 300"),
        ):
            with self.subTest(words), self.assert_refused(words, ValidationError):
                self.company.write(values)
        settings = self.env["field.settings"].with_user(self.admin).create({})
        with self.on(Roads()):
            told = settings.action_test_travel()
        self.assertIn("OSRM (roads) answers:", told["params"]["message"])
        with self.on(Roads(down_after=0)), self.assert_refused("does not", UserError):
            settings.action_test_travel()
        self.company.field_travel_provider = "air"
        told = settings.action_test_travel()
        self.assertIn("no network", told["params"]["message"])
        with self.assertRaises(AccessError):
            settings.with_user(self.manager).action_test_travel()
