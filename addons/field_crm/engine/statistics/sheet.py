"""The printed page: exactly one sheet A4, drawn as vectors (S3-57)."""

from io import BytesIO
from typing import NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .chart import draw_chart
from .folding import fold, fold_grids
from .palette import BEFORE, CARD, INK, MUTED, PROSPECTS, RULE, series_colors
from .report import Report
from .rows import Rows
from .table import ROW, draw_table, fit
from .words import Words

MARGIN = 30
WIDTH = A4[0] - 2 * MARGIN
MAX_SERIES = 9
MAX_TYPES = 7
MAX_GRIDS = 8
_SECTION = 17
_GAP = 9
_NAME, _MONTH = 112, 33
_EMPTY = 40


class Fonts(NamedTuple):
    """Files of a TrueType font, so that names of any language are printed."""

    regular: str
    bold: str


def draw_sheet(report: Report, words: Words, fonts: Fonts | None = None) -> bytes:
    """The report as a PDF of one page A4.

    However many grids and types there are, and however long their names: what does not
    fit is summed or shortened, never carried over to a second page.
    """
    regular, bold = _register(fonts)
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, pageCompression=1)
    canvas.setTitle(f"{words.title} – {words.subject}")
    canvas.setAuthor(words.author)
    page = _Page(canvas, report, words, regular, bold)
    page.draw()
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _register(fonts):
    if fonts is None:
        return "Helvetica", "Helvetica-Bold"
    names = ("FieldStatistics", "FieldStatistics-Bold")
    for name, path in zip(names, fonts, strict=True):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, path))
    return names


class _Page:
    """Draws from top to bottom; ``top`` is where the next part begins."""

    def __init__(self, canvas, report, words, regular, bold):
        self.canvas = canvas
        self.report = report
        self.words = words
        self.rows = Rows(report, words)
        self.regular = regular
        self.bold = bold
        self.top = A4[1] - MARGIN
        self.visits = fold(report.visits.series, MAX_SERIES, words.others)
        self.quotes = fold(report.quotes.series, MAX_TYPES, words.others)
        self.grids = fold_grids(report.grids, MAX_GRIDS, words.others)

    def draw(self):
        self._header()
        self._figures()
        visits_height, quotes_height = self._chart_heights()
        self._monthly(
            self.words.visits_title,
            self.visits,
            self.report.visits,
            visits_height,
            self.words.no_visits,
        )
        self._monthly(
            self.words.quotes_title,
            self.quotes,
            self.report.quotes,
            quotes_height,
            self.words.no_quotes,
        )
        self._portfolio()
        self._footer()

    def _chart_heights(self):
        """Heights of both charts: what the tables leave; more rows, smaller charts."""
        rows = len(self.visits) + 3 + len(self.quotes) + 3 + len(self.grids) + 3
        fixed = rows * ROW + 3 * _SECTION + 4 * _GAP + 30
        room = min(self.top - MARGIN - fixed, 430)
        visits, quotes = (
            weight if monthly.total or monthly.total_before else 0
            for weight, monthly in (
                (0.6, self.report.visits),
                (0.4, self.report.quotes),
            )
        )
        if not visits or not quotes:
            room = min(room - _EMPTY, 280)
        return (room * visits or _EMPTY, room * quotes or _EMPTY)

    # ------------------------------------------------------------------
    # Parts
    # ------------------------------------------------------------------

    def _header(self):
        words = self.words
        left, right = WIDTH * 0.62, WIDTH * 0.36
        self._text(words.title, 17, self.bold, 16, left)
        self._text(words.subject, 11, self.regular, 31, left)
        self._text(words.company, 9, self.regular, 12, right, True, MUTED)
        self._text(words.printed_on, 8, self.regular, 24, right, True, MUTED)
        self.top -= 40
        self.canvas.setStrokeColor(RULE)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(MARGIN, self.top, MARGIN + WIDTH, self.top)
        self.top -= 8

    def _figures(self):
        """The key figures, side by side."""
        figures = self.rows.figures()
        gap = 6
        width = (WIDTH - gap * (len(figures) - 1)) / len(figures)
        for index, (label, value, detail) in enumerate(figures):
            x = MARGIN + index * (width + gap)
            self.canvas.setFillColor(CARD)
            self.canvas.roundRect(x, self.top - 46, width, 46, 4, stroke=0, fill=1)
            for text, size, font, dy, color in (
                (label, 7, self.regular, 12, MUTED),
                (value, 14, self.bold, 28, INK),
                (detail, 7, self.regular, 40, MUTED),
            ):
                self._centred(text, x, width, size, font, dy, color)
        self.top -= 46 + _GAP

    def _monthly(self, title, series, monthly, height, empty):
        """A stacked chart, and the same figures as a table that is its legend."""
        words = self.words
        self._section(title)
        fills = series_colors(series)
        if monthly.total or monthly.total_before:
            draw_chart(
                self.canvas,
                (MARGIN + _NAME, self.top - height, 12 * _MONTH, height),
                [each.months for each in series],
                fills,
                monthly.before,
                self.regular,
                words.number,
            )
        else:
            self._centred(empty, MARGIN, WIDTH, 9, self.regular, height / 2, MUTED)
        self.top -= height
        rows = self.rows.monthly(monthly, series)
        self._table(
            rows,
            [_NAME, *[_MONTH] * 12, WIDTH - _NAME - 12 * _MONTH],
            [None, *fills, None, BEFORE],
            bold=-2,
            centred=True,
        )
        self.top -= _GAP

    def _portfolio(self):
        """Revenue, and clients visited against prospects (S3-55, S3-56)."""
        self._section(self.words.portfolio_title)
        rows = self.rows.portfolio(self.grids)
        fills = [None] * (len(rows) - 1) + [PROSPECTS]
        self._table(rows, [150, 48, 48, 48, 56, 70, 70, 45], fills, bold=-2)
        self._text(self.rows.visits_share(), 8, self.bold, dy=11)
        self.top -= 14

    def _footer(self):
        text = fit(self.words.note, self.regular, 6.5, WIDTH)
        self.canvas.setFont(self.regular, 6.5)
        self.canvas.setFillColor(MUTED)
        self.canvas.drawString(MARGIN, MARGIN - 8, text)

    # ------------------------------------------------------------------
    # Pen
    # ------------------------------------------------------------------

    def _section(self, title):
        self._text(title, 10.5, self.bold, dy=11)
        self.top -= _SECTION

    def _table(self, rows, widths, fills, bold, centred=False):
        self.top = draw_table(
            self.canvas,
            (MARGIN, self.top),
            rows,
            widths,
            fills,
            (self.regular, self.bold),
            len(rows) + bold,
            centred,
        )

    def _text(self, text, size, font, dy, width=WIDTH, right=False, color=INK):
        """Write at ``dy`` points below the top, from the left or up to the right."""
        text = fit(text, font, size, width)
        self.canvas.setFont(font, size)
        self.canvas.setFillColor(color)
        if right:
            self.canvas.drawRightString(MARGIN + WIDTH, self.top - dy, text)
        else:
            self.canvas.drawString(MARGIN, self.top - dy, text)

    def _centred(self, text, x, width, size, font, dy, color):
        while size > 5 and pdfmetrics.stringWidth(text, font, size) > width - 8:
            size -= 0.5
        text = fit(text, font, size, width - 8)
        self.canvas.setFont(font, size)
        self.canvas.setFillColor(color)
        self.canvas.drawCentredString(x + width / 2, self.top - dy, text)
