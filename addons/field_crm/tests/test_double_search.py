from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..engine.doubles import find_pairs
from .common import SIRET, FieldCrmCase
from .large.doubles import KnownDoubles, naive_pairs, quality


@tagged("post_install", "-at_install")
class TestDoubleSearch(FieldCrmCase):
    """Doubles are found over the whole base, looked at, and ruled out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.write({"zip": "35000", "city": "Rennes", "phone": "02 99 10 00 01"})
        cls.twin = cls._create("Guerin Transport SARL", "D1", zip="35000")
        cls.other = cls._create("Boulangerie Tanguy", "D2", zip="35000")

    @classmethod
    def _create(cls, name, ref, **values):
        return cls.env["res.partner"].create(
            {"name": name, "ref": ref, "field_status": "client", **values}
        )

    def _search(self, **values):
        search = self.env["field.double.search"].create(values)
        search._search_doubles(self.env["field.work"])
        return search

    def _found(self):
        doubles = self.env["field.double"].search([])
        return {
            frozenset(double.with_context(active_test=False).partner_ids)
            for double in doubles
        }

    def test_names_alike_in_one_place_are_found(self):
        """S1-14, S3-38: with the reason in words; a site of its own is no double."""
        site = self._create(
            "Transports Guérin", "D3", zip="35000", parent_id=self.client.id
        )
        self._search()
        self.assertIn(frozenset((self.client, self.twin)), self._found())
        self.assertFalse(any({self.client, site} <= found for found in self._found()))
        double = self.env["field.double"].search(
            [("partner_ids", "in", self.twin.ids)], limit=1
        )
        self.assertIn("same postal code", double.reason_text)

    def test_each_number_is_a_reason(self):
        """S3-38: SIRET, IBAN, e-mail and phone, however they are written."""
        pairs = {
            "siret": ({"company_registry": SIRET}, {"company_registry": SIRET}),
            "iban": (
                {"iban": "FR1420041010050500013M02606"},
                {"iban": "FR14 2004 1010 0505 0001 3M02 606"},
            ),
            "email": ({"email": "a@b.example"}, {"email": "Chef <A@B.example>"}),
            "phone": ({"phone": "02 97 11 22 33"}, {"mobile": "+33297112233"}),
        }
        for reason, (one, other) in pairs.items():
            with self.subTest(reason):
                first = self._create("Alpha Élevage", f"{reason}1", **one)
                second = self._create("Alpha Elevages", f"{reason}2", **other)
                self._search()
                double = self.env["field.double"].search(
                    [("partner_ids", "in", first.ids), (f"has_{reason}", "=", True)]
                )
                self.assertIn(second, double.partner_ids)
                (first | second).write({"active": False})

    def test_a_switchboard_is_no_double(self):
        """S3-38: fifty clients with one number are fifty clients, and no chain."""
        for number in range(50):
            self._create(
                f"Client {chr(65 + number % 26) * 5}{number}",
                f"S{number}",
                phone="02 98 44 55 66",
                zip=f"29{number:03}",
            )
        self._search()
        sizes = self.env["field.double"].search([]).mapped("partner_count")
        self.assertLess(max(sizes, default=0), 6)

    def test_no_doubles_is_remembered_and_taken_back(self):
        """S3-38: what is ruled out stays so, search after search."""
        self._search()
        double = self.env["field.double"].search(
            [("partner_ids", "in", self.twin.ids)], limit=1
        )
        double.with_user(self.manager).action_dismiss()
        self._search(is_full=True)
        self.assertNotIn(frozenset((self.client, self.twin)), self._found())
        exception = self.env["field.double.exception"].search([])
        self.assertEqual(exception.low_id | exception.high_id, self.client | self.twin)
        exception.with_user(self.manager).action_take_back()
        self._search()
        self.assertIn(frozenset((self.client, self.twin)), self._found())

    def test_a_second_search_looks_at_what_changed(self):
        """S3-38: the rest of what was found stays, the same records."""
        self._search()
        before = self.env["field.double"].search([])
        self.env.cr.execute("UPDATE res_partner SET write_date = '2020-01-01'")
        self.env["field.double.search"].search([]).looked_until = "2026-01-01"
        self.env.invalidate_all()
        newcomer = self._create("Tanguy boulangerie", "D9", zip="35000")
        search = self._search()
        self.assertEqual(search.compared_count, 1)
        self.assertEqual(search.new_count, 1)
        self.assertIn(frozenset((self.other, newcomer)), self._found())
        self.assertLessEqual(before, self.env["field.double"].search([]))

    def test_archived_records_if_wanted(self):
        """S3-38, S3-52: a deleted prospect may be what is there again."""
        self.twin.active = False
        self._search()
        self.assertNotIn(frozenset((self.client, self.twin)), self._found())
        self._search(with_archived=True)
        self.assertIn(frozenset((self.client, self.twin)), self._found())

    def test_companies_are_searched_apart(self):
        """S0-13: a client of another company is nobody's double here."""
        company = self.env["res.company"].create({"name": "Autre société"})
        self.twin.company_id = company
        self._search()
        self.assertNotIn(frozenset((self.client, self.twin)), self._found())

    def test_merging_takes_it_off_the_list(self):
        """S1-18: and the next one is shown."""
        self._search()
        doubles = self.env["field.double"].with_user(self.admin)
        double = doubles.search([("partner_ids", "in", self.twin.ids)], limit=1)
        review = doubles.get_review(double.id)
        self.assertIn(double.id, review["ids"])
        records = [one["id"] for one in review["comparison"]["records"]]
        self.assertEqual(set(records), set(double.partner_ids.ids))
        self.env["field.merge"].with_user(self.admin).merge(records, self.client.id)
        self.assertFalse(double.exists())

    def test_who_sees_what(self):
        """S0-12, S3-36: reps see no list; accountants none that holds a prospect."""
        self.prospect.write({"zip": "35000"})
        twin = self.env["res.partner"].create(
            {"name": "GAEC Bois Joli", "field_status": "prospect", "zip": "35000"}
        )
        self._search()
        doubles = self.env["field.double"]
        hidden = doubles.search([("partner_ids", "in", twin.ids)])
        self.assertTrue(hidden.has_prospect)
        self.assertIn(hidden, doubles.with_user(self.manager).search([]))
        self.assertNotIn(hidden, doubles.with_user(self.accountant).search([]))
        self.assertTrue(doubles.with_user(self.accountant).search([]))
        for user in (self.rep, self.colleague, self.portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                doubles.with_user(user).get_review()
        with self.assertRaises(AccessError):
            hidden.with_user(self.accountant).action_dismiss()

    def test_one_search_at_a_time(self):
        """S3-38: a second one would do the same work."""
        search = self.env["field.double.search"].with_user(self.manager).create({})
        search.action_start()
        self.assertEqual(search.work_state, "waiting")
        other = self.env["field.double.search"].with_user(self.accountant).create({})
        with self.assert_refused("has started a search already", UserError):
            other.action_start()
        with self.assertRaises(AccessError):
            self.env["field.double.search"].with_user(self.rep).create({})

    def test_every_week_if_switched_on(self):
        """S3-38: nothing by itself, a search once the company wants it."""
        searches = self.env["field.double.search"]
        searches._cron_search_doubles()
        self.assertFalse(searches.search([]))
        self.company.field_double_weekly = True
        searches._cron_search_doubles()
        self.assertEqual(searches.search([]).work_state, "waiting")

    def test_precision_and_recall(self):
        """S3-38: on a base whose doubles are known, beside an exact comparison."""
        base = KnownDoubles(6000)
        accounts = base.accounts()
        pairs = find_pairs(accounts)
        likely = {(one.low, one.high) for one in pairs if one.score >= 0.7}
        every = {(one.low, one.high) for one in pairs}
        self.assertGreater(quality(likely, base.truth)["precision"], 0.98)
        self.assertGreater(quality(every, base.truth)["recall"], 0.95)
        naive = quality(naive_pairs(accounts, base.rows), base.truth)
        self.assertLess(naive["recall"] + 0.15, quality(every, base.truth)["recall"])
