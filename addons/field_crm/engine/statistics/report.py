"""From counts to the figures of a year."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

MONTHS = 12


class VisitCount(NamedTuple):
    """Visits of one month: to clients of a grid, or to prospects."""

    year: int
    month: int
    grid: int | None
    is_prospect: bool
    count: int


class QuoteCount(NamedTuple):
    """Quotes of one type handed over in a month."""

    year: int
    month: int
    type: int
    count: int


class PortfolioCount(NamedTuple):
    """Clients of a grid, or prospects, attached to the rep; revenue in currency."""

    grid: int | None
    is_prospect: bool
    count: int
    revenue: float = 0.0
    revenue_before: float = 0.0


class VisitedCount(NamedTuple):
    """How many of them were visited in a year, each counted once."""

    year: int
    grid: int | None
    is_prospect: bool
    count: int


class Names(NamedTuple):
    """What the series are called, in the order in which they are shown.

    ``grids`` holds ``None`` for the clients without a grid; ``others`` words how many
    series a sum stands for.
    """

    grids: Mapping[int | None, str]
    types: Mapping[int, str]
    prospects: str
    others: Callable[[int], str]


@dataclass(frozen=True)
class Series:
    """Twelve counts under a name; ``is_prospect`` marks the prospects' series."""

    name: str
    months: tuple[int, ...]
    is_prospect: bool = False

    @property
    def total(self) -> int:
        return sum(self.months)


@dataclass(frozen=True)
class Monthly:
    """Series of a year that add up, and the sums of the year before."""

    series: tuple[Series, ...]
    before: tuple[int, ...]

    @property
    def months(self) -> tuple[int, ...]:
        return tuple(
            sum(each.months[index] for each in self.series) for index in range(MONTHS)
        )

    @property
    def total(self) -> int:
        return sum(self.months)

    @property
    def total_before(self) -> int:
        return sum(self.before)


@dataclass(frozen=True)
class Coverage:
    """How many of those attached were visited, this year and the year before."""

    attached: int = 0
    visited: int = 0
    visited_before: int = 0

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(
            self.attached + other.attached,
            self.visited + other.visited,
            self.visited_before + other.visited_before,
        )


@dataclass(frozen=True)
class Grid:
    """The clients of one grid, or the prospects."""

    name: str
    coverage: Coverage
    revenue: float = 0.0
    revenue_before: float = 0.0
    is_prospect: bool = False


@dataclass(frozen=True)
class Report:
    """All figures of the page.

    ``revenue`` and ``revenue_before`` are ``None`` when the year's is not known: the
    ERP hands over the current year and the one before only.
    """

    year: int
    visits: Monthly
    quotes: Monthly
    grids: tuple[Grid, ...]
    prospects: Grid
    revenue: float | None
    revenue_before: float | None

    @property
    def clients(self) -> Coverage:
        return sum((grid.coverage for grid in self.grids), Coverage())

    @property
    def prospect_visits(self) -> int:
        return sum(each.total for each in self.visits.series if each.is_prospect)

    @property
    def client_visits(self) -> int:
        return self.visits.total - self.prospect_visits


def build_report(
    year: int,
    current_year: int,
    names: Names,
    visits: Iterable[VisitCount],
    quotes: Iterable[QuoteCount],
    portfolio: Iterable[PortfolioCount],
    visited: Iterable[VisitedCount],
) -> Report:
    """Figures of ``year`` and of the year before.

    Grids and types without any count are left out, prospects never are. Counts of
    other years are ignored. Revenue is that of ``current_year`` and the one before.
    """
    visits, quotes = list(visits), list(quotes)
    portfolio, visited = list(portfolio), list(visited)
    visit_series = [
        _series(name, (v for v in visits if v.grid == grid and not v.is_prospect), year)
        for grid, name in names.grids.items()
    ]
    prospects = _series(names.prospects, (v for v in visits if v.is_prospect), year)
    quote_series = [
        _series(name, (q for q in quotes if q.type == type_), year)
        for type_, name in names.types.items()
    ]
    grids = [
        _grid(name, portfolio, visited, year, grid=grid)
        for grid, name in names.grids.items()
    ]
    known = {current_year: 0.0, current_year - 1: 0.0}
    for count in portfolio:
        known[current_year] += count.revenue
        known[current_year - 1] += count.revenue_before
    return Report(
        year=year,
        visits=Monthly(
            (
                *(each for each in visit_series if each.total),
                Series(prospects.name, prospects.months, is_prospect=True),
            ),
            _months(visits, year - 1),
        ),
        quotes=Monthly(
            tuple(each for each in quote_series if each.total),
            _months(quotes, year - 1),
        ),
        grids=tuple(_of_year(each, year, current_year) for each in grids if _any(each)),
        prospects=_of_year(
            _grid(names.prospects, portfolio, visited, year, is_prospect=True),
            year,
            current_year,
        ),
        revenue=known.get(year),
        revenue_before=known.get(year - 1),
    )


def share(part: float, whole: float) -> float | None:
    """Part of the whole between 0 and 1; ``None`` of nothing."""
    return part / whole if whole else None


def change(now: float | None, before: float | None) -> float | None:
    """Growth since the year before, 0.1 for ten percent; ``None`` when unknown."""
    if now is None or not before:
        return None
    return (now - before) / abs(before)


def _months(counts, year):
    months = [0] * MONTHS
    for count in counts:
        if count.year == year:
            months[count.month - 1] += count.count
    return tuple(months)


def _series(name, counts, year):
    return Series(name, _months(counts, year))


def _grid(name, portfolio, visited, year, grid=None, is_prospect=False):
    def is_here(count):
        if count.is_prospect or is_prospect:
            return count.is_prospect and is_prospect
        return count.grid == grid

    attached = [count for count in portfolio if is_here(count)]
    seen = [count for count in visited if is_here(count)]
    return Grid(
        name,
        Coverage(
            sum(count.count for count in attached),
            sum(count.count for count in seen if count.year == year),
            sum(count.count for count in seen if count.year == year - 1),
        ),
        sum(count.revenue for count in attached),
        sum(count.revenue_before for count in attached),
        is_prospect,
    )


def _any(grid):
    return grid.coverage.attached or grid.revenue or grid.revenue_before


def _of_year(grid, year, current_year):
    """The grid with the revenue of ``year``: that of the current one is at hand."""
    known = {current_year: grid.revenue, current_year - 1: grid.revenue_before}
    return Grid(
        grid.name,
        grid.coverage,
        known.get(year, 0.0),
        known.get(year - 1, 0.0),
        grid.is_prospect,
    )
