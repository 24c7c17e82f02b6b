"""Days, distances and answers of a visit: the same on the phone and at the office."""

import random
from datetime import date, timedelta

import pytest
from field_crm.engine import revisit
from field_crm.engine.geofence import Circle, Point, read_polygon
from field_crm.engine.question_tree import Kind, Node, QuestionTree, summarise


def test_presets_are_the_same(app):
    """S3-33 on every day of four years, a leap year among them."""
    days = [date(2023, 1, 1) + timedelta(days=count) for count in range(1461)]
    calls = [[day.isoformat(), preset] for day in days for preset in revisit.PRESETS]
    found = app.call_all({"calendar/revisit": ["revisitDay"]}, "revisitDay", calls)
    assert found == [
        revisit.revisit_day(date.fromisoformat(day), preset).isoformat()
        for day, preset in calls
    ]
    [offered] = app.call_all({"calendar/revisit": ["PRESETS"]}, "() => PRESETS", [[]])
    assert offered == list(revisit.PRESETS)


def test_the_day_of_a_visit_is_bounded(app):
    """S3-21: today, earlier within the bound, never in the future."""
    found = app.call_all(
        {"calendar/visit_day": ["visitDayProblem"]},
        "(day) => visitDayProblem(day, '2026-03-01', 30)",
        [["2026-03-01"], ["2026-01-30"], ["2026-01-29"], ["2026-03-02"], [""]]
        + [["2026-02-30"]],
    )
    assert found == [None, None, "too_old", "future", "missing", "missing"]


def test_months_are_whole_weeks(app):
    """S3-59: the calendar of a month shows each of its days once, from Monday on."""
    days = [
        [f"{year}-{month:02}-15"] for year in (2024, 2026) for month in range(1, 13)
    ]
    found = app.call_all({"calendar/month": ["monthWeeks"]}, "monthWeeks", days)
    for [day], weeks in zip(days, found, strict=True):
        flat = [cell for week in weeks for cell in week]
        assert all(len(week) == 7 for week in weeks)
        assert date.fromisoformat(flat[0]["day"]).weekday() == 0
        inside = [cell["day"] for cell in flat if cell["isInside"]]
        first = date.fromisoformat(day).replace(day=1)
        after = (first + timedelta(days=32)).replace(day=1)
        wanted = [first + timedelta(days=n) for n in range((after - first).days)]
        assert inside == [each.isoformat() for each in wanted]


FIELD = {
    "type": "Polygon",
    "coordinates": [
        [[-1.5, 48.1], [-1.49, 48.1], [-1.49, 48.11], [-1.495, 48.102], [-1.5, 48.1]]
    ],
}


def test_distances_to_a_ground_are_the_same(app):
    """S2-34, AMB-12: to the edge of circle or polygon, 0 inside."""
    rng = random.Random(34)
    places = [
        Point(48.1 + rng.uniform(-0.1, 0.1), -1.5 + rng.uniform(-0.1, 0.1))
        for _ in range(200)
    ]
    places += [Point(48.1015, -1.494), Point(48.1, -1.5), Point(48.10001, -1.4951)]
    centre = Point(48.1, -1.5)
    calls = [
        [place._asdict(), {"centre": centre._asdict(), "radius": 20, "polygon": shape}]
        for place in places
        for shape in (None, FIELD)
    ]
    found = app.call_all({"geo/ground": ["groundDistance"]}, "groundDistance", calls)
    polygon, circle = read_polygon(FIELD), Circle(centre, 20)
    wanted = [shape.distance(place) for place in places for shape in (circle, polygon)]
    assert found == pytest.approx(wanted, rel=1e-3, abs=0.01)
    assert 0 in found


QUESTIONS = [
    (1, None, "title", "Type de contact"),
    (2, 1, "radio", "Visite"),
    (3, 1, "radio", "Mail"),
    (4, None, "checkbox", "Remise de proposition"),
    (5, 4, "checkbox", "TP"),
    (6, 4, "title", "Autres"),
    (7, 6, "checkbox", "Lubrifiant"),
]


def test_answers_read_the_same(app):
    """S3-22 … S3-26: a visit reads on the phone as it will at the office."""
    tree = QuestionTree(
        Node(number, parent, Kind(kind), name)
        for number, parent, kind, name in QUESTIONS
    )
    columns = ("id", "parent_id", "kind", "name")
    questions = [dict(zip(columns, one, strict=True)) for one in QUESTIONS]
    rng = random.Random(22)
    chosen = [rng.sample(range(1, 9), rng.randrange(8)) for _ in range(100)]
    found = app.call_all(
        {"visit/summary": ["summarise"]},
        "(all, some) => summarise(all, some, (title, text) => `${title}: ${text}`)",
        [[questions, answers] for answers in chosen],
    )
    assert found == [summarise(tree, answers) for answers in chosen]
