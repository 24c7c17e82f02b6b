from odoo.tests import HttpCase, freeze_time, new_test_user, tagged

from .common import speak_english
from .visit_common import NOW, FieldVisitCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestFieldHome(FieldVisitCase):
    """The two tables of « Accueil »; it is 31 March 2026, noon in Paris."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        others = cls.env["res.partner"].search([("revisit_date", "!=", False)])
        others.revisit_date = False
        cls.client.write(
            {
                "revisit_date": "2026-04-10",
                "agency_id": cls.agency.id,
                "phone": "02 99 00 11 22",
                "revenue_current": 1200,
                "revenue_previous": 1000,
            }
        )
        cls.late, cls.unvisited = cls.env["res.partner"].create(
            [
                {
                    "name": "Garage Moulin",
                    "field_status": "client",
                    "user_id": cls.other_rep.id,
                    "revisit_date": "2026-03-21",
                },
                {"name": "Neuf SARL", "field_status": "client"},
            ]
        )
        cls.prospect.revisit_date = "2026-04-01"

    def _table(self, user, table, **filters):
        partners = self.env["res.partner"].with_user(user)
        return partners.get_home_table(table, filters=filters)

    def _names(self, user, table, **filters):
        return [row["name"] for row in self._table(user, table, **filters)["rows"]]

    def test_whom_to_see_again(self):
        """S3-05, S3-06: the most overdue first, by days, with code and agency."""
        table = self._table(self.rep, "revisit", status="client")
        self.assertFalse(table["has_more"])
        late, client = table["rows"]
        self.assertEqual((late["id"], late["revisit_days"]), (self.late.id, -10))
        self.assertEqual(client["client_code"], "GUERIN")
        self.assertEqual(client["agency_id"]["code"], "RENN")
        self.assertEqual(client["revisit_days"], 10)
        self.assertEqual(
            self._names(self.rep, "revisit"),
            [self.late.name, self.prospect.name, self.client.name],
        )

    def test_row_brings_the_panel_along(self):
        """S3-07: contact and revenue of the chosen client, without asking again."""
        row = self._table(self.rep, "revisit", user_id=self.rep.id)["rows"][-1]
        self.assertEqual(row["phone"], "02 99 00 11 22")
        self.assertEqual(
            (row["revenue_current"], row["revenue_previous"]), (1200, 1000)
        )
        self.assertEqual(row["revenue_currency_id"], self.company.currency_id.id)

    def test_whom_nobody_saw_for_long(self):
        """S3-08: the longest ago first, in days; those never seen apart."""
        self._visit(date="2026-03-11 22:30:00")  # 11 March, 23:30 in Paris
        self._visit(self.other_rep, partner_id=self.late.id, date="2026-03-30 08:00:00")
        rows = self._table(self.rep, "last_visit", status="client")["rows"]
        ours = [row for row in rows if row["id"] in (self.client + self.late).ids]
        self.assertEqual([row["last_visit_days"] for row in ours], [20, 1])
        self.assertEqual(ours[0]["id"], self.client.id)
        never = self._names(self.rep, "never", status="client")
        self.assertIn("Neuf SARL", never)
        self.assertNotIn(self.client.name, never)

    def test_filters_and_pages(self):
        """S3-05: by rep and by text, page by page."""
        self.assertEqual(
            self._names(self.manager, "revisit", user_id=self.other_rep.id),
            ["Garage Moulin"],
        )
        self.assertEqual(
            self._names(self.manager, "revisit", text="moulin"), ["Garage Moulin"]
        )
        partners = self.env["res.partner"].with_user(self.manager)
        first = partners.get_home_table("revisit", limit=2)
        second = partners.get_home_table("revisit", offset=2, limit=2)
        self.assertEqual((first["has_more"], len(first["rows"])), (True, 2))
        self.assertEqual((second["has_more"], len(second["rows"])), (False, 1))

    def test_what_is_not_shown(self):
        """S3-36: no hidden prospect, no table for those outside."""
        for user in (self.other_rep, self.accountant):
            self.assertNotIn(self.prospect.name, self._names(user, "revisit"))
        self.assertEqual(self._names(self.portal, "revisit"), [])
        with self.assertRaises(KeyError):
            self._names(self.rep, "no such table")
        visible = self.env["ir.ui.menu"].with_user(self.rep)._visible_menu_ids()
        self.assertIn(self.env.ref("field_crm.menu_home").id, visible)

    def test_queries_do_not_grow(self):
        """S3-05, S3-08: as many queries for 80 rows as for 3."""
        partners = self.env["res.partner"].with_user(self.rep)
        counts = []
        for number in (1, 70):
            self.env["res.partner"].create(
                [
                    {
                        "name": f"Client {index}",
                        "field_status": "client",
                        "user_id": self.rep.id,
                        "revisit_date": "2026-05-01",
                        "ref": f"HOME{number}-{index}",
                    }
                    for index in range(number)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            partners.get_home_table("revisit", filters={"status": "client"})
            counts.append(self.env.cr.sql_log_count - start)
        self.assertLessEqual(counts[1], counts[0])


@tagged("post_install", "-at_install")
class TestFieldHomeTour(HttpCase):
    def test_home_with_the_keyboard(self):
        """S3-05, S3-07, S3-08, S3-09: tabs, arrow keys, the panel at once."""
        speak_english(self.env)
        rep = new_test_user(
            self.env, "home_rep", "field_crm.group_field_rep", lang="en_US"
        )
        self.env["res.partner"].create(
            [
                {
                    "name": name,
                    "field_status": "client",
                    "user_id": rep.id,
                    "revisit_date": date,
                    "phone": phone,
                    "revenue_current": 4321,
                }
                for name, date, phone in (
                    ("Premier SARL", "2020-01-01", "02 99 00 11 22"),
                    ("Second <b>SARL</b>", "2020-01-02", "02 99 00 11 33"),
                )
            ]
        )
        self.start_tour("/odoo/field-home", "field_crm_home_tour", login="home_rep")
