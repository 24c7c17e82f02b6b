"""Ground with corners."""

from collections.abc import Iterator
from dataclasses import dataclass

from .earth import Point, distance, longitude_difference, metres_per_degree


@dataclass(frozen=True)
class Polygon:
    """A ring of corners that does not cross itself; the last is not the first again."""

    corners: tuple[Point, ...]

    def contains(self, point: Point) -> bool:
        """Whether the point is inside or on the edge."""
        inside = False
        for start, end in self._edges():
            if _is_on(point, start, end):
                return True
            if (start.latitude > point.latitude) != (end.latitude > point.latitude):
                share = (point.latitude - start.latitude) / (
                    end.latitude - start.latitude
                )
                crossing = start.longitude + share * (end.longitude - start.longitude)
                inside ^= point.longitude < crossing
        return inside

    def distance(self, point: Point) -> float:
        """Metres from ``point`` to the edge; 0 inside."""
        if self.contains(point):
            return 0.0
        return min(
            distance(point, _nearest(point, start, end)) for start, end in self._edges()
        )

    @property
    def area(self) -> float:
        """Square metres."""
        latitudes = [corner.latitude for corner in self.corners]
        north, east = metres_per_degree((min(latitudes) + max(latitudes)) / 2)
        # Seen from one corner, lest the digits of far-off coordinates cancel out.
        origin = self.corners[0]
        doubled = 0.0
        for start, end in self._edges():
            doubled += (start.longitude - origin.longitude) * (
                end.latitude - origin.latitude
            ) - (end.longitude - origin.longitude) * (start.latitude - origin.latitude)
        return abs(doubled) / 2 * north * east

    def _edges(self) -> Iterator[tuple[Point, Point]]:
        return zip(self.corners, (*self.corners[1:], self.corners[0]), strict=True)


def _is_on(point: Point, start: Point, end: Point) -> bool:
    cross = (end.longitude - start.longitude) * (point.latitude - start.latitude) - (
        end.latitude - start.latitude
    ) * (point.longitude - start.longitude)
    return (
        cross == 0
        and min(start.longitude, end.longitude)
        <= point.longitude
        <= max(start.longitude, end.longitude)
        and min(start.latitude, end.latitude)
        <= point.latitude
        <= max(start.latitude, end.latitude)
    )


def _nearest(point: Point, start: Point, end: Point) -> Point:
    """Point of the edge that is nearest, in a plane that touches Earth at ``point``."""
    north, east = metres_per_degree(point.latitude)
    ahead = (end.longitude - start.longitude) * east
    up = (end.latitude - start.latitude) * north
    # From the start of the edge to the point.
    to_east = longitude_difference(start.longitude, point.longitude) * east
    to_north = (point.latitude - start.latitude) * north
    length = ahead**2 + up**2
    share = (to_east * ahead + to_north * up) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return Point(
        start.latitude + share * (end.latitude - start.latitude),
        start.longitude + share * (end.longitude - start.longitude),
    )
