from odoo import fields
from odoo.tests import freeze_time, tagged

from .statistics_common import StatisticsCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestStatisticsFigures(StatisticsCase):
    """What is counted, and in which month: S3-53 to S3-56."""

    def test_visits_by_grid_and_month(self):
        """S3-53: finished visits of clients by grid, those of prospects apart."""
        self._visit(self.client, "2026-01-10 09:00:00")
        self._visit(self.client, "2026-01-20 09:00:00", state="done_issues")
        self._visit(self.farm, "2026-03-05 09:00:00")
        self._visit(self.prospect, "2026-03-06 09:00:00")
        self._visit(self.client, "2025-01-10 09:00:00")
        self._visit(self.client, "2026-02-10 09:00:00", state="planned")
        self._visit(self.client, "2026-02-11 09:00:00", state="cancelled")
        self._visit(self.other_client, "2026-01-10 09:00:00", self.other_rep)
        page = self._page(self.rep)
        rows = self._rows(page["visits"])
        self.assertEqual(rows["Standard"][:3] + rows["Standard"][12:], [*"2––", "2"])
        self.assertEqual(rows["Farming"][2], "1")
        self.assertEqual(rows["Prospects"][2], "1")
        self.assertEqual(rows["Total"], ["2", "–", "2", *"–" * 9, "4"])
        self.assertEqual(rows["2025"], ["1", *"–" * 11, "1"])
        chart = {each["name"]: each["months"] for each in page["visits"]["series"]}
        self.assertEqual(chart["Standard"], (2, *[0] * 11))
        self.assertEqual(page["visits"]["before"], (1, *[0] * 11))

    def test_visits_before_conversion(self):
        """S3-45, S3-53: what was recorded on a prospect stays a prospect's visit."""
        prospect = self.prospect
        self._visit(prospect, "2026-01-10 09:00:00")
        prospect.write({"field_status": "client", "price_grid_id": self.grid.id})
        self._visit(prospect, "2026-02-10 09:00:00")
        rows = self._rows(self._page(self.rep)["visits"])
        self.assertEqual(rows["Prospects"][:2], ["1", "–"])
        self.assertEqual(rows["Standard"][:2], ["–", "1"])

    def test_months_of_the_calendar(self):
        """S3-53: months and years are those of the reader's calendar, not of UTC."""
        self._visit(self.client, "2025-12-31 23:30:00")
        self._visit(self.client, "2026-01-31 23:30:00")
        rows = self._rows(self._page(self.rep)["visits"])
        self.assertEqual(rows["Total"][:3], ["1", "1", "–"])
        self.assertEqual(rows["2025"][12], "0")

    def test_quotes_by_type(self):
        """S3-26, S3-54: each type ticked under « remise de proposition » is a quote."""
        both = self.proposal + self.truck + self.works
        self._visit(self.client, "2026-01-10 09:00:00", answers=both)
        truck = self.proposal + self.truck
        self._visit(self.client, "2026-02-10 09:00:00", answers=truck)
        self._visit(self.prospect, "2026-02-11 09:00:00", answers=self.proposal)
        order = self.env.ref("field_crm.visit_order")
        self._visit(self.client, "2026-02-12 09:00:00", answers=order)
        self._visit(self.client, "2025-02-12 09:00:00", answers=truck)
        rows = self._rows(self._page(self.rep)["quotes"])
        self.assertEqual(rows[self.truck.name][:2], ["1", "1"])
        self.assertEqual(rows[self.works.name][:2], ["1", "–"])
        self.assertEqual(rows["Proposal handed over, without type"][1], "1")
        self.assertEqual(rows["Total"][12], "4")
        self.assertEqual(rows["2025"][12], "1")
        self.assertNotIn(order.name, rows)

    def test_quotes_of_an_own_tree(self):
        """S3-22, S3-54: a new type counts by itself, an archived one still counts."""
        self.truck.active = False
        silage = self.env["field.visit.question"].create(
            {"name": "Ensilage", "parent_id": self.proposal.id, "kind": "checkbox"}
        )
        self.proposal.counts_as_quote = False
        demo = self.env["field.visit.question"].create(
            {"name": "Démonstration", "kind": "checkbox", "counts_as_quote": True}
        )
        everything = self.proposal + silage + self.truck + demo
        self._visit(self.client, "2026-01-10 09:00:00", answers=everything)
        self.assertEqual(
            set(self._rows(self._page(self.rep)["quotes"])),
            {"Démonstration", "Total", "2025"},
        )
        self.proposal.counts_as_quote = True
        rows = self._rows(self._page(self.rep)["quotes"])
        for name in ("Ensilage", self.truck.name, "Démonstration"):
            self.assertEqual(rows[name][0], "1", name)

    def test_revenue(self):
        """S3-55: of the clients attached to the rep, this year and last."""
        self.other_client.revenue_current = 70
        rows = self._rows(self._page(self.rep)["portfolio"])
        sign = self.company.currency_id.symbol
        self.assertEqual(rows["Standard"][4:], [f"{sign}1,000", f"{sign}800", "+25%"])
        self.assertEqual(rows["Total"][4:], [f"{sign}1,500", f"{sign}800", "+88%"])
        everybody = self._rows(self._page(self.manager)["portfolio"])
        self.assertEqual(everybody["Without grid"][4], f"{sign}70")
        last = self._rows(self._page(self.rep, year=2025)["portfolio"])
        self.assertEqual(last["Total"][4:], [f"{sign}800", "–", "–"])

    def test_clients_and_prospects_visited(self):
        """S3-56: % of clients visited against % of prospects, each counted once."""
        self.prospect.user_id = self.rep
        second = self.env["res.partner"].create(
            {
                "name": "Second prospect",
                "field_status": "prospect",
                "user_id": self.rep.id,
            }
        )
        for date in ("2026-01-10 09:00:00", "2026-02-10 09:00:00"):
            self._visit(self.client, date)
            self._visit(second, date)
        self._visit(self.farm, "2025-02-10 09:00:00")
        self._visit(self.other_client, "2026-02-10 09:00:00")
        page = self._page(self.rep)
        rows = self._rows(page["portfolio"])
        self.assertEqual(rows["Total"][:4], ["2", "1", "50%", "50%"])
        self.assertEqual(rows["Prospects"][:3], ["2", "1", "50%"])
        figures = {each["label"]: each for each in page["figures"]}
        self.assertEqual(figures["Clients visited"]["value"], "50%")
        self.assertEqual(figures["Prospects visited"]["detail"], "1 / 2")
        self.assertIn("60% went to clients, 40% to prospects", page["visits_share"])

    def test_archived_partner(self):
        """A client that left is no longer in the portfolio; its visits stay counted."""
        self._visit(self.farm, "2026-01-10 09:00:00")
        self.farm.active = False
        page = self._page(self.rep)
        self.assertEqual(self._rows(page["visits"])["Total"][12], "1")
        self.assertEqual(self._rows(page["portfolio"])["Total"][:2], ["1", "–"])

    def test_other_company(self):
        """Each company has its own statistics."""
        company = self.env["res.company"].create({"name": "Autre société"})
        self.rep.company_ids += company
        self._visit(self.client, "2026-01-10 09:00:00")
        statistics = self.env["field.statistics"].with_user(self.rep)
        page = statistics.with_context(allowed_company_ids=company.ids).get_page()
        self.assertEqual(self._rows(page["visits"])["Total"][12], "0")
        self.assertEqual(page["visits"]["series"], [])

    def test_years(self):
        """S3-58: from the current year back to the company's first visit."""
        self.assertEqual(self._page(self.rep)["year"], 2026)
        visits = self.env["field.visit"].search([("state", "like", "done")])
        visits.company_id = self.env["res.company"].create({"name": "Archives"})
        self._visit(self.client, "2023-05-10 09:00:00")
        self.assertEqual(self._page(self.rep)["years"], [2026, 2025, 2024, 2023])

    def test_constant_queries(self):
        """The page costs the same few queries for any number of visits and grids."""

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._page(self.rep)
            return self.env.cr.sql_log_count - before

        self._visit(self.client, "2026-01-10 09:00:00", answers=self.proposal)
        count()
        few = count()
        grids = self.env["field.price.grid"].create(
            [{"code": f"G{index}", "name": f"Grille {index}"} for index in range(20)]
        )
        partners = self.env["res.partner"].create(
            [
                {
                    "name": grid.name,
                    "field_status": "client",
                    "user_id": self.rep.id,
                    "price_grid_id": grid.id,
                }
                for grid in grids
            ]
        )
        answers = self.proposal + self.truck + self.works
        for partner in partners:
            self._visit(partner, fields.Datetime.now(), answers=answers)
        self.assertEqual(count(), few)
        self.assertLessEqual(few, 14)
