from io import BytesIO
from xml.etree import ElementTree

import vobject
from openpyxl import load_workbook
from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .tours_common import TourCase

_GPX = "{http://www.topografix.com/GPX/1/1}"


@tagged("post_install", "-at_install")
class TestTourExport(TourCase, HttpCase):
    """Tours as files."""

    def setUp(self):
        super().setUp()
        self.by_town["Redon"].write(
            {
                "name": "=1+1 <img src=x onerror=a()> é\x0b",
                "site_note": "Chien <b>méchant</b>",
                "street": "1 quai & Cie",
            }
        )
        self.plan = self.compute(
            self.make_plan(self.clients | self.client, rep_mode="only")
        )
        self.order = self.plan.tour_ids.sorted().mapped(
            lambda tour: tour.stop_ids.sorted("sequence")
        )

    def export(self, kind):
        return self.plan._export(kind)[2]

    def test_workbook(self):
        """S0-46: a row for each stop, and who is left out and why; no formula runs."""
        book = load_workbook(BytesIO(self.export("xlsx")))
        stops, left = book.worksheets
        names = [row[3].value for row in stops.iter_rows(min_row=2)]
        self.assertEqual(len(names), 10)
        self.assertFalse(
            [cell for row in stops.iter_rows() for cell in row if cell.data_type == "f"]
        )
        self.assertIn("no coordinates", left.cell(2, 3).value)

    def test_gpx(self):
        """S0-46: a route for each tour, readable by any navigation."""
        root = ElementTree.fromstring(self.export("gpx"))
        routes = root.findall(f"{_GPX}rte")
        self.assertEqual(len(routes), len(self.plan.tour_ids))
        points = root.findall(f"{_GPX}rte/{_GPX}rtept")
        self.assertEqual(len(points), 10)
        self.assertTrue(47 < float(points[0].get("lat")) < 49)
        self.assertIn("T", points[0].findtext(f"{_GPX}time"))

    def test_calendar(self):
        """S0-46: an event for each stop, the same one again after a change."""
        events = vobject.readOne(self.export("ics").decode()).vevent_list
        self.assertEqual(len(events), 10)
        begins = {stop.begins_on for stop in self.plan.stop_ids if stop.tour_id}
        found = {event.dtstart.value.replace(tzinfo=None) for event in events}
        self.assertEqual(found, begins)
        keys = {event.uid.value for event in events}
        again = vobject.readOne(self.export("ics").decode()).vevent_list
        self.assertEqual({event.uid.value for event in again}, keys)

    def test_road_book(self):
        """S0-46: paper with order, hours, address and what to know on site."""
        reader = PdfReader(BytesIO(self.export("pdf")))
        self.assertGreaterEqual(len(reader.pages), len(self.plan.tour_ids))
        text = "".join(page.extract_text() for page in reader.pages)
        for words in ("Garage de Bruz", "1 quai & Cie", "Chien <b>méchant</b>"):
            self.assertIn(words, text)

    def test_only_known_formats(self):
        """S0-46: anything else is refused by its name."""
        with self.assert_refused("“exe” is none of", UserError):
            self.export("exe")

    def test_over_http_with_ones_own_rights(self):
        """S0-12: a rep gets the own tours once sent, and nothing of the plan's."""
        own = self.plan.tour_ids.filtered(lambda tour: tour.user_id == self.rep)
        self.assertTrue(own, "the clients are this rep's")
        self.env.flush_all()
        self.authenticate("manager", "manager")
        answer = self.url_open(f"/field_crm/tours/gpx?plan={self.plan.id}")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.authenticate("rep", "rep")
        for url in (
            f"/field_crm/tours/gpx?plan={self.plan.id}",
            f"/field_crm/tours/gpx?ids={own[0].id}",
        ):
            with mute_logger("odoo.http"):
                self.assertEqual(self.url_open(url).status_code, 403)
        self.assertEqual(self.url_open("/field_crm/tours/gpx?ids=x").status_code, 404)
        self.assertEqual(self.url_open("/field_crm/tours/gpx").status_code, 404)
        with self.assertRaises(AccessError):
            self.plan.with_user(self.rep)._export("gpx")
        self.plan.action_send()
        self.env.flush_all()
        url = f"/field_crm/tours/pdf?ids={own[0].id}"
        self.assertEqual(self.url_open(url).status_code, 200)
