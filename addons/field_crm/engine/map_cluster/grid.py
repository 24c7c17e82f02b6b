"""The squares that points are counted in: the same ones wherever the map has moved."""

from dataclasses import dataclass
from math import floor

from .box import Box
from .mercator import MAX_ZOOM, to_latitude, to_x, to_y, world_size

FINE = 24
"""Side of a square in pixels where there are few points: as wide as a marker."""
COARSE = 72
"""Side of a square in pixels where there are many."""
MAX_COARSE = 600
"""Coarse squares of a map that is larger than any screen."""


@dataclass(frozen=True)
class Grid:
    """Squares over a box; their numbers are counted from the date line and the north.

    Attributes
    ----------
    box
        What is seen.
    zoom
        The zoom of the web's maps.
    side
        Degrees of longitude of one square.
    first_row
        Number of the northernmost row.
    parallels
        Latitudes between the rows, southern first, as ``width_bucket`` takes them.
    """

    box: Box
    zoom: int
    side: float
    first_row: int
    parallels: tuple[float, ...]

    @property
    def last_row(self) -> int:
        """Number of the southernmost row."""
        return self.first_row + len(self.parallels)


def lay_grid(box: Box, zoom: int, pixels: int) -> Grid:
    """Squares of so many pixels for a map at a zoom.

    Those of a lower zoom when there would be too many.

    Raises
    ------
    ValueError
        When the zoom is not one of the web's maps.
    """
    if not 0 <= zoom <= MAX_ZOOM:
        raise ValueError(f"no zoom: {zoom}")
    while zoom and _count_coarse(box, zoom) > MAX_COARSE:
        zoom -= 1
    first, last = (floor(to_y(edge, zoom) / pixels) for edge in (box.north, box.south))
    return Grid(
        box=box,
        zoom=zoom,
        side=360 * pixels / world_size(zoom),
        first_row=first,
        parallels=tuple(
            to_latitude(row * pixels, zoom) for row in range(last, first, -1)
        ),
    )


def _count_coarse(box: Box, zoom: int) -> float:
    """Coarse squares that the box touches at a zoom."""
    columns = (to_x(box.east, zoom) - to_x(box.west, zoom)) / COARSE + 1
    rows = (to_y(box.south, zoom) - to_y(box.north, zoom)) / COARSE + 1
    return columns * rows
