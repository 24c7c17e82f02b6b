"""When a client wants to be seen again: the presets of « Date de revoir »."""

from datetime import date

from dateutil.relativedelta import relativedelta

PRESETS = {
    "1w": relativedelta(weeks=1),
    "2w": relativedelta(weeks=2),
    "1m": relativedelta(months=1),
    "3m": relativedelta(months=3),
    "6m": relativedelta(months=6),
    "1y": relativedelta(years=1),
}
"""Interval by code (S3-33); « own date » is the absence of a preset."""


def revisit_day(start: date, preset: str) -> date:
    """Day of the next visit.

    Months keep the day of the month where the calendar has it: from 31 January, one
    month later is the last day of February.

    Parameters
    ----------
    start
        Day that the interval begins on.
    preset
        A code of :data:`PRESETS`.
    """
    return start + PRESETS[preset]
