import random
from datetime import datetime, timedelta

from odoo.fields import Domain
from odoo.tests import tagged

from ..engine.statistics import QuoteCount, VisitCount, VisitedCount
from ..models.statistics.counting import Counting, visits_of_company
from ..models.visit.states import DONE_STATES
from .statistics_common import StatisticsCase


class Reference:
    """The same counts by the ORM alone, one plain query for each question."""

    def __init__(self, env, year, user):
        self.env = env(su=True, context={**env.context, "tz": env.tz.zone})
        self.user = user
        counting = Counting(env, year, user)
        self.visits = (
            visits_of_company(env.company)
            & Domain("date", ">=", counting.months[0])
            & Domain("date", "<", counting.months[-1])
        )
        if user:
            self.visits &= Domain("user_id", "=", user.id)

    def _group(self, domain, groupby, aggregates=("__count",)):
        return self.env["field.visit"]._read_group(domain, groupby, aggregates)

    def count_visits(self):
        groupby = ["date:month", "partner_id.price_grid_id", "before_client"]
        return {
            VisitCount(month.year, month.month, grid.id or None, is_prospect, count)
            for month, grid, is_prospect, count in self._group(self.visits, groupby)
        }

    def count_quotes(self):
        questions = self.env["field.visit.question"].with_context(active_test=False)
        marked = questions.search([("counts_as_quote", "=", True)])
        children = questions.search([("parent_id", "in", marked.ids)])
        counts = set()
        for question in children:
            counts |= self._count_answer(question, [])
        for question in marked:
            kinds = children.filtered(lambda one, of=question: one.parent_id == of)
            counts |= self._count_answer(question, kinds.ids)
        return counts

    def _count_answer(self, question, excluded):
        domain = self.visits & Domain("answer_ids", "in", question.ids)
        domain &= Domain("answer_ids", "not in", excluded)
        return {
            QuoteCount(month.year, month.month, question.id, count)
            for month, count in self._group(domain, ["date:month"])
        }

    def count_visited(self):
        attached = Domain("partner_id.field_status", "!=", False)
        attached &= Domain("partner_id.active", "=", True)
        if self.user:
            attached &= Domain("partner_id.user_id", "=", self.user.id)
        return {
            VisitedCount(year.year, grid.id or None, status == "prospect", count)
            for year, status, grid, count in self._group(
                self.visits & attached,
                ["date:year", "partner_id.field_status", "partner_id.price_grid_id"],
                ["partner_id:count_distinct"],
            )
        }


@tagged("post_install", "-at_install")
class TestStatisticsCounting(StatisticsCase):
    """The queries that are fast count what plain ones do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        draw = random.Random(3)
        cls.prospect.user_id = cls.rep
        partners = cls.client + cls.farm + cls.other_client + cls.prospect
        answers = (
            cls.env["field.visit.question"],
            cls.proposal,
            cls.proposal + cls.truck,
            cls.proposal + cls.truck + cls.works,
        )
        for number in range(120):
            # Around midnight of the first and the last of a month, in Paris and UTC.
            month = datetime(2024 + number % 3, number % 12 + 1, 1)
            moment = month + timedelta(hours=draw.choice((-25, -2, -1, 0, 1, 400)))
            if moment < datetime(2026, 6, 15):
                cls._visit(
                    draw.choice(partners),
                    moment,
                    rep=draw.choice((cls.rep, cls.other_rep)),
                    answers=draw.choice(answers),
                    state=draw.choice(DONE_STATES),
                )
        cls.farm.active = False

    def test_as_plain_queries_count(self):
        """S3-53, S3-54, S3-56: for all and for one rep, in each year."""
        for zone in ("Europe/Paris", "America/Cayenne", "UTC"):
            self.manager.tz = zone
            for user in (self.env["res.users"], self.rep, self.other_rep):
                for year in (2025, 2026):
                    with self.subTest(zone=zone, user=user.name, year=year):
                        self._compare(year, user)

    def _compare(self, year, user):
        env = self.env(user=self.manager)
        fast, plain = Counting(env, year, user), Reference(env, year, user)
        visits = fast.count_visits()
        self.assertTrue(visits)
        self.assertEqual(set(visits), plain.count_visits())
        self.assertEqual(set(fast.count_quotes()[1]), plain.count_quotes())
        self.assertEqual(set(fast.count_visited()), plain.count_visited())
        self.assertEqual(len(visits), len(set(visits)))

    def test_answers_changed_later(self):
        """S3-54: the key of the answers follows them."""
        visit = self._visit(self.client, "2026-03-10 09:00:00", answers=self.proposal)
        self.assertEqual(visit.answer_key, str(self.proposal.id))
        visit.answer_ids += self.truck
        key = sorted((self.proposal + self.truck).ids)
        self.assertEqual(visit.answer_key, ",".join(map(str, key)))
        self._compare(2026, self.rep)
