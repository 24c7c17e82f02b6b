"""A chart drawn for a PDF."""

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.charts.piecharts import Pie
from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.colors import HexColor

from .document import Chart, Kind
from .text import as_text, clean
from .words import Words

COLOURS = [
    HexColor(code)
    for code in (
        "#2F6DB5",
        "#E08A2E",
        "#3E9B6E",
        "#B8475A",
        "#7A62B0",
        "#8C8C8C",
        "#C9A227",
        "#3FA7C4",
    )
]
_LEGEND_HEIGHT = 44


def draw_chart(
    chart: Chart, width: float, height: float, font: str, words: Words
) -> Drawing:
    """Draw a chart as wide and high as asked, in points."""
    drawing = Drawing(width, height)
    drawing.add(
        String(0, height - 11, clean(chart.measure), fontName=font, fontSize=10)
    )
    make = {"bar": _bars, "line": _lines, "pie": _pie}[chart.mode]
    drawing.add(make(chart, width, height, font, words))
    labels = (
        chart.categories if chart.mode == "pie" else [s.label for s in chart.series]
    )
    if len(labels) > 1:
        drawing.add(_legend(labels, width, font))
    return drawing


def _place(shape, width, height, font, words):
    shape.x, shape.y = 62, _LEGEND_HEIGHT + 40
    shape.width, shape.height = width - 76, height - shape.y - 26
    axis = shape.categoryAxis
    axis.labels.fontName, axis.labels.fontSize = font, 8
    axis.labels.boxAnchor, axis.labels.dy = "n", -4
    value = shape.valueAxis
    value.labels.fontName, value.labels.fontSize = font, 8
    value.labelTextFormat = lambda number: as_text(number, Kind.INTEGER, words)
    value.visibleGrid, value.gridStrokeColor = True, HexColor("#DDDDDD")
    value.strokeColor = HexColor("#BBBBBB")
    return shape


def _categories(shape, chart):
    names = [clean(name)[:24] for name in chart.categories]
    shape.categoryAxis.categoryNames = names
    if len(names) > 8 or max(map(len, names), default=0) > 90 / max(len(names), 1):
        labels = shape.categoryAxis.labels
        labels.angle, labels.boxAnchor, labels.dy = 30, "ne", -2


def _bars(chart, width, height, font, words):
    shape = _place(VerticalBarChart(), width, height, font, words)
    shape.data = [series.values for series in chart.series]
    shape.valueAxis.forceZero = True
    shape.groupSpacing, shape.barSpacing = 8, 1
    shape.categoryAxis.style = "stacked" if chart.is_stacked else "parallel"
    _categories(shape, chart)
    for index in range(len(chart.series)):
        shape.bars[index].fillColor = COLOURS[index % len(COLOURS)]
        shape.bars[index].strokeColor = None
    return shape


def _lines(chart, width, height, font, words):
    shape = _place(HorizontalLineChart(), width, height, font, words)
    shape.data = [series.values for series in chart.series]
    shape.valueAxis.forceZero = True
    _categories(shape, chart)
    for index in range(len(chart.series)):
        shape.lines[index].strokeColor = COLOURS[index % len(COLOURS)]
        shape.lines[index].strokeWidth = 1.6
    return shape


def _pie(chart, width, height, font, words):
    values = [max(value, 0) for value in chart.series[0].values]
    side = height - _LEGEND_HEIGHT - 34
    shape = Pie()
    shape.x, shape.y = (width - side) / 2, _LEGEND_HEIGHT + 6
    shape.width = shape.height = side
    # A circle needs something to share out.
    shape.data = values if any(values) else [1]
    shape.labels = None
    for index in range(len(shape.data)):
        shape.slices[index].fillColor = COLOURS[index % len(COLOURS)]
        shape.slices[index].strokeColor = HexColor("#FFFFFF")
    return shape


def _legend(labels, width, font):
    legend = Legend()
    legend.x, legend.y = 0, _LEGEND_HEIGHT - 8
    legend.boxAnchor = "nw"
    legend.fontName, legend.fontSize = font, 8
    legend.alignment = "right"
    legend.columnMaximum = max(1, -(-len(labels) // 4))
    legend.dx = legend.dy = 7
    legend.deltax, legend.deltay = width / 4, 11
    legend.variColumn = False
    legend.strokeWidth = 0
    legend.colorNamePairs = [
        (COLOURS[index % len(COLOURS)], clean(label)[:32])
        for index, label in enumerate(labels)
    ]
    return legend
