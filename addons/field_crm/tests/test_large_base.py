from odoo import fields
from odoo.tests import tagged

from .common import FieldCrmCase
from .large import base, queries


@tagged("post_install", "-at_install")
class TestLargeBase(FieldCrmCase):
    """What the benchmark measures on is what the ORM would have made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.large = base.LargeBase(
            cls.env, partners=80, visits=400, today=fields.Date.today(), reps=4
        )
        partners, visits = cls.large.fill()
        cls.partners = cls.env["res.partner"].browse(partners)
        cls.visits = cls.env["field.visit"].browse(visits)

    def test_numbers(self):
        """The parts of the base are as large as they are meant to be."""
        status = self.partners.grouped("field_status")
        self.assertEqual(len(status["client"]), 48)
        self.assertEqual(len(status["prospect"]), 12)
        self.assertEqual(len(self.visits.exists()), 400)
        self.assertGreaterEqual(self.large.busy_client.visit_count, 200)
        self.assertEqual(
            set(self.visits.mapped("state")), {"done", "planned", "cancelled"}
        )

    def _assert_as_computed(self, records):
        """The ORM would store the same in every computed column."""
        computed = [
            field
            for field in records._fields.values()
            if field.store and field.compute and field.column_type
        ]
        names = [field.name for field in computed]
        before = records.read(names, load=None)
        for field in computed:
            self.env.add_to_compute(field, records)
        records._recompute_recordset()
        self.env.flush_all()
        self.env.invalidate_all()
        wrong = [
            (found["id"], name, found[name], right[name])
            for found, right in zip(before, records.read(names, load=None), strict=True)
            for name in names
            if found[name] != right[name]
        ]
        self.assertFalse(wrong, "(id, field, in SQL, by the ORM)")

    def test_partners_are_as_the_orm_makes_them(self):
        """Computed columns and every constraint, of clients, prospects, people."""
        self._assert_as_computed(self.partners)
        self.partners._validate_fields(self.partners._fields)

    def test_visits_are_as_the_orm_makes_them(self):
        """As for the partners; old visits are allowed to whoever takes over a base."""
        self._assert_as_computed(self.visits)
        visits = self.visits.with_context(field_visit_any_past_date=True)
        visits._validate_fields(visits._fields)

    def test_the_same_seed_makes_the_same_base(self):
        """Two runs are comparable: only identifiers and people differ."""
        names = ("id", "name", "city", "phone", "ref")

        def draw():
            self.large._draw_partners()
            self.env.cr.execute("SELECT id, name, city, phone, ref FROM large_partner")
            drawn = sorted(self.env.cr.fetchall())
            self.env.cr.execute("DROP TABLE large_partner")
            return drawn

        made = [tuple(p[name] or None for name in names) for p in self.partners]
        self.assertEqual(draw(), made)
        self.env.cr.execute(queries.PICK, {"seed": 2})
        self.assertNotEqual(draw(), made)
