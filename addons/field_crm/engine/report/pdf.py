"""A report as a PDF."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.graphics import renderPDF
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .chart import draw_chart
from .document import Group, Kind, Report
from .text import as_text, clean
from .words import Words

_MARGIN = 34
_SIZE, _LEADING, _PADDING = 8, 10, 3
_MOST_LINES = 4
_NARROWEST = 34
_DARK, _MUTED = HexColor("#222222"), HexColor("#666666")
_HEAD, _BAND, _RULE = HexColor("#2F4A6D"), HexColor("#EEF1F5"), HexColor("#D5D9DF")


@dataclass(frozen=True)
class Fonts:
    """Files of a TrueType font and its bold; without them only Latin-1 can be drawn."""

    regular: Path
    bold: Path


def write_pdf(
    stream: BinaryIO,
    report: Report,
    words: Words | None = None,
    fonts: Fonts | None = None,
) -> int:
    """Draw a report: head, chart, table with groups and totals, numbered pages (S4-57).

    Rows are drawn as they come; a page stands upright unless the columns need more.

    Returns
    -------
    int
        Number of pages.
    """
    return _Drawer(stream, report, words or Words(), _register(fonts)).draw()


def _register(fonts: Fonts | None) -> tuple[str, str]:
    if fonts is None:
        return "Helvetica", "Helvetica-Bold"
    names = []
    for path in (fonts.regular, fonts.bold):
        name = f"report-{Path(path).stem}"
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(path)))
        names.append(name)
    return names[0], names[1]


class _Drawer:
    def __init__(self, stream, report: Report, words: Words, fonts) -> None:
        self.report = report
        self.words = words
        self.regular, self.bold = fonts
        needed = sum(column.width for column in report.columns)
        size = landscape(A4) if needed > 95 else A4
        self.width, self.height = size
        self.canvas = Canvas(stream, pagesize=size, pageCompression=1)
        self.canvas.setTitle(clean(report.title))
        self.canvas.setAuthor(clean(report.company))
        self.widths = self._share_out(self.width - 2 * _MARGIN)
        self.pages = 0
        self.y = 0.0
        self.rows = 0

    def _share_out(self, room: float) -> list[float]:
        """Widths in points, after the columns' widths in characters."""
        asked = [max(column.width, 6) for column in self.report.columns]
        scale = room / max(sum(asked), 1)
        widths = [max(width * scale, _NARROWEST) for width in asked]
        scale = room / max(sum(widths), 1)
        return [width * scale for width in widths]

    # ------------------------------------------------------------------
    # Pages
    # ------------------------------------------------------------------

    def draw(self) -> int:
        self._start_page()
        self._draw_title()
        if self.report.chart and self.report.chart.categories:
            self._draw_chart()
        self._draw_header()
        for line in self.report.lines:
            if isinstance(line, Group):
                self._draw_group(line)
            else:
                self.rows += 1
                self._draw_row(line, self.regular, self.rows % 2 == 0)
        if not self.rows:
            self._write(self.words.nothing, _MARGIN, self.y - 14, 9, colour=_MUTED)
            self.y -= 20
        if any(value is not None for value in self.report.totals):
            self._draw_totals()
        self._end_page()
        # Only now is their number known; every page holds a place for it.
        self.canvas.beginForm("pages", 0, 0, 60, 12)
        self.canvas.setFont(self.regular, 8)
        self.canvas.setFillColor(_MUTED)
        self.canvas.drawString(0, 2, str(self.pages))
        self.canvas.endForm()
        self.canvas.save()
        return self.pages

    def _start_page(self) -> None:
        self.pages += 1
        self.y = self.height - _MARGIN

    def _end_page(self) -> None:
        made_on = as_text(self.report.made_on, Kind.DATETIME, self.words)
        left = [self.report.company, self.words.made_on % made_on]
        self._write(" · ".join(filter(None, left)), _MARGIN, 20, 8, colour=_MUTED)
        text = self.words.page % {"page": self.pages, "count": ""}
        place = self.width - _MARGIN - 22
        size = pdfmetrics.stringWidth(text, self.regular, 8)
        self._write(text, place - size, 20, 8, colour=_MUTED)
        self.canvas.saveState()
        self.canvas.translate(place, 18)
        self.canvas.doForm("pages")
        self.canvas.restoreState()
        self.canvas.showPage()

    def _make_room(self, height: float) -> None:
        if self.y - height < _MARGIN + 6:
            self._end_page()
            self._start_page()
            self._draw_header()

    def _write(self, text, x, y, size, font=None, colour=_DARK) -> None:
        self.canvas.setFont(font or self.regular, size)
        self.canvas.setFillColor(colour)
        self.canvas.drawString(x, y, clean(text))

    # ------------------------------------------------------------------
    # Parts
    # ------------------------------------------------------------------

    def _draw_title(self) -> None:
        room = self.width - 2 * _MARGIN
        for text in simpleSplit(clean(self.report.title), self.bold, 16, room)[:2]:
            self.y -= 18
            self._write(text, _MARGIN, self.y, 16, self.bold, _HEAD)
        lines = []
        if self.report.filters:
            lines.append(self.words.filters % ", ".join(self.report.filters))
        if self.report.notice:
            lines.append(self.report.notice)
        self.y -= 4
        for line in lines:
            for text in simpleSplit(clean(line), self.regular, 9, room)[:6]:
                self.y -= 12
                self._write(text, _MARGIN, self.y, 9, colour=_MUTED)
        self.y -= 12

    def _draw_chart(self) -> None:
        width = self.width - 2 * _MARGIN
        height = min(260.0, self.y - _MARGIN - 80)
        drawing = draw_chart(self.report.chart, width, height, self.regular, self.words)
        renderPDF.draw(drawing, self.canvas, _MARGIN, self.y - height)
        self.y -= height + 12

    def _draw_header(self) -> None:
        cells = [column.label for column in self.report.columns]
        lines = self._split(cells, self.bold, 3)
        height = self._height(lines)
        self.canvas.setFillColor(_HEAD)
        self.canvas.rect(
            _MARGIN, self.y - height, sum(self.widths), height, stroke=0, fill=1
        )
        self._draw_cells(lines, height, self.bold, HexColor("#FFFFFF"))

    def _draw_group(self, group: Group) -> None:
        height = _LEADING + 2 * _PADDING + 2
        # A heading alone at the foot of a page would head nothing.
        self._make_room(height + 2 * (_LEADING + 2 * _PADDING))
        self._band(height, _BAND)
        text = f"{' › '.join(group.path)} ({group.count})"
        base = self.y - height + _PADDING + 3
        totals = self._format(group.totals) if group.totals else []
        free = next((i for i, total in enumerate(totals) if total), len(self.widths))
        room = sum(self.widths[:free]) or sum(self.widths)
        for line in simpleSplit(clean(text), self.bold, _SIZE + 1, room)[:1]:
            self._write(line, _MARGIN + _PADDING, base, _SIZE + 1, self.bold, _HEAD)
        left = _MARGIN
        for index, width in enumerate(self.widths):
            if totals and totals[index] and index >= free:
                self.canvas.setFont(self.bold, _SIZE)
                self.canvas.drawRightString(
                    left + width - _PADDING, base, totals[index]
                )
            left += width
        self.y -= height

    def _draw_row(self, values, font: str, is_striped: bool) -> None:
        lines = self._split(self._format(values), font, _MOST_LINES)
        height = self._height(lines)
        self._make_room(height)
        if is_striped:
            self._band(height, HexColor("#F8F9FB"))
        self.canvas.setStrokeColor(_RULE)
        self.canvas.setLineWidth(0.4)
        bottom = self.y - height
        self.canvas.line(_MARGIN, bottom, _MARGIN + sum(self.widths), bottom)
        self._draw_cells(lines, height, font, _DARK)

    def _draw_totals(self) -> None:
        cells = list(self._format(self.report.totals))
        if not cells[0]:
            cells[0] = self.words.total
        lines = self._split(cells, self.bold, 2)
        height = self._height(lines) + 2
        self._make_room(height)
        self._band(height, _BAND)
        self._draw_cells(lines, height, self.bold, _HEAD)

    # ------------------------------------------------------------------
    # Cells
    # ------------------------------------------------------------------

    def _format(self, values) -> list[str]:
        return [
            as_text(value, column.kind, self.words)
            for column, value in zip(self.report.columns, values, strict=True)
        ]

    def _split(self, cells: list[str], font: str, most: int) -> list[list[str]]:
        """The lines of each cell; more than ``most`` end in an ellipsis."""
        found = []
        for cell, width in zip(cells, self.widths, strict=True):
            room = width - 2 * _PADDING
            lines = simpleSplit(clean(cell), font, _SIZE, room)
            lines = [self._shorten(line, font, room) for line in lines]
            if len(lines) > most:
                lines = lines[:most]
                lines[-1] = self._shorten(lines[-1] + "…", font, room)
            found.append(lines or [""])
        return found

    @staticmethod
    def _shorten(line: str, font: str, room: float) -> str:
        # A word without spaces may be wider than its column.
        while len(line) > 1 and pdfmetrics.stringWidth(line, font, _SIZE) > room:
            line = line.rstrip("…")[:-1] + "…"
        return line

    @staticmethod
    def _height(lines: list[list[str]]) -> float:
        return max(map(len, lines), default=1) * _LEADING + 2 * _PADDING

    def _band(self, height: float, colour: Any) -> None:
        self.canvas.setFillColor(colour)
        self.canvas.rect(
            _MARGIN, self.y - height, sum(self.widths), height, stroke=0, fill=1
        )

    def _draw_cells(self, cells, height: float, font: str, colour: Any) -> None:
        left = _MARGIN
        for column, lines, width in zip(
            self.report.columns, cells, self.widths, strict=True
        ):
            self.canvas.setFont(font, _SIZE)
            self.canvas.setFillColor(colour)
            y = self.y - _PADDING - _SIZE
            for line in lines:
                if column.kind.is_number:
                    self.canvas.drawRightString(left + width - _PADDING, y, line)
                else:
                    self.canvas.drawString(left + _PADDING, y, line)
                y -= _LEADING
            left += width
        self.y -= height
