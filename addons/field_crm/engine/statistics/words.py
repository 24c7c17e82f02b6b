"""What the page says."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Everything the page says, in the reader's language.

    ``months`` are the twelve short names; ``number``, ``percent`` and ``money`` write a
    figure; ``others`` words how many series a sum stands for; ``visits_share`` has the
    places ``{clients}`` and ``{prospects}``, ``versus`` has ``{change}``.
    """

    title: str
    subject: str
    company: str
    printed_on: str
    author: str
    months: tuple[str, ...]
    visits: str
    visits_title: str
    quotes: str
    quotes_title: str
    portfolio_title: str
    no_visits: str
    no_quotes: str
    total: str
    year_before: str
    previous_year: str
    clients_visited: str
    prospects_visited: str
    revenue: str
    revenue_before: str
    change: str
    versus: str
    visits_share: str
    attached: str
    visited: str
    share: str
    grid: str
    note: str
    others: Callable[[int], str]
    number: Callable[[float], str]
    percent: Callable[[float], str]
    money: Callable[[float], str]
