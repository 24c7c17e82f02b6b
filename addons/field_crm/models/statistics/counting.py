"""Counts of visits, quotes and partners for a year and the one before."""

from datetime import datetime, timezone

from odoo.fields import Domain

from ...engine.statistics import (
    PortfolioCount,
    QuoteCount,
    VisitCount,
    VisitedCount,
)
from ..visit.states import DONE_STATES


def visits_of_company(company):
    """Domain of the visits of a company that took place."""
    return Domain("company_id", "=", company.id) & Domain("state", "in", DONE_STATES)


class Counting:
    """Counts in superuser mode, in as many queries whatever there is to count.

    The caller has checked that the user may see the figures. Months are those of the
    user's calendar.

    Parameters
    ----------
    env : Environment
        Of the user; the current company's records are counted.
    year : int
    user : res.users
        Rep whose records are counted; empty for all.
    """

    def __init__(self, env, year, user):
        self.env = env(su=True, context={**env.context, "tz": env.tz.zone})
        self.user = user
        self.visits = visits_of_company(env.company) & self._get_period(year)
        if user:
            self.visits &= Domain("user_id", "=", user.id)

    def _get_period(self, year):
        """From the first moment of the year before to the last one of ``year``."""
        start, end = (
            self.env.tz.localize(datetime(each, 1, 1))
            .astimezone(timezone.utc)
            .replace(tzinfo=None)
            for each in (year - 1, year + 1)
        )
        return Domain("date", ">=", start) & Domain("date", "<", end)

    def _group(self, domain, groupby, aggregates=("__count",)):
        return self.env["field.visit"]._read_group(domain, groupby, aggregates)

    def get_grid_names(self):
        """Names of all grids by id, in their order; ``None`` for no grid."""
        grids = self.env["field.price.grid"].with_context(active_test=False)
        names = {grid.id: grid.name for grid in grids.search_fetch([], ["name"])}
        return {**names, None: self.env._("Without grid")}

    def count_visits(self):
        """By month and grid, prospects apart (S3-53)."""
        return [
            VisitCount(month.year, month.month, grid.id or None, is_prospect, count)
            for month, grid, is_prospect, count in self._group(
                self.visits,
                ["date:month", "partner_id.price_grid_id", "before_client"],
            )
        ]

    def count_quotes(self):
        """Names of the types by id of the question, and their counts (S3-54).

        A query for each question that counts as quotes; there is one.
        """
        questions = self.env["field.visit.question"].with_context(active_test=False)
        marked = questions.search_fetch([("counts_as_quote", "=", True)], ["name"])
        children = questions.search_fetch(
            [("parent_id", "in", marked.ids)], ["name", "parent_id"]
        )
        types = {child.id: child.name for child in children}
        counts = [
            QuoteCount(month.year, month.month, answer.id, count)
            for month, answer, count in self._group(
                self.visits & Domain("answer_ids", "in", children.ids),
                ["date:month", "answer_ids"],
            )
            if answer in children
        ]
        types_of = children.grouped("parent_id")
        for question in marked:
            kinds = types_of.get(question, questions)
            without_type = Domain("answer_ids", "in", question.ids) & Domain(
                "answer_ids", "not in", kinds.ids
            )
            types[question.id] = (
                self.env._("%(name)s, without type", name=question.name)
                if kinds
                else question.name
            )
            counts += [
                QuoteCount(month.year, month.month, question.id, count)
                for month, count in self._group(
                    self.visits & without_type, ["date:month"]
                )
            ]
        return types, counts

    def count_portfolio(self):
        """Clients and prospects attached today, with their revenue (S3-55)."""
        domain = Domain("field_status", "!=", False) & Domain(
            "company_id", "in", [False, self.env.company.id]
        )
        if self.user:
            domain &= Domain("user_id", "=", self.user.id)
        groups = self.env["res.partner"]._read_group(
            domain,
            ["field_status", "price_grid_id"],
            ["__count", "revenue_current:sum", "revenue_previous:sum"],
        )
        return [
            PortfolioCount(
                grid.id or None, status == "prospect", count, revenue or 0, before or 0
            )
            for status, grid, count, revenue, before in groups
        ]

    def count_visited(self):
        """How many of the portfolio were visited in each of both years (S3-56)."""
        attached = Domain("partner_id.field_status", "!=", False) & Domain(
            "partner_id.active", "=", True
        )
        if self.user:
            attached &= Domain("partner_id.user_id", "=", self.user.id)
        return [
            VisitedCount(year.year, grid.id or None, status == "prospect", count)
            for year, status, grid, count in self._group(
                self.visits & attached,
                ["date:year", "partner_id.field_status", "partner_id.price_grid_id"],
                ["partner_id:count_distinct"],
            )
        ]
