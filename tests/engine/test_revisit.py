"""The presets of the date to visit again."""

from datetime import date

import pytest
from field_crm.engine.revisit import PRESETS, revisit_day
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("start", "preset", "expected"),
    [
        (date(2026, 3, 31), "1w", date(2026, 4, 7)),
        (date(2026, 3, 31), "2w", date(2026, 4, 14)),
        (date(2026, 3, 31), "1m", date(2026, 4, 30)),
        (date(2027, 11, 30), "3m", date(2028, 2, 29)),
        (date(2026, 8, 31), "6m", date(2027, 2, 28)),
        (date(2028, 2, 29), "1y", date(2029, 2, 28)),
    ],
)
def test_preset(start, preset, expected):
    """S3-33: months keep the day of the month where the calendar has it."""
    assert revisit_day(start, preset) == expected


@given(st.dates(max_value=date(9990, 1, 1)))
def test_presets_grow(start):
    """S3-33: each preset is later than the one before it, and than today."""
    days = [start] + [revisit_day(start, preset) for preset in PRESETS]
    assert days == sorted(set(days))
