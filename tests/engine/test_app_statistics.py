"""The app's statistics are those of the office."""

import random

from field_crm.engine.statistics import (
    Names,
    PortfolioCount,
    QuoteCount,
    VisitCount,
    VisitedCount,
    build_report,
)
from field_crm.engine.statistics.folding import fold

YEAR = 2026
GRIDS = {1: "Agri", 2: "TP", 3: "Unused", None: "Without grid"}
TYPES = {10: "Agraire", 11: "GC"}


def test_statistics_give_the_same_figures(app):
    """S3-53 … S3-56: the report of the phone is that of the office."""
    rng = random.Random(53)
    visits = [
        VisitCount(year, month, rng.choice([1, 2, None]), rng.random() < 0.3, count)
        for year in (2024, 2025, 2026)
        for month in range(1, 13)
        for count in (1, 3)
    ]
    quotes = [QuoteCount(rng.choice([2025, 2026]), 5, 10, 2) for _ in range(9)]
    portfolio = [
        PortfolioCount(1, False, 4, 1000.5, 900.0),
        PortfolioCount(None, False, 2, 10.0, 0.0),
        PortfolioCount(None, True, 7),
    ]
    visited = [
        VisitedCount(2026, 1, False, 3),
        VisitedCount(2025, 1, False, 2),
        VisitedCount(2026, None, True, 5),
    ]
    names = Names(GRIDS, TYPES, "Prospects", "others ({})".format)
    report = build_report(YEAR, YEAR, names, visits, quotes, portfolio, visited)
    [found] = app.call_all(
        {"statistics/report": ["buildReport", "fold"]},
        """(year, grids, types, counts) => {
            const names = {
                grids: new Map(grids),
                types: new Map(types),
                prospects: "Prospects",
            };
            const report = buildReport(year, names, counts);
            const others = (count) => `others (${count})`;
            return {...report, folded: fold(report.visits.series, 3, others)};
        }""",
        [
            [
                YEAR,
                list(GRIDS.items()),
                list(TYPES.items()),
                {
                    "visits": [as_dict(each) for each in visits],
                    "quotes": [as_dict(each) for each in quotes],
                    "portfolio": [as_dict(each) for each in portfolio],
                    "visited": [as_dict(each) for each in visited],
                },
            ]
        ],
    )
    assert series_of(found["visits"]["series"]) == plain(report.visits.series)
    assert series_of(found["quotes"]["series"]) == plain(report.quotes.series)
    assert series_of(found["folded"]) == plain(
        fold(report.visits.series, 3, names.others)
    )
    assert found["visits"]["before"] == list(report.visits.before)
    assert found["visits"]["months"] == list(report.visits.months)
    assert found["revenue"] == report.revenue
    assert found["revenueBefore"] == report.revenue_before
    assert found["clientVisits"] == report.client_visits
    assert found["prospectVisits"] == report.prospect_visits
    clients = report.clients
    assert found["clients"] == {
        "attached": clients.attached,
        "visited": clients.visited,
        "visitedBefore": clients.visited_before,
    }
    assert [grid["name"] for grid in found["grids"]] == [
        grid.name for grid in report.grids
    ]
    assert found["prospects"]["visited"] == report.prospects.coverage.visited


CAMEL = {"is_prospect": "isProspect", "revenue_before": "revenueBefore"}


def as_dict(count):
    return {CAMEL.get(name, name): each for name, each in count._asdict().items()}


def series_of(found):
    return [(each["name"], each["months"], each["isProspect"]) for each in found]


def plain(series):
    return [(each.name, list(each.months), each.is_prospect) for each in series]


def test_quotes_come_from_the_answers(app):
    """S3-54: each type ticked is one quote; the box alone is one without type."""
    found = app.call_all(
        {"statistics/counting": ["QuoteTypes"]},
        """(answers) => new QuoteTypes([
            {id: 1, parentId: null, countsAsQuote: true},
            {id: 2, parentId: 1, countsAsQuote: false},
            {id: 3, parentId: 1, countsAsQuote: false},
            {id: 4, parentId: null, countsAsQuote: false},
        ]).quotesOf(answers)""",
        [[[1, 2, 3]], [[1]], [[4]], [[]]],
    )
    assert found == [[2, 3], [1], [], []]
