"""Tours on paper: one page or more for each, with room to write."""

from typing import BinaryIO, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

MARGIN = 36
WIDTH = A4[0] - 2 * MARGIN
_INK, _MUTED = HexColor("#222222"), HexColor("#666666")
_HEAD, _RULE = HexColor("#2F4A6D"), HexColor("#D5D9DF")
_CLOCK_WIDTH, _SIDE_WIDTH = 62, 92
_MOST_LINES = 12


class Fonts(NamedTuple):
    """Files of a TrueType font, so that names of any language are printed."""

    regular: str
    bold: str


class RoadBookWords(NamedTuple):
    """What stands on the page, with its gaps."""

    title: str
    leaves: str  # "Leaves %(place)s at %(hour)s"
    arrives: str
    total: str  # "%(count)s visits · %(km)s km · %(hours)s on the road"
    drive: str  # "%(km)s km, %(minutes)s min"
    page: str  # "Page %s"
    nothing: str


def write_road_book(
    stream: BinaryIO, rounds, words: RoadBookWords, fonts: Fonts | None = None
):
    """A road book: each tour begins a page.

    Returns
    -------
    int
        Number of pages.
    """
    return _Book(stream, words, _register(fonts)).draw(rounds)


def _register(fonts):
    if fonts is None:
        return "Helvetica", "Helvetica-Bold"
    names = ("FieldRoadBook", "FieldRoadBook-Bold")
    for name, path in zip(names, fonts, strict=True):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, path))
    return names


class _Book:
    def __init__(self, stream, words, fonts):
        self.words = words
        self.regular, self.bold = fonts
        self.canvas = Canvas(stream, pagesize=A4, pageCompression=1)
        self.canvas.setTitle(words.title)
        self.pages = 0
        self.y = 0

    def draw(self, rounds):
        for each in rounds:
            self._start_page()
            self._draw_head(each)
            for number, call in enumerate(each.calls, start=1):
                self._draw_call(each, number, call)
            self._draw_end(each)
            self._end_page()
        if not self.pages:
            self._start_page()
            self._line(self.words.nothing, MARGIN, 11)
            self._end_page()
        self.canvas.save()
        return self.pages

    # ------------------------------------------------------------------
    # Pages
    # ------------------------------------------------------------------

    def _start_page(self):
        self.pages += 1
        self.y = A4[1] - MARGIN

    def _end_page(self):
        self.canvas.setFont(self.regular, 8)
        self.canvas.setFillColor(_MUTED)
        self.canvas.drawRightString(A4[0] - MARGIN, 20, self.words.page % self.pages)
        self.canvas.drawString(MARGIN, 20, self.words.title)
        self.canvas.showPage()

    def _make_room(self, height, title):
        if self.y - height < MARGIN + 12:
            self._end_page()
            self._start_page()
            self._line(title, MARGIN, 9, colour=_MUTED)
            self.y -= 6

    def _line(self, text, x, size, font=None, colour=_INK):
        self.y -= size * 1.25
        self._write(text, x, size, font, colour)

    def _write(self, text, x, size, font=None, colour=_INK):
        self.canvas.setFont(font or self.regular, size)
        self.canvas.setFillColor(colour)
        self.canvas.drawString(x, self.y, text)

    # ------------------------------------------------------------------
    # Parts
    # ------------------------------------------------------------------

    def _draw_head(self, each):
        for text in simpleSplit(each.title, self.bold, 16, WIDTH)[:2]:
            self._line(text, MARGIN, 16, self.bold, _HEAD)
        self._line(
            self.words.total
            % {
                "count": len(each.calls),
                "km": f"{each.km:.0f}",
                "hours": _hours(each.hours),
            },
            MARGIN,
            9,
            colour=_MUTED,
        )
        words = {"place": each.start, "hour": _clock(each.leaves)}
        self._line(self.words.leaves % words, MARGIN, 10, self.bold)
        self.y -= 6

    def _draw_end(self, each):
        self._make_room(24, each.title)
        words = {"place": each.end or "–", "hour": _clock(each.arrives)}
        self._line(self.words.arrives % words, MARGIN, 10, self.bold)

    def _draw_call(self, each, number, call):
        left = MARGIN + _CLOCK_WIDTH
        room = WIDTH - _CLOCK_WIDTH - _SIDE_WIDTH
        name = simpleSplit(f"{number}. {call.name}", self.bold, 11, room)[:2]
        details = []
        for text in (call.kind, call.address, call.phone, call.note):
            for line in (text or "").splitlines():
                details += simpleSplit(line, self.regular, 9, room)
        details = details[:_MOST_LINES]
        self._make_room(14 * len(name) + 12 * len(details) + 22, each.title)
        self.canvas.setStrokeColor(_RULE)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(MARGIN, self.y, MARGIN + WIDTH, self.y)
        top = self.y
        for index, text in enumerate(name):
            self._line(text, left, 11, self.bold)
            if not index:
                self._write(f"{_clock(call.begins)} – {_clock(call.leaves)}", MARGIN, 9)
                drive = self.words.drive % {
                    "km": f"{call.km:.0f}",
                    "minutes": call.minutes,
                }
                self.canvas.setFont(self.regular, 8)
                self.canvas.setFillColor(_MUTED)
                self.canvas.drawRightString(MARGIN + WIDTH, self.y, drive)
        for text in details:
            self._line(text, left, 9, colour=_MUTED)
        self.y = min(self.y, top - 26) - 8


def _clock(moment):
    return f"{moment.hour}h{moment.minute:02}"


def _hours(hours):
    minutes = round(hours * 60)
    return f"{minutes // 60}h{minutes % 60:02}"
