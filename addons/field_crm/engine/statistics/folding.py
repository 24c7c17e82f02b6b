"""What does not fit a page or a chart is summed."""

from collections.abc import Callable, Iterable

from .report import MONTHS, Coverage, Grid, Series


def fold(
    series: Iterable[Series], limit: int, others: Callable[[int], str]
) -> tuple[Series, ...]:
    """At most ``limit`` series: the greatest keep their order, the rest is summed.

    The prospects' series is never summed with others.
    """
    series = tuple(series)
    if len(series) <= limit:
        return series
    kept = [each for each in series if each.is_prospect]
    grids = [each for each in series if not each.is_prospect]
    room = max(limit - len(kept) - 1, 0)
    greatest, rest = _split(grids, room, lambda each: each.total)
    return (
        *greatest,
        Series(
            others(len(rest)),
            tuple(sum(each.months[index] for each in rest) for index in range(MONTHS)),
        ),
        *kept,
    )


def fold_grids(
    grids: Iterable[Grid], limit: int, others: Callable[[int], str]
) -> tuple[Grid, ...]:
    """At most ``limit`` grids: those with the most clients, the rest summed."""
    grids = tuple(grids)
    if len(grids) <= limit:
        return grids
    greatest, rest = _split(grids, limit - 1, lambda each: each.coverage.attached)
    return (
        *greatest,
        Grid(
            others(len(rest)),
            sum((each.coverage for each in rest), Coverage()),
            sum(each.revenue for each in rest),
            sum(each.revenue_before for each in rest),
        ),
    )


def _split(items, room, size):
    """The ``room`` greatest items and the others, each in the order given."""
    ranks = sorted(range(len(items)), key=lambda index: -size(items[index]))
    greatest = set(ranks[:room])
    return (
        [item for index, item in enumerate(items) if index in greatest],
        [item for index, item in enumerate(items) if index not in greatest],
    )
