from odoo.tests import tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestVisitPerformance(FieldCrmCase):
    """The number of queries does not grow with the number of records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # As in real life, not silenced as the other tests are.
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=False))
        cls.partners = cls.env["res.partner"].create(
            [
                {"name": f"Client {index}", "field_status": "client"}
                for index in range(160)
            ]
        )
        cls.answers = [
            cls.env.ref(f"field_crm.{name}").id
            for name in ("contact_visit", "visit_proposal", "proposal_truck")
        ]

    def _count_queries(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _create(self, partners):
        visits = self.env["field.visit"].with_user(self.manager)
        visits.create(
            [
                {
                    "partner_id": partner.id,
                    "state": "done",
                    "answer_ids": [(6, 0, self.answers)],
                    "revisit_preset": "1m",
                }
                for partner in partners
            ]
        )

    def test_creating_visits_in_batch(self):
        """S3-20: a whole day of visits is taken in by as many queries as ten."""
        self._create(self.partners[:2])
        ten = self._count_queries(lambda: self._create(self.partners[10:20]))
        fifty = self._count_queries(lambda: self._create(self.partners[50:100]))
        self.assertLessEqual(fifty, ten, "queries for 50 visits, against 10")
        self.assertLessEqual(fifty, 30)

    def test_listing_partners(self):
        """S3-32: the visit fields of a page of clients cost no query per client."""
        self._create(self.partners)
        names = ["visit_count", "last_visit_date", "revisit_date", "revisit_days"]

        def read(count):
            partners = self.partners[:count].with_user(self.rep)
            return self._count_queries(lambda: partners.read(names))

        read(1)
        self.assertEqual(read(80), read(10))
        self.assertLessEqual(read(80), 6)

    def test_listing_visits(self):
        """S3-28: a page of the history costs no query per visit."""
        self._create(self.partners)
        visits = self.partners.visit_ids[:80]
        names = ["display_name", "partner_id", "user_id", "answer_summary", "is_open"]

        def read(count):
            page = visits[:count].with_user(self.rep)
            return self._count_queries(lambda: page.read([*names, "can_edit"]))

        read(1)
        self.assertEqual(read(80), read(10))
