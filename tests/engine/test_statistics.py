"""The figures of a rep's year, and the page they are printed on."""

from dataclasses import replace
from io import BytesIO

import pytest
from field_crm.engine.statistics import (
    Names,
    PortfolioCount,
    QuoteCount,
    Series,
    VisitCount,
    VisitedCount,
    Words,
    build_report,
    change,
    draw_sheet,
    fold,
    fold_grids,
    share,
)
from field_crm.engine.statistics.chart import nice_scale
from field_crm.engine.statistics.table import fit
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth

NAMES = Names(
    grids={1: "Standard", 2: "Agricole", None: "Sans grille"},
    types={10: "Agraire", 11: "TP"},
    prospects="Prospects",
    others="Autres ({})".format,
)
WORDS = Words(
    title="Statistiques 2026",
    subject="Camille Moreau",
    company="Pneus du Bocage",
    printed_on="Imprimé le 21/11/2026",
    author="Camille Moreau",
    months=("janv.", "févr.", "mars", "avr.", "mai", "juin")
    + ("juil.", "août", "sept.", "oct.", "nov.", "déc."),
    visits="Visites",
    visits_title="Visites de clients par grille commerciale, et prospects",
    quotes="Devis remis",
    quotes_title="Devis remis par type",
    portfolio_title="Chiffre d'affaires et portefeuille visité",
    no_visits="Aucune visite en 2026 ni en 2025",
    no_quotes="Aucun devis remis en 2026 ni en 2025",
    total="Total",
    year_before="% en 2025",
    previous_year="2025",
    clients_visited="Clients visités",
    prospects_visited="Prospects visités",
    revenue="CA 2026",
    revenue_before="CA 2025",
    change="Évolution",
    versus="{change} par rapport à 2025",
    visits_share="Visites : {clients} de clients, {prospects} de prospects.",
    attached="Rattachés",
    visited="Visités",
    share="% visités",
    grid="Grille commerciale",
    note="Clients et prospects rattachés à ce jour.",
    others="Autres ({})".format,
    number="{:,.0f}".format,
    percent="{:.0%}".format,
    money="{:,.0f} €".format,
)


def build(year=2026, names=NAMES, visits=(), quotes=(), portfolio=(), visited=()):
    return build_report(year, 2026, names, visits, quotes, portfolio, visited)


@pytest.fixture
def report():
    return build(
        visits=[
            VisitCount(2026, 1, 1, False, 5),
            VisitCount(2026, 1, 2, False, 2),
            VisitCount(2026, 12, None, False, 1),
            # A client of today, visited when it was a prospect: the grid is ignored.
            VisitCount(2026, 3, 1, True, 4),
            VisitCount(2025, 3, 2, False, 7),
            VisitCount(2024, 3, 2, False, 100),
        ],
        quotes=[QuoteCount(2026, 2, 10, 3), QuoteCount(2025, 2, 11, 6)],
        portfolio=[
            PortfolioCount(1, False, 10, 1000.0, 800.0),
            PortfolioCount(None, False, 10, 500.0, 0.0),
            PortfolioCount(None, True, 8),
            PortfolioCount(1, True, 2),
        ],
        visited=[
            VisitedCount(2026, 1, False, 4),
            VisitedCount(2025, 1, False, 2),
            VisitedCount(2026, None, True, 5),
        ],
    )


def test_visits(report):
    """S3-53: by grid and month, prospects apart and always shown."""
    assert [(s.name, s.total) for s in report.visits.series] == [
        ("Standard", 5),
        ("Agricole", 2),
        ("Sans grille", 1),
        ("Prospects", 4),
    ]
    assert report.visits.months == (7, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1)
    assert report.visits.total == 12
    assert report.visits.before[2] == report.visits.total_before == 7
    assert (report.client_visits, report.prospect_visits) == (8, 4)


def test_quotes(report):
    """S3-54: by type and month."""
    assert [(s.name, s.months[1]) for s in report.quotes.series] == [("Agraire", 3)]
    assert report.quotes.total_before == 6


def test_revenue(report):
    """S3-55: the revenue of the year and of the one before, by grid and in all."""
    assert (report.revenue, report.revenue_before) == (1500.0, 800.0)
    assert [(g.name, g.revenue) for g in report.grids] == [
        ("Standard", 1000.0),
        ("Sans grille", 500.0),
    ]


@pytest.mark.parametrize(
    ("year", "now", "before"),
    [(2026, 10.0, 4.0), (2025, 4.0, None), (2024, None, None), (2027, None, 10.0)],
)
def test_revenue_of_other_years(year, now, before):
    """S3-55: what the ERP does not hand over is unknown, and never zero."""
    report = build(year, portfolio=[PortfolioCount(1, False, 1, 10.0, 4.0)])
    assert (report.revenue, report.revenue_before) == (now, before)
    assert report.grids[0].revenue == (now or 0.0)


def test_coverage(report):
    """S3-56: clients visited against prospects visited."""
    clients, prospects = report.clients, report.prospects.coverage
    assert share(clients.visited, clients.attached) == 4 / 20
    assert share(clients.visited_before, clients.attached) == 2 / 20
    assert share(prospects.visited, prospects.attached) == 5 / 10


def test_nothing():
    """An empty year has no division by nothing."""
    report = build()
    assert report.visits.total == report.quotes.total == 0
    assert [each.name for each in report.visits.series] == ["Prospects"]
    assert report.grids == ()
    assert share(0, 0) is None
    assert change(5, 0) is None
    assert change(None, 5) is None
    assert change(5, 4) == 0.25


