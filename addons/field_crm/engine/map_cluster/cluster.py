"""Counts of squares, put together to what is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import hypot
from typing import NamedTuple

from .mercator import to_x, to_y


class Cell(NamedTuple):
    """The points of one colour in one square, as they come from the database.

    ``longitude`` and ``latitude`` are sums; ``place`` identifies a point of them, with
    its ``name`` when it is the only one.
    """

    column: int
    row: int
    key: str | None
    count: int
    latitude: float
    longitude: float
    south: float
    west: float
    north: float
    east: float
    place: int
    name: str | None


@dataclass
class Cluster:
    """Points that are drawn as one: where their middle is, and how many of a colour."""

    count: int
    latitude: float
    longitude: float
    south: float
    west: float
    north: float
    east: float
    place: int
    name: str | None
    keys: dict[str | None, int] = field(default_factory=dict)

    @classmethod
    def of(cls, cell: Cell) -> "Cluster":
        return cls(
            cell.count,
            cell.latitude / cell.count,
            cell.longitude / cell.count,
            *cell[6:],
            keys={cell.key: cell.count},
        )

    def add(self, other: "Cluster") -> None:
        """Take the points of another."""
        total = self.count + other.count
        for axis in ("latitude", "longitude"):
            middle = (
                getattr(self, axis) * self.count + getattr(other, axis) * other.count
            ) / total
            setattr(self, axis, middle)
        self.count = total
        self.south, self.west = min(self.south, other.south), min(self.west, other.west)
        self.north, self.east = max(self.north, other.north), max(self.east, other.east)
        for key, count in other.keys.items():
            self.keys[key] = self.keys.get(key, 0) + count


def gather(cells: Iterable[tuple], zoom: int, apart: float) -> list[Cluster]:
    """Make clusters of the counts of squares.

    Parameters
    ----------
    cells
        The rows, as those of ``Cell``.
    zoom
        Zoom of the map.
    apart
        Clusters of neighbouring squares that are nearer than so many pixels become one.

    Returns
    -------
    list of Cluster
        The largest first. Each point is in one of them.
    """
    squares: dict[tuple[int, int], Cluster] = {}
    for cell in map(Cell._make, cells):
        cluster = Cluster.of(cell)
        known = squares.setdefault((cell.column, cell.row), cluster)
        if known is not cluster:
            known.add(cluster)
    kept: dict[tuple[int, int], Cluster] = {}
    for square in sorted(squares, key=lambda at: (-squares[at].count, at)):
        cluster = squares[square]
        host = _nearest(cluster, square, kept, zoom, apart)
        if host:
            host.add(cluster)
        else:
            kept[square] = cluster
    return list(kept.values())


def _nearest(cluster, square, kept, zoom, apart):
    """The cluster of a neighbouring square that this one would hide, if any."""
    column, row = square
    near = [
        (_pixels(cluster, kept[at], zoom), at)
        for at in (
            (column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1)
        )
        if at in kept
    ]
    if not near:
        return None
    pixels, at = min(near)
    return kept[at] if pixels < apart else None


def _pixels(one, other, zoom):
    return hypot(
        to_x(one.longitude, zoom) - to_x(other.longitude, zoom),
        to_y(one.latitude, zoom) - to_y(other.latitude, zoom),
    )
