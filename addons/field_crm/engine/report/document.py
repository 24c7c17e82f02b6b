"""What a report is made of, whatever file it becomes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any


class Kind(str, Enum):
    """Type of a column, which decides its format and side."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    DATETIME = "datetime"
    BOOLEAN = "boolean"

    @property
    def is_number(self) -> bool:
        return self in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY)


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes
    ----------
    label
        Its header.
    kind
        Type of its values.
    has_total
        Whether its values add up.
    width
        In characters.
    """

    label: str
    kind: Kind = Kind.TEXT
    has_total: bool = False
    width: int = 16


@dataclass(frozen=True)
class Group:
    """A heading that the rows after it stand under, until the next group.

    Attributes
    ----------
    path
        One label for each level, the outermost first.
    count
        Number of rows under it.
    totals
        One value for each column, ``None`` where nothing adds up.
    """

    path: tuple[str, ...]
    count: int
    totals: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Series:
    """One line or set of bars: a value for each category of the chart."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Chart:
    """A chart; ``mode`` is ``bar``, ``line`` or ``pie``."""

    mode: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    measure: str = ""
    is_stacked: bool = False


@dataclass(frozen=True)
class Report:
    """A table, with a chart perhaps.

    Attributes
    ----------
    title, company
        What the head says.
    filters
        The filters in words, one each.
    made_on
        Moment of making it, on the reader's clock.
    columns
        The columns of every row.
    group_labels
        Names of the levels of the groups; empty when there are none.
    lines
        Groups and rows, a row being a sequence of values. Read once.
    totals
        One value for each column, or nothing.
    notice
        What the reader must know, such as that rows were left out.
    """

    title: str
    columns: Sequence[Column]
    lines: Iterable[Group | Sequence[Any]]
    made_on: datetime
    company: str = ""
    filters: Sequence[str] = ()
    group_labels: Sequence[str] = ()
    totals: Sequence[Any] = ()
    chart: Chart | None = None
    notice: str = ""