counts = st.lists(st.integers(0, 10**9), min_size=12, max_size=12)


@given(st.lists(counts, max_size=30), st.integers(2, 12), st.booleans())
def test_fold_keeps_sums(rows, limit, has_prospects):
    """S3-57: whatever is summed up, the months' totals stay, prospects stay apart."""
    series = [Series(f"Grille {i}", tuple(row)) for i, row in enumerate(rows)]
    if has_prospects:
        series.append(Series("Prospects", (1,) * 12, is_prospect=True))
    folded = fold(series, limit, NAMES.others)
    assert len(folded) == min(len(series), limit)
    for month in range(12):
        assert sum(s.months[month] for s in folded) == sum(
            s.months[month] for s in series
        )
    assert has_prospects == any(each.is_prospect for each in folded)


def test_fold_of_twins():
    """Series that are equal in name and figures are still two."""
    twins = [Series("Standard", (1,) * 12)] * 5
    folded = fold(twins, 3, NAMES.others)
    assert [(s.name, s.total) for s in folded] == [
        ("Standard", 12),
        ("Standard", 12),
        ("Autres (3)", 36),
    ]


def test_fold_grids(report):
    grids = report.grids * 10
    folded = fold_grids(grids, 8, NAMES.others)
    assert len(folded) == 8
    assert folded[-1].name == "Autres (13)"
    assert sum(g.revenue for g in folded) == sum(g.revenue for g in grids)


@given(st.integers(0, 10**12))
def test_scale(top):
    """The axis reaches over the highest bar, in few round steps."""
    reach, step = nice_scale(top)
    assert reach >= top
    assert reach % step == 0
    assert 1 <= reach // step <= 6
    assert reach - top <= step


@given(st.text(max_size=200), st.floats(5, 200))
def test_fit(text, width):
    """A text never runs out of its column."""
    fitted = fit(text, "Helvetica", 7, width)
    assert stringWidth(fitted, "Helvetica", 7) <= max(
        width, stringWidth("…", "Helvetica", 7)
    )


def pages(pdf):
    return PdfReader(BytesIO(pdf)).pages


def assert_one_a4(pdf):
    """One page of that size, and every text on it."""
    (page,) = pages(pdf)
    box = page.mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(A4, abs=0.1)
    places = []
    page.extract_text(
        visitor_text=lambda text, cm, tm, _font, _size: places.append(
            (text, tm[4] + cm[4], tm[5] + cm[5])
        )
    )
    for text, x, y in places:
        if text.strip():
            assert 20 <= x <= A4[0] - 20, text
            assert 20 <= y <= A4[1] - 20, text
    return page


def text_of(page):
    return " ".join(page.extract_text().split())


def test_sheet(report):
    """S3-57: one page A4, as vectors, with the figures of the screen."""
    page = assert_one_a4(draw_sheet(report, WORDS))
    assert not page.images
    text = text_of(page)
    for expected in (
        "Statistiques 2026",
        "Camille Moreau",
        "Standard",
        "1,500 €",
        "Prospects",
        "67% de clients, 33% de prospects",
        "20%",
        "Agraire",
    ):
        assert expected in text


def extreme_report(grid_count, factor):
    name = "Grille commerciale négociée des collectivités et grands comptes n° "
    names = replace_names(grid_count, name * 4)
    return build(
        names=names,
        visits=[
            VisitCount(year, month, grid, False, grid * factor)
            for year in (2025, 2026)
            for month in range(1, 13)
            for grid in names.grids
        ],
        quotes=[
            QuoteCount(2026, month, type_, type_ * factor)
            for month in range(1, 13)
            for type_ in names.types
        ],
        portfolio=[
            PortfolioCount(grid, False, factor, factor * 1e6, factor * 1e5)
            for grid in names.grids
        ],
        visited=[VisitedCount(2026, grid, False, factor) for grid in names.grids],
    )


def replace_names(count, name):
    return NAMES._replace(
        grids={index: f"{name}{index}" for index in range(1, count + 1)},
        types={index: f"{name}{index}" for index in range(1, count + 1)},
    )


@pytest.mark.parametrize("grid_count", [1, 8, 9, 40, 200])
@pytest.mark.parametrize("factor", [1, 10**3, 10**9])
def test_extreme_sheet(grid_count, factor):
    """S3-57: forty grids with long names and huge figures still are one page."""
    words = replace(WORDS, subject="Élisabeth-Anne " * 20, company="Société " * 40)
    assert_one_a4(draw_sheet(extreme_report(grid_count, factor), words))


def test_empty_sheet():
    """S3-57: a year without any visit prints, and says so."""
    text = text_of(assert_one_a4(draw_sheet(build(), WORDS)))
    assert "Aucune visite en 2026 ni en 2025" in text
    assert "Aucun devis remis" in text


@settings(max_examples=15, deadline=None)
@given(st.lists(counts, max_size=12), st.text(max_size=80))
def test_any_sheet(rows, name):
    """S3-57: no figures and no name break the page."""
    names = NAMES._replace(grids=dict.fromkeys(range(len(rows)), name))
    visits = [
        VisitCount(2026, month, grid, False, count)
        for grid, row in enumerate(rows)
        for month, count in enumerate(row, start=1)
    ]
    words = replace(WORDS, subject=name)
    assert_one_a4(draw_sheet(build(names=names, visits=visits), words))
