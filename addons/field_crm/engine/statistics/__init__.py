"""The statistics of a rep for a year (S3-53 … S3-58): figures, and one page A4."""

from .folding import fold, fold_grids
from .report import (
    Coverage,
    Grid,
    Monthly,
    Names,
    PortfolioCount,
    QuoteCount,
    Report,
    Series,
    VisitCount,
    VisitedCount,
    build_report,
    change,
    share,
)
from .rows import Figure, Rows
from .sheet import Fonts, draw_sheet
from .words import Words

__all__ = [
    "Coverage",
    "Figure",
    "Fonts",
    "Grid",
    "Monthly",
    "Names",
    "PortfolioCount",
    "QuoteCount",
    "Report",
    "Rows",
    "Series",
    "VisitCount",
    "VisitedCount",
    "Words",
    "build_report",
    "change",
    "draw_sheet",
    "fold",
    "fold_grids",
    "share",
]
