"""Counts of visits, quotes and partners for a year and the one before."""

from collections import Counter
from datetime import datetime, timezone
from functools import cached_property

from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.statistics import (
    PortfolioCount,
    QuoteCount,
    VisitCount,
    VisitedCount,
)
from ..visit.states import DONE_STATES

_READ = (
    "company_id",
    "state",
    "date",
    "user_id",
    "partner_id",
    "before_client",
    "answer_key",
)


def visits_of_company(company):
    """Domain of the visits of a company that took place."""
    return Domain("company_id", "=", company.id) & Domain("state", "in", DONE_STATES)


class Counting:
    """Counts in superuser mode, in as many queries whatever there is to count.

    The caller has checked that the user may see the figures. Months are those of the
    user's calendar. Of a million visits, most of the time goes into reading them: both
    queries over visits find all they need in one index (``_statistics_idx``).

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
        self.year = year
        # The year before begins with the first, the year ends with the last.
        self.months = [
            self.env.tz.localize(datetime(year - 1 + index // 12, index % 12 + 1, 1))
            .astimezone(timezone.utc)
            .replace(tzinfo=None)
            for index in range(25)
        ]

    def _get_condition(self):
        condition = SQL(
            "visit.company_id = %s AND visit.state IN %s "
            "AND visit.date >= %s AND visit.date < %s",
            self.env.company.id,
            DONE_STATES,
            self.months[0],
            self.months[-1],
        )
        if self.user:
            condition = SQL("%s AND visit.user_id = %s", condition, self.user.id)
        return condition

    @cached_property
    def _groups(self):
        """Visits alike: (year, month, id of the grid, of a prospect, answers, count).

        ``answers`` are the identifiers of what was ticked. The months are told apart
        by their first moments, which costs a tenth of truncating every date.
        """
        self.env["field.visit"].flush_model(_READ)
        self.env["res.partner"].flush_model(["price_grid_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT width_bucket(visit.date, %s::timestamp[]), "
                "partner.price_grid_id, visit.before_client, visit.answer_key, "
                "count(*) "
                "FROM field_visit visit "
                "JOIN res_partner partner ON partner.id = visit.partner_id "
                "WHERE %s GROUP BY 1, 2, 3, 4",
                self.months,
                self._get_condition(),
            )
        )
        return [
            (
                self.year - 1 + (bucket - 1) // 12,
                (bucket - 1) % 12 + 1,
                grid,
                bool(before_client),
                {int(answer) for answer in (key or "").split(",") if answer},
                count,
            )
            for bucket, grid, before_client, key, count in rows
        ]

    def get_grid_names(self):
        """Names of all grids by id, in their order; ``None`` for no grid."""
        grids = self.env["field.price.grid"].with_context(active_test=False)
        names = {grid.id: grid.name for grid in grids.search_fetch([], ["name"])}
        return {**names, None: self.env._("Without grid")}

    def count_visits(self):
        """By month and grid, prospects apart (S3-53)."""
        counts = Counter()
        for *group, _answers, count in self._groups:
            counts[tuple(group)] += count
        return [VisitCount(*group, count) for group, count in counts.items()]

    def count_quotes(self):
        """Names of the types by id of the question, and their counts (S3-54)."""
        questions = self.env["field.visit.question"].with_context(active_test=False)
        marked = questions.search_fetch([("counts_as_quote", "=", True)], ["name"])
        children = questions.search_fetch(
            [("parent_id", "in", marked.ids)], ["name", "parent_id"]
        )
        types = {child.id: child.name for child in children}
        kinds_of = {question.id: set() for question in marked}
        for child in children:
            kinds_of[child.parent_id.id].add(child.id)
        for question in marked:
            types[question.id] = (
                self.env._("%(name)s, without type", name=question.name)
                if kinds_of[question.id]
                else question.name
            )
        counts = Counter()
        for year, month, _grid, _is_prospect, answers, count in self._groups:
            quoted = answers.intersection(children.ids)
            quoted.update(
                question
                for question, kinds in kinds_of.items()
                if question in answers and answers.isdisjoint(kinds)
            )
            for answer in quoted:
                counts[year, month, answer] += count
        return types, [QuoteCount(*group, count) for group, count in counts.items()]

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
        self.env["field.visit"].flush_model(_READ)
        self.env["res.partner"].flush_model(
            ["active", "field_status", "price_grid_id", "user_id"]
        )
        attached = SQL("partner.active AND partner.field_status IS NOT NULL")
        if self.user:
            attached = SQL("%s AND partner.user_id = %s", attached, self.user.id)
        new_year = self.months[12]
        rows = self.env.execute_query(
            SQL(
                "SELECT partner.field_status, partner.price_grid_id, "
                "count(*) FILTER (WHERE visited.before), "
                "count(*) FILTER (WHERE visited.now) "
                "FROM (SELECT visit.partner_id, "
                "bool_or(visit.date < %s) AS before, bool_or(visit.date >= %s) AS now "
                "FROM field_visit visit WHERE %s GROUP BY visit.partner_id) visited "
                "JOIN res_partner partner ON partner.id = visited.partner_id "
                "WHERE %s GROUP BY 1, 2",
                new_year,
                new_year,
                self._get_condition(),
                attached,
            )
        )
        return [
            VisitedCount(year, grid, status == "prospect", count)
            for status, grid, before, now in rows
            for year, count in ((self.year - 1, before), (self.year, now))
            if count
        ]
