"""Colours that stay apart on paper, in grey as well as for the colour-blind."""

from reportlab.lib import colors

INK = colors.HexColor("#1F2933")
# The year before: a dashed line.
BEFORE = colors.HexColor("#1F2934")
MUTED = colors.HexColor("#5B6675")
RULE = colors.HexColor("#CBD2DB")
GRID = colors.HexColor("#E3E8EE")
CARD = colors.HexColor("#F2F5F8")
PROSPECTS = colors.HexColor("#9AA3AF")
_SERIES = [
    colors.HexColor(code)
    for code in (
        "#0B4F8A",
        "#F28E2B",
        "#3E9C8F",
        "#C44E52",
        "#8CB9E8",
        "#7B5EA7",
        "#E8C14A",
        "#5D8A3A",
        "#B07AA1",
    )
]


def series_colors(series):
    """A colour for each series; prospects are grey wherever they are shown."""
    grids = iter(_SERIES)
    return [PROSPECTS if each.is_prospect else next(grids) for each in series]
