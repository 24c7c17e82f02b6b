"""Rectangles of latitudes and longitudes, across the date line too."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin

from .sphere import EARTH_RADIUS

# What rounding may take off a border, in degrees: 0.1 mm.
_MARGIN = 1e-9


@dataclass(frozen=True)
class Box:
    """From south to north and from west eastwards to east, in degrees.

    ``west`` is in [-180, 180); ``east`` is beyond 180 where the box crosses the date
    line, and 360 beyond ``west`` at most.
    """

    south: float
    west: float
    north: float
    east: float

    @classmethod
    def of(cls, south: float, west: float, north: float, east: float) -> "Box":
        """A box of any numbers, as the corners of a map that has been dragged around.

        Raises
        ------
        ValueError
            When a border is not a number, or the box is upside down.
        """
        borders = [float(border) for border in (south, west, north, east)]
        south, west, north, east = borders
        # The comparisons are false for what is not a number.
        if not (-1e6 < west <= east < 1e6 and -1e6 < south <= north < 1e6):
            raise ValueError(f"no box: {borders}")
        south, north = (min(90.0, max(-90.0, border)) for border in (south, north))
        if east - west >= 360:
            return cls(south, -180.0, north, 180.0)
        start = (west + 180) % 360 - 180
        return cls(south, start, north, start + (east - west))

    def split(self) -> Iterator[tuple[float, float, float, float]]:
        """One or two boxes with borders in [-180, 180], as tuples of the four."""
        if self.east <= 180:
            yield self.south, self.west, self.north, self.east
        else:
            yield self.south, self.west, self.north, 180.0
            yield self.south, -180.0, self.north, self.east - 360

    def unroll(self, longitude: float) -> float:
        """The longitude as it is counted in this box: never less than ``west``."""
        return longitude + 360 if longitude < self.west else longitude

    def contains(self, latitude: float, longitude: float) -> bool:
        """Whether a point is in the box or on its border."""
        return any(
            south <= latitude <= north and west <= longitude <= east
            for south, west, north, east in self.split()
        )


def surround(latitude: float, longitude: float, metres: float) -> Box:
    """The smallest box with everything that is so near to a point.

    A circle that holds a pole reaches all longitudes; elsewhere its easternmost point
    lies where a meridian touches it, ``asin(sin(angle) / cos(latitude))`` away.
    """
    angle = metres / EARTH_RADIUS
    reach = degrees(angle) + _MARGIN
    south, north = latitude - reach, latitude + reach
    if south <= -90 or north >= 90:
        return Box.of(south, -180, north, 180)
    # Beyond the pole's distance the sine would go down again, but there `reach` has
    # met a pole; rounding alone can lead here.
    sine = min(1.0, sin(angle) / cos(radians(latitude)))
    width = degrees(asin(sine)) * (1 + _MARGIN) + _MARGIN
    return Box.of(south, longitude - width, north, longitude + width)
