from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import FieldCrmCase


@tagged("post_install", "-at_install")
class TestFieldVisitQuestion(FieldCrmCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.questions = cls.env["field.visit.question"].with_user(cls.admin)
        cls.title = cls.questions.create({"name": "Offer", "kind": "title"})
        cls.tyres = cls.questions.create(
            {"name": "Tyres", "parent_id": cls.title.id, "sequence": 1}
        )
        cls.oil = cls.questions.create(
            {"name": "Oil", "parent_id": cls.title.id, "sequence": 2}
        )
        cls.winter = cls.questions.create({"name": "Winter", "parent_id": cls.tyres.id})

    def _names(self):
        ours = self.title + self.tyres + self.oil + self.winter
        return (
            self.questions.with_context(active_test=False)
            .search([("id", "in", ours.ids)])
            .mapped("name")
        )

    def test_manual_example_is_there(self):
        """S3-23, S3-24, S3-25, S3-26: the manual's tree is the tree to begin with."""
        tree = self.env["field.visit.question"]._load_tree()
        ours = [
            (node.label, node.kind.value, depth)
            for node, depth in tree.walk()
            if node.id not in (self.title + self.tyres + self.oil + self.winter).ids
        ]
        self.assertEqual(
            ours,
            [
                ("Kind of contact", "title", 0),
                ("Visit", "radio", 1),
                ("Phone", "radio", 1),
                ("Mail", "radio", 1),
                ("Agency", "radio", 1),
                ("Kind of visit", "title", 0),
                ("Sales visit with appointment", "radio", 1),
                ("Sales visit without appointment", "radio", 1),
                ("Order", "checkbox", 1),
                ("Delivery", "checkbox", 1),
                ("Fleet survey", "checkbox", 1),
                ("Proposal handed over", "checkbox", 1),
                ("Agricultural", "checkbox", 2),
                ("TP", "checkbox", 2),
                ("GC", "checkbox", 2),
                ("PL & PLP", "checkbox", 2),
                ("Lubricant", "checkbox", 2),
                ("Company fleet", "checkbox", 2),
            ],
        )

    def test_list_is_in_reading_order(self):
        """S3-22: a sub-level follows its line, whatever was created or moved when."""
        self.assertEqual(self._names(), ["Offer", "Tyres", "Winter", "Oil"])
        self.assertEqual(self.winter.level, 2)
        self.assertEqual(self.winter.complete_path, "Offer / Tyres / Winter")
        # What the list does when « Oil » is dragged above « Tyres ».
        (self.title + self.oil + self.tyres + self.winter).web_resequence({})
        self.assertEqual(self._names(), ["Offer", "Oil", "Tyres", "Winter"])
        self.winter.parent_id = self.oil
        self.assertEqual(self._names(), ["Offer", "Oil", "Winter", "Tyres"])
        self.assertEqual(self.winter.display_name, "Offer / Oil / Winter")

    def test_cycle_is_refused(self):
        """S3-22: a question cannot stand under itself, however far down."""
        with self.assert_refused("“Offer” cannot stand under"):
            self.title.parent_id = self.winter
        with self.assert_refused("“Oil” cannot stand under"):
            self.oil.parent_id = self.oil

    def test_used_question_is_archived_not_deleted(self):
        """S3-22: answers stay readable for ever."""
        visit = self.env["field.visit"].create(
            {
                "partner_id": self.client.id,
                "state": "done",
                "answer_ids": [(6, 0, (self.tyres + self.winter).ids)],
            }
        )
        with self.assert_refused("“Winter” is an answer in 1 visits", UserError):
            self.winter.unlink()
        with self.assert_refused("“Offer” has a sub-level", UserError):
            self.title.unlink()
        self.oil.unlink()
        self.winter.action_archive()
        self.assertEqual(visit.answer_ids, self.tyres + self.winter)
        self.assertEqual(visit.answer_summary, "Offer: Tyres (Winter)")
        action = self.tyres.action_open_visits()
        self.assertEqual(self.env["field.visit"].search(action["domain"]), visit)

    def test_only_administrators_configure(self):
        """S3-22, S3-36: reps and accountants read the questions, others see nothing."""
        for user in (self.rep, self.accountant, self.manager):
            question = self.title.with_user(user)
            self.assertEqual(question.name, "Offer")
            with self.assertRaises(AccessError):
                question.name = "Bargain"
        for user in (self.colleague, self.portal):
            with self.assertRaises(AccessError):
                self.title.with_user(user).read(["name"])
