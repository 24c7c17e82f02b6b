"""A circle around a point."""

from dataclasses import dataclass
from math import pi

from .earth import Point, distance


@dataclass(frozen=True)
class Circle:
    """All that is within ``radius`` metres of ``centre``."""

    centre: Point
    radius: float

    def contains(self, point: Point) -> bool:
        return self.distance(point) == 0

    def distance(self, point: Point) -> float:
        """Metres from ``point`` to the edge; 0 inside."""
        return max(0.0, distance(self.centre, point) - self.radius)

    @property
    def area(self) -> float:
        """Square metres."""
        return pi * self.radius**2
