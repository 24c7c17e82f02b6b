"""A stacked histogram of twelve months, with the year before as a line."""

from math import ceil, floor, log10

from reportlab.graphics import renderPDF
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.shapes import Drawing
from reportlab.graphics.widgets.markers import makeMarker
from reportlab.lib import colors

from .palette import BEFORE, GRID, MUTED


def nice_scale(top):
    """Top of an axis and its step: four to six round steps above ``top``.

    >>> nice_scale(37)
    (40, 10)
    """
    if top <= 4:
        return max(ceil(top), 1), 1
    magnitude = 10 ** floor(log10(top / 5))
    step = next(
        factor * magnitude
        for factor in (1, 2, 5, 10)
        if top / (factor * magnitude) <= 6
    )
    return ceil(top / step) * step, step


def draw_chart(canvas, box, series, fills, before, font, number):
    """Draw bars of ``series`` over ``box`` (left, bottom, width, height; points).

    The figures of the axis stand left of the box; the months are the header of the
    table below.

    Parameters
    ----------
    series : list of twelve int each
        From the bottom of the pile to its top.
    fills : list of Color
        One for each series.
    before : twelve int
        Sums of the year before, the line.
    number : callable
        Writes the figures of the axis.
    """
    left, bottom, width, height = box
    sums = [sum(column) for column in zip(*series, strict=True)]
    top, step = nice_scale(max(*sums, *before))
    drawing = Drawing(width, height)
    bars = VerticalBarChart()
    line = HorizontalLineChart()
    bars.data, line.data = [tuple(each) for each in series], [tuple(before)]
    for chart in (bars, line):
        chart.x, chart.y = 0, 4
        chart.width, chart.height = width, max(height - 10, 10)
        chart.valueAxis.valueMin, chart.valueAxis.valueMax = 0, top
        chart.valueAxis.valueStep = step
    bars.categoryAxis.style = "stacked"
    bars.groupSpacing = 9
    for index, fill in enumerate(fills):
        bars.bars[index].fillColor = fill
        bars.bars[index].strokeColor = colors.white
        bars.bars[index].strokeWidth = 0.3
    axis = bars.valueAxis
    axis.visibleGrid, axis.gridStrokeColor, axis.gridStrokeWidth = 1, GRID, 0.4
    axis.visibleAxis = axis.visibleTicks = 0
    axis.labelTextFormat = number
    axis.labels.fontName, axis.labels.fontSize = font, 7
    axis.labels.fillColor = MUTED
    bars.categoryAxis.visibleTicks = bars.categoryAxis.visibleLabels = 0
    bars.categoryAxis.strokeColor = MUTED
    line.categoryAxis.visible = line.valueAxis.visible = 0
    line.joinedLines = 1
    line.lines[0].strokeColor = BEFORE
    line.lines[0].strokeWidth = 0.9
    line.lines[0].strokeDashArray = (2, 2)
    line.lines[0].symbol = makeMarker("FilledCircle", size=2.5)
    drawing.add(bars)
    drawing.add(line)
    renderPDF.draw(drawing, canvas, left, bottom)
