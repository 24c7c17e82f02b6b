from io import BytesIO

from pypdf import PdfReader

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .statistics_common import StatisticsCase


@tagged("post_install", "-at_install")
class TestStatisticsSheet(HttpCase, StatisticsCase):
    """The printed page, asked for as a browser does: S3-57."""

    def _get(self, user, path="", allow_redirects=True):
        self.authenticate(user.login, user.login)
        year = fields.Date.context_today(user).year
        return self.url_open(
            f"/field_crm/statistics/{year}{path}", allow_redirects=allow_redirects
        )

    def _read(self, response):
        """Text of the only page, which is A4."""
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertEqual(len(response.content), int(response.headers["Content-Length"]))
        (page,) = PdfReader(BytesIO(response.content)).pages
        self.assertEqual(round(float(page.mediabox.width)), 595)
        self.assertEqual(round(float(page.mediabox.height)), 842)
        return " ".join(page.extract_text().split())

    def test_own_page(self):
        """S3-57: exactly one page A4, with the figures of the screen."""
        self._visit(self.client, fields.Datetime.now())
        text = self._read(self._get(self.rep))
        page = self._page(self.rep)
        self.assertIn(page["title"], text)
        self.assertIn(self.rep.name, text)
        for figure in page["figures"]:
            self.assertIn(figure["value"], text)
        for row in page["visits"]["rows"]:
            self.assertIn(" ".join(row).strip(), text)

    def test_extreme_page(self):
        """S3-57: forty grids with long names still are one page."""
        for index in range(40):
            grid = self.env["field.price.grid"].create(
                {
                    "code": f"X{index}",
                    "name": f"Grille négociée des collectivités Łódź & Œuvres {index}",
                }
            )
            partner = self.env["res.partner"].create(
                {
                    "name": f"<img src=x onerror=alert({index})>",
                    "field_status": "client",
                    "user_id": self.rep.id,
                    "price_grid_id": grid.id,
                    "revenue_current": 10**12,
                }
            )
            self._visit(partner, fields.Datetime.now())
        self.rep.name = "<b>Élisabeth-Anne</b> " * 12
        text = self._read(self._get(self.rep))
        self.assertIn("Others (33)", text)
        self.assertIn("40,000,000,001,500", text)

    def test_picked_rep(self):
        """S3-58: a manager prints anybody's page, or all reps'."""
        text = self._read(self._get(self.manager, f"?user_id={self.rep.id}"))
        self.assertIn(self.rep.name, text)
        self.assertIn("All reps", self._read(self._get(self.manager)))

    @mute_logger("odoo.http")
    def test_refused(self):
        """S3-58: no page of others for a rep, none at all for those who are no reps."""
        others = f"?user_id={self.other_rep.id}"
        self.assertEqual(self._get(self.rep, others).status_code, 403)
        for user in (self.accountant, self.colleague, self.portal):
            with self.subTest(user=user.login):
                self.assertEqual(self._get(user).status_code, 403)
        self.assertEqual(self._get(self.rep, "?user_id=1%20or%201").status_code, 404)
        self.logout()
        response = self.url_open("/field_crm/statistics/2026", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertIn("/web/login", response.headers["Location"])
