from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user, tagged

from odoo.addons.field_crm.tests.common import UNINVITED

from ..engine.sync import Cursor, delta_code, delta_decode, digest
from .sync_common import SyncCase


@tagged("post_install", "-at_install")
class TestSyncPull(SyncCase):
    """A phone holds what its rep may see, and nothing else."""

    def setUp(self):
        super().setUp()
        self.mobile = self.phone()
        self.hidden = (
            self.env["res.partner"]
            .with_user(self.other_rep)
            .create({"name": "À l'autre", "field_status": "prospect"})
        )

    def test_a_first_load(self):
        """S2-40, S3-13 … S3-16, S3-36, S3-66: clients, prospects, people, visits."""
        person = self.env["res.partner"].create(
            {"name": "Anne", "parent_id": self.client.id, "is_main_contact": True}
        )
        secret = self.env["res.partner"].create(
            {"name": "Secret", "parent_id": self.hidden.id}
        )
        self.client.write({"revenue_current": 12000, "site_note": "Attention au chien"})
        self.mobile.do("VC", {"partner": self.client.id, "comment": "Vu"})
        self.env["field.visit"].create({"partner_id": self.hidden.id, "state": "done"})
        self.mobile.pull()
        partners = self.mobile.rows("partner")
        self.assertEqual(partners[self.client.id]["client_code"], "GUERIN")
        self.assertEqual(partners[self.client.id]["revenue_current"], 12000)
        self.assertEqual(partners[self.client.id]["site_note"], "Attention au chien")
        self.assertIn(self.prospect.id, partners)
        self.assertNotIn(self.hidden.id, partners)
        self.assertIn(person.id, self.mobile.rows("person"))
        self.assertNotIn(secret.id, self.mobile.rows("person"))
        (visit,) = [
            row
            for row in self.mobile.rows("visit").values()
            if row["partner_id"] == self.client.id
        ]
        self.assertEqual(visit["comment"], "Vu")
        self.assertNotIn("À l'autre", str(self.mobile.tables))

    def test_the_history_of_the_erp(self):
        """S3-16, S3-29, S3-30: comes along, litigations marked, nobody's rows not."""
        rows = [
            {"partner_id": self.client.id, "subject": "Appel", "origin": "CRV"},
            {"partner_id": self.client.id, "subject": "Litige", "origin": "LIT"},
            {"subject": "De personne"},
            {"partner_id": self.hidden.id, "subject": "Secret"},
        ]
        today = {"date": fields.Date.today(), "company_id": self.company.id}
        self.env["field.history"].create([{**row, **today} for row in rows])
        self.mobile.pull()
        held = {
            row["subject"]: row["is_hidden"]
            for row in self.mobile.rows("history").values()
        }
        self.assertEqual(held, {"Appel": False, "Litige": True})

    def test_what_never_leaves(self):
        """S4-08, S4-11, S4-22: flags, fields of the office, consents, bank details."""
        self.client.write(
            {
                "flag_message": "Mauvais payeur",
                "iban": "FR1420041010050500013M02606",
                "bic": "PSSTFRPP",
            }
        )
        group = self.env["field.contact.group"].create({"name": "Fermes"})
        self.client.contact_group_id = group
        self.env["field.visit"].create(
            {"partner_id": self.client.id, "user_id": self.rep.id, "state": "planned"}
        )
        self.mobile.pull()
        text = str(self.mobile.tables)
        self.assertNotIn("Mauvais payeur", text)
        self.assertNotIn("FR142004", text)
        for table in self.mobile.tables.values():
            for row in table.values():
                for name in row:
                    self.assertNotRegex(name, "flag|office_prop|consent|password|token")

    def test_columns_follow_the_rights_of_the_user(self):
        """A field that gets groups= tomorrow is left out tomorrow."""
        reader = self.env["field.pull.partner"].with_user(self.rep)
        self.assertIn("site_note", reader._get_column_names())
        field = self.env["res.partner"]._fields["site_note"]
        self.patch(field, "groups", "base.group_system")
        self.assertNotIn("site_note", reader._get_column_names())
        self.mobile.pull()
        self.assertNotIn("site_note", self.mobile.rows("partner")[self.client.id])

    def test_the_sums_are_those_of_the_numbers(self):
        """Database, server and phone reckon the same."""
        self.mobile.pull()
        answer = self.mobile.pull()[-1]
        for name, total in answer["sums"].items():
            with self.subTest(name):
                held = self.mobile.rows(name)
                self.assertEqual(tuple(total), digest(held))
                self.assertEqual(set(held), self.mobile.server_numbers(name))

    def test_a_right_that_is_lost_and_found(self):
        """S3-81: a prospect that moves takes its visits along, both ways."""
        other = self.phone(self.other_rep)
        self.mobile.do("VP", {"partner": self.prospect.id, "comment": "Vu"})
        self.mobile.pull()
        other.pull()
        self.assertNotIn(self.prospect.id, other.rows("partner"))
        self.prospect.sudo().user_id = self.other_rep
        self.env.cr.execute(
            "UPDATE res_partner SET create_uid = %s, prospect_creator_id = %s "
            "WHERE id = %s",
            [self.other_rep.id, self.other_rep.id, self.prospect.id],
        )
        self.env.invalidate_all()
        self.mobile.pull()
        other.pull()
        self.assertNotIn(self.prospect.id, self.mobile.rows("partner"))
        self.assertFalse(self.mobile.rows("visit"))
        self.assertIn(self.prospect.id, other.rows("partner"))
        (visit,) = other.rows("visit").values()
        self.assertEqual(visit["comment"], "Vu")

    def test_what_a_phone_misses_it_asks_for(self):
        """What neither row nor trigger shows: the sums differ, the numbers tell."""
        self.mobile.do("VC", {"partner": self.client.id, "comment": "Vu"})
        self.mobile.pull()
        held = dict(self.mobile.tables)
        self.mobile.tables = {}
        answer = self.mobile.ask(ids=["partner", "visit"])
        numbers = delta_decode(answer["ids"]["partner"])
        self.assertEqual(set(numbers), set(held["partner"]))
        self.mobile.apply(self.mobile.ask(want={"partner": delta_code(numbers)}))
        self.assertEqual(self.mobile.tables["partner"], held["partner"])
        self.assertEqual(self.mobile.tables["visit"], held["visit"])
        stolen = self.mobile.ask(want={"partner": [self.hidden.id]})
        self.assertEqual(stolen["tables"], {})

    def test_deleted_and_archived(self):
        """S3-62: what is gone at the office is gone on the phone at once."""
        self.mobile.pull()
        self.prospect.active = False
        number = self.env["res.partner"].create(
            {"name": "Éphémère", "field_status": "client", "ref": "E1"}
        )
        self.mobile.pull()
        self.assertNotIn(self.prospect.id, self.mobile.rows("partner"))
        self.assertIn(number.id, self.mobile.rows("partner"))
        gone = number.id
        number.unlink()
        self.mobile.pull()
        self.assertNotIn(gone, self.mobile.rows("partner"))

    def test_old_visits_stay_at_the_office(self):
        """S3-63: a year of visits, and what the rep still has to do however old."""
        old = fields.Datetime.now() - timedelta(days=400)
        visits = self.env["field.visit"]
        values = {"partner_id": self.client.id, "user_id": self.rep.id, "date": old}
        done, late = visits.with_context(field_visit_any_past_date=True).create(
            [{**values, "state": "cancelled"}, {**values, "state": "planned"}]
        )
        self.mobile.pull()
        self.assertNotIn(done.id, self.mobile.rows("visit"))
        self.assertIn(late.id, self.mobile.rows("visit"))

    def test_forms_are_sent_when_they_change(self):
        """S3-22, S3-34, S3-66, S3-114: lists once, and again when an entry changes."""
        self.assertIn("lists", self.mobile.pull()[0])
        self.assertNotIn("lists", self.mobile.pull()[0])
        self.env["field.park.type"].create({"name": "Tracteurs"})
        names = self.mobile.pull()[0]["lists"]["park_types"]
        self.assertIn("Tracteurs", [one["name"] for one in names])
        sheet = {one["name"]: one for one in self.mobile.document["sheet"]}
        self.assertEqual(sheet["category_code_id"]["list"], "categories")
        self.assertEqual(sheet["periodicity_id"]["list"], "codes:periodicity")
        self.assertTrue(sheet["street"]["mandatory"])

    def test_another_life_of_the_database(self):
        """A backup that was restored: the phone sends again, and begins anew."""
        self.mobile.do("VC", {"partner": self.client.id})
        self.mobile.pull()
        acked, epoch, cursor = self.mobile.acked, self.mobile.epoch, self.mobile.cursor
        known = Cursor.parse(cursor)
        low, high, _rest = known.snapshot.split(":")
        cases = {
            "epoch": {"epoch": "another", "cursor": cursor, "acked": acked},
            "future": {
                "epoch": epoch,
                "acked": acked,
                "cursor": f"{low}:{int(high) + 10**6}:|{known.stamp}|",
            },
            "ledger": {
                "epoch": epoch,
                "cursor": cursor,
                "acked": "01900000-0000-7000-8000-000000000000",
            },
        }
        for reason, body in cases.items():
            with self.subTest(reason):
                answer = self.mobile.ask(**body)
                self.assertEqual(answer["reset"], reason)
                self.assertNotIn("tables", answer)

    def test_companies_are_apart(self):
        """S0-13, S0-24: a rep of another organisation gets nothing of this one."""
        other = self.env["res.company"].create({"name": "Autre société"})
        stranger = new_test_user(
            self.env,
            "stranger",
            "field_crm.group_field_rep",
            context=UNINVITED,
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.client.company_id = self.company
        self.mobile.do("VC", {"partner": self.client.id})
        phone = self.phone(stranger)
        phone.pull()
        self.assertNotIn(self.client.id, phone.rows("partner"))
        self.assertFalse(phone.rows("visit"))
        result = phone.do("DR", {"partner": self.client.id, "preset": "1m"})
        self.assertEqual(result["state"], "rejected")

    def test_a_long_answer_comes_in_parts(self):
        """Each part is one snapshot, the cursor is that of the first."""
        self.env["res.partner"].create(
            [
                {"name": f"Client {n}", "field_status": "client", "ref": f"N{n}"}
                for n in range(25)
            ]
        )
        self.patch_rows(10)
        answers = self.mobile.pull()
        self.assertGreater(len(answers), 2)
        self.assertEqual(len({answer["cursor"] for answer in answers}), 1)
        self.assertEqual(
            set(self.mobile.rows("partner")), self.mobile.server_numbers("partner")
        )

    def patch_rows(self, number):
        from ..models.pull import field_pull

        self.patch(field_pull, "_ROWS", number)
