"""The figures of a report as rows of text: the same on the screen and on paper."""

from collections.abc import Iterable
from typing import NamedTuple

from .report import Coverage, Grid, Monthly, Report, Series, change, share
from .words import Words

NOTHING = "–"


class Figure(NamedTuple):
    """A key figure; ``detail`` compares it or says what it is made of."""

    label: str
    value: str
    detail: str


class Rows:
    """Tables of text; the first row of each is its header."""

    def __init__(self, report: Report, words: Words):
        self.report = report
        self.words = words

    def figures(self) -> list[Figure]:
        words, report = self.words, self.report
        return [
            self._grown(words.visits, report.visits.total, report.visits.total_before),
            self._grown(words.quotes, report.quotes.total, report.quotes.total_before),
            Figure(
                words.revenue,
                self._money(report.revenue),
                self._versus(report.revenue, report.revenue_before),
            ),
            self._covered(words.clients_visited, report.clients),
            self._covered(words.prospects_visited, report.prospects.coverage),
        ]

    def monthly(self, monthly: Monthly, series: Iterable[Series]) -> list[list[str]]:
        """Header, one row for each series, the totals, the year before."""
        words = self.words
        return [
            ["", *words.months, words.total],
            *(self._months(each.name, each.months) for each in series),
            self._months(words.total, monthly.months),
            self._months(words.previous_year, monthly.before),
        ]

    def portfolio(self, grids: Iterable[Grid]) -> list[list[str]]:
        """Header, one row for each grid, all clients, the prospects (S3-55, S3-56)."""
        words, report = self.words, self.report
        return [
            [
                words.grid,
                words.attached,
                words.visited,
                words.share,
                words.year_before,
                words.revenue,
                words.revenue_before,
                words.change,
            ],
            *(self._grid(each) for each in grids),
            [
                words.total,
                *self._coverage(report.clients),
                self._money(report.revenue),
                self._money(report.revenue_before),
                self._signed(change(report.revenue, report.revenue_before)),
            ],
            [
                report.prospects.name,
                *self._coverage(report.prospects.coverage),
                "",
                "",
                "",
            ],
        ]

    def visits_share(self) -> str:
        """Which part of the visits went to clients, and which to prospects (S3-56)."""
        report = self.report
        if not report.visits.total:
            return ""
        return self.words.visits_share.format(
            clients=self._percent(share(report.client_visits, report.visits.total)),
            prospects=self._percent(share(report.prospect_visits, report.visits.total)),
        )

    def _months(self, name, months):
        return [name, *map(self._count, months), self.words.number(sum(months))]

    def _grid(self, grid):
        now = None if self.report.revenue is None else grid.revenue
        before = None if self.report.revenue_before is None else grid.revenue_before
        return [
            grid.name,
            *self._coverage(grid.coverage),
            self._money(now),
            self._money(before),
            self._signed(change(now, before)),
        ]

    def _coverage(self, coverage: Coverage):
        return [
            self._count(coverage.attached),
            self._count(coverage.visited),
            self._percent(share(coverage.visited, coverage.attached)),
            self._percent(share(coverage.visited_before, coverage.attached)),
        ]

    def _grown(self, label, now, before):
        return Figure(label, self.words.number(now), self._versus(now, before))

    def _covered(self, label, coverage):
        number = self.words.number
        detail = f"{number(coverage.visited)} / {number(coverage.attached)}"
        return Figure(
            label,
            self._percent(share(coverage.visited, coverage.attached)),
            detail if coverage.attached else "",
        )

    def _versus(self, now, before):
        grown = change(now, before)
        if grown is None:
            return ""
        return self.words.versus.format(change=self._signed(grown))

    def _count(self, value):
        return self.words.number(value) if value else NOTHING

    def _percent(self, value):
        return NOTHING if value is None else self.words.percent(value)

    def _money(self, value):
        return NOTHING if value is None else self.words.money(value)

    def _signed(self, value):
        if value is None:
            return NOTHING
        return ("+" if value > 0 else "") + self.words.percent(value)
