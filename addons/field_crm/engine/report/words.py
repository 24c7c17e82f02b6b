"""The words that a document says itself, in the reader's language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Sentences with ``%s`` where a value goes.

    Attributes
    ----------
    page
        ``Page %(page)s of %(count)s``, by name: languages differ in their order.
    made_on
        ``Made on %s``, the moment as text.
    filters
        ``Filters: %s``, the filters in words.
    total, yes, no, nothing
        Single words, and what stands where there are no rows.
    decimal, thousands
        Separators of a number.
    date, moment
        Formats of ``strftime``.
    """

    page: str = "Page %(page)s of %(count)s"
    made_on: str = "Made on %s"
    filters: str = "Filters: %s"
    total: str = "Total"
    yes: str = "Yes"
    no: str = "No"
    nothing: str = "Nothing matches."
    decimal: str = "."
    thousands: str = ","
    date: str = "%Y-%m-%d"
    moment: str = "%Y-%m-%d %H:%M"
