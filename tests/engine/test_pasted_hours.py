"""Hours of a week, pasted from a web page."""

from contextlib import suppress

import pytest
from field_crm.engine.opening_hours import UnreadableHours, parse_week
from hypothesis import given
from hypothesis import strategies as st

NAMES = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
DAY_LONG = [(480, 720), (840, 1110)]

# As Google Maps gives it in French: icons, thin spaces, long dashes, today first.
GOOGLE = """\
Fermé ⋅ Ouvre à 08:00 lun.
\ue5cf
vendredi
08:00–12:00
14:00–18:30
samedi\t08:00\u202f–\u202f12:00
dimanche
Fermé
lundi
(Armistice)
08:00–12:00, 14:00–18:30
Les horaires peuvent être modifiés
mardi 08:00–12:00 14:00–18:30
mercredi\t08:00–12:00, 14:00–18:30
jeudi Ouvert 24h/24
Suggérer de nouveaux horaires
"""


def test_a_week_of_google_maps():
    """S4-03: copied as it stands on the screen."""
    week = parse_week(GOOGLE)
    assert week.days == {
        0: DAY_LONG,
        1: DAY_LONG,
        2: DAY_LONG,
        3: [(0, 1440)],
        4: DAY_LONG,
        5: [(480, 720)],
    }
    assert "Suggérer de nouveaux horaires" in week.ignored
    assert "Les horaires peuvent être modifiés" in week.ignored


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Du lundi au vendredi : de 8h à 12h et de 14h à 18h30\n"
            "Samedi et dimanche : fermé",
            dict.fromkeys(range(5), DAY_LONG),
        ),
        (
            "Lun-Jeu 8h-12h / 14h-18h30 ; Ven. 8h-12h",
            {**dict.fromkeys(range(4), DAY_LONG), 4: [(480, 720)]},
        ),
        ("Lun., mer. & ven. : 9h-17h", dict.fromkeys((0, 2, 4), [(540, 1020)])),
        ("Samedi au lundi 9h-17h", dict.fromkeys((0, 5, 6), [(540, 1020)])),
        ("Ouvert tous les jours de 9h à 17h", dict.fromkeys(range(7), [(540, 1020)])),
        ("7j/7 24h/24", dict.fromkeys(range(7), [(0, 1440)])),
        ("24h/24, 7j/7", dict.fromkeys(range(7), [(0, 1440)])),
        ("Week-end : 22h-6h", dict.fromkeys((5, 6), [(1320, 360)])),
        ("Lundi 8h-12h\nLundi 14h-18h30", {0: DAY_LONG}),
        ("LUNDI (sans interruption) : 9H-17H", {0: [(540, 1020)]}),
        ("Monday: 8:00-12:00, 14:00-18:30", {0: DAY_LONG}),
    ],
)
def test_ways_of_writing(text, days):
    assert parse_week(text).days == days


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", ""),
        ("Bonjour", "Bonjour"),
        ("8h-12h", "8h-12h"),
        ("Lundi sur rendez-vous", "Lundi sur rendez-vous"),
        ("Lundi 8h-25h", "8h-25h"),
        ("Lundi 8:00 AM - 6:00 PM", "8:00 AM"),
        ("Lundi fermé\nLundi 8h-12h", "Lundi 8h-12h"),
        ("Lundi 8h-12h fermé", "fermé"),
        ("Lun-mar-jeu 8h-12h", "Lun-mar-jeu"),
        ("Fermé le lundi", "Fermé"),
        ("Tous les jours sauf dimanche 9h-18h", "Tous les jours sauf"),
    ],
)
def test_what_cannot_be_read_is_named(text, part):
    """S4-03: never guessed, never left out."""
    with pytest.raises(UnreadableHours) as caught:
        parse_week(text)
    assert part in caught.value.text


@st.composite
def weeks(draw):
    """``{weekday: hours}``, in order and apart, in steps of five minutes."""
    week = {}
    for weekday in draw(st.sets(st.integers(0, 6), min_size=1)):
        marks = draw(st.sets(st.integers(0, 287), min_size=2, max_size=6))
        marks = sorted(mark * 5 for mark in marks)
        week[weekday] = list(zip(marks[::2], marks[1::2], strict=False))
    return week


STYLES = [
    (lambda m: f"{m // 60:02}:{m % 60:02}", "–", ", ", "\t"),
    (lambda m: f"{m // 60:02}:{m % 60:02}", " – ", "\n", "\n"),
    (lambda m: f"{m // 60}h{m % 60:02}", " à ", " et ", " : de "),
    (lambda m: f"{m // 60}h{m % 60:02}", "-", " ", " "),
]


@given(weeks(), st.sampled_from(STYLES), st.integers(0, 6))
def test_any_week_is_read_back(week, style, first):
    """S4-03: each style, whatever day the page begins with."""
    clock, to, between, after = style
    lines = []
    for weekday in ((first + step) % 7 for step in range(7)):
        hours = [
            f"{clock(start)}{to}{clock(end)}" for start, end in week.get(weekday, [])
        ]
        text = between.join(hours)
        lines.append(
            f"{NAMES[weekday]}{after}{text}" if text else f"{NAMES[weekday]} Fermé"
        )
    assert parse_week("\n".join(lines)).days == week


@given(st.text())
def test_nothing_breaks_it(text):
    with suppress(UnreadableHours):
        parse_week(text)
