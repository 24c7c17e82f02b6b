"""A table of one line per row, whose names are cut and whose figures shrink to fit."""

from reportlab.pdfbase.pdfmetrics import stringWidth

from .palette import BEFORE, INK, MUTED, RULE

ROW = 11
_SIZE = 7
_PAD = 2
_SWATCH = 6


def fit(text, font, size, width):
    """The text, cut with an ellipsis where it is wider than ``width`` points."""
    text = " ".join(text.replace("\u202f", "\xa0").split(" "))
    if stringWidth(text, font, size) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if stringWidth(text[:middle] + "…", font, size) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def draw_table(canvas, origin, rows, widths, fills, fonts, total, centred=False):
    """Draw rows of text below ``origin`` and return where they end.

    Parameters
    ----------
    origin : (float, float)
        Left and top, in points.
    rows : list of list of str
        The first one is the header; the first cell of each is its name.
    fills : list of Color or None
        A swatch before the name, by row.
    fonts : (str, str)
        Regular and bold.
    total : int
        Row that is set in bold, under a rule.
    centred : bool
        Centre the figures but the last, for columns that stand under bars.
    """
    left, top = origin
    regular, bold = fonts
    size = _size(rows, widths, bold)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.4)
    for index, row in enumerate(rows):
        font = bold if index in (0, total) else regular
        baseline = top - ROW + 3
        if index in (1, total):
            canvas.line(left, top, left + sum(widths), top)
        indent = 0
        if fills[index] is not None:
            _draw_swatch(canvas, left, baseline, fills[index])
        if index and any(fills):
            indent = _SWATCH + 3
        canvas.setFillColor(MUTED if index == 0 else INK)
        canvas.setFont(font, _SIZE)
        name = fit(row[0], font, _SIZE, widths[0] - indent - _PAD)
        canvas.drawString(left + indent, baseline, name)
        canvas.setFont(font, size)
        right = left + widths[0]
        for column, width in enumerate(widths[1:], start=1):
            right += width
            text = row[column].replace("\u202f", "\xa0")
            if centred and column < len(widths) - 1:
                canvas.drawCentredString(right - width / 2, baseline, text)
            else:
                canvas.drawRightString(right - _PAD / 2, baseline, text)
        top -= ROW
    return top


def _draw_swatch(canvas, left, baseline, fill):
    if fill is BEFORE:
        canvas.saveState()
        canvas.setStrokeColor(fill)
        canvas.setLineWidth(0.9)
        canvas.setDash(2, 1.5)
        canvas.line(left - 1, baseline + 2.5, left + _SWATCH + 1, baseline + 2.5)
        canvas.restoreState()
        return
    canvas.setFillColor(fill)
    canvas.rect(left, baseline, _SWATCH, _SWATCH - 1, stroke=0, fill=1)


def _size(rows, widths, font):
    """Greatest size at which every figure fits its column: a cut one would lie."""
    size = _SIZE
    for row in rows:
        for cell, width in zip(row[1:], widths[1:], strict=True):
            wide = stringWidth(cell.replace("\u202f", "\xa0"), font, 1)
            if wide:
                size = min(size, (width - _PAD) / wide)
    return size
