from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .statistics_common import StatisticsCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 10:00:00")
class TestStatisticsAccess(StatisticsCase):
    """Whose figures one may see: S3-58."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._visit(cls.client, "2026-01-10 09:00:00")
        for month in (1, 2):
            cls._visit(
                cls.other_client, f"2026-0{month}-11 09:00:00", rep=cls.other_rep
            )

    def _total(self, user, **arguments):
        return self._rows(self._page(user, **arguments)["visits"])["Total"][12]

    def test_rep_sees_own(self):
        """S3-58: a rep has no choice, and over RPC cannot ask for a colleague's."""
        page = self._page(self.rep)
        self.assertFalse(page["can_choose"])
        self.assertEqual(page["reps"], [])
        self.assertEqual(page["user_id"], self.rep.id)
        self.assertEqual(self._total(self.rep, user_id=self.rep.id), "1")
        for user in (self.other_rep, self.manager):
            with self.assert_refused("may not see the statistics", AccessError):
                self._page(self.rep, user_id=user.id)

    def test_manager_and_administrator_pick(self):
        """S3-58: any rep or all of them."""
        for user in (self.manager, self.admin):
            page = self._page(user)
            self.assertTrue(page["can_choose"])
            self.assertFalse(page["user_id"])
            ids = {rep["id"] for rep in page["reps"]}
            self.assertLessEqual({self.rep.id, self.other_rep.id}, ids)
            self.assertNotIn(self.accountant.id, ids)
            self.assertEqual(self._total(user, user_id=self.rep.id), "1")
            self.assertEqual(self._total(user, user_id=self.other_rep.id), "2")
            for stranger in (self.colleague, self.portal, self.accountant):
                with self.assertRaises(AccessError):
                    self._page(user, user_id=stranger.id)

    def test_same_figures_for_rep_and_manager(self):
        """A prospect that went to a colleague takes no visit off the rep's year."""
        self._visit(self.prospect, "2026-02-10 09:00:00")
        self.prospect.user_id = self.other_rep
        self.assertEqual(self._total(self.rep), "2")
        self.assertEqual(
            self._page(self.rep)["visits"]["rows"],
            self._page(self.manager, user_id=self.rep.id)["visits"]["rows"],
        )

    def test_rep_who_left(self):
        """S3-58: the figures of a rep who left can still be looked at."""
        self.other_rep.active = False
        page = self._page(self.manager, user_id=self.other_rep.id)
        self.assertIn("(archived)", page["subject"])
        self.assertEqual(self._rows(page["visits"])["Total"][12], "2")

    def test_others_are_refused(self):
        """Accountants, colleagues and portal users have no statistics at all."""
        for user in (self.accountant, self.colleague, self.portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._page(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["field.statistics"].with_user(user)._get_sheet()

    def test_rep_of_other_company(self):
        """Nobody's figures cross the border of the companies."""
        company = self.env["res.company"].create({"name": "Autre société"})
        stranger = self._create_user(
            "stranger",
            "group_field_rep",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        ids = {rep["id"] for rep in self._page(self.manager)["reps"]}
        self.assertNotIn(stranger.id, ids)
        with self.assertRaises(AccessError):
            self._page(self.manager, user_id=stranger.id)

    def test_year_in_bounds(self):
        for year in (1999, 2027):
            with self.assert_refused(f"{year} is not between 2000", UserError):
                self._page(self.rep, year=year)

    def test_menu(self):
        """The menu is the reps' and managers'."""
        menu = self.env.ref("field_crm.menu_statistics").id
        menus = self.env["ir.ui.menu"]
        for user in (self.rep, self.manager, self.admin):
            self.assertIn(menu, menus.with_user(user)._visible_menu_ids())
        self.assertNotIn(menu, menus.with_user(self.accountant)._visible_menu_ids())
