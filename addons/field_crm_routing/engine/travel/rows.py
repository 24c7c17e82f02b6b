"""Known ways from one place to many, as they are kept and shared between plans."""

import zlib

import numpy as np

_KIND = np.dtype([("target", "<i8"), ("seconds", "<i4"), ("metres", "<i4")])
# A row holds so many ways at most; the newest stay.
MOST = 6000
# Seconds and metres where no road leads: farther than any day is long.
UNREACHABLE = 10**7


def point_keys(positions):
    """Numbers of points, by their coordinates to a millionth of a degree.

    Parameters
    ----------
    positions : ndarray, shape (L, 2)
        Latitude and longitude in degrees.

    Returns
    -------
    ndarray of int64, shape (L,)
    """
    micro = np.round(np.asarray(positions, float).reshape(-1, 2) * 1e6)
    micro = micro.astype(np.int64) + (180_000_000, 360_000_000)
    return micro[:, 0] << 32 | micro[:, 1]


def positions_of(keys):
    """Latitude and longitude in degrees of ``point_keys``."""
    keys = np.asarray(keys, np.int64)
    micro = np.stack([keys >> 32, keys & 0xFFFFFFFF], axis=-1)
    return (micro - (180_000_000, 360_000_000)) / 1e6


class Row:
    """Ways from one place.

    Attributes
    ----------
    targets : ndarray of int64
        Point keys, in their order.
    ways : ndarray of int32, shape (2, n)
        Seconds and metres.
    """

    __slots__ = ("targets", "ways")

    def __init__(self, targets=(), ways=((), ())):
        self.targets = np.asarray(targets, np.int64)
        self.ways = np.asarray(ways, np.int32).reshape(2, -1)

    def find(self, targets):
        """Seconds and metres to some points, -1 where they are not known."""
        found = np.full((2, len(targets)), -1, np.int32)
        if len(self.targets):
            at = np.searchsorted(self.targets, targets)
            at[at == len(self.targets)] = 0
            known = self.targets[at] == targets
            found[:, known] = self.ways[:, at[known]]
        return found

    def with_ways(self, targets, ways):
        """This row and more ways, which come instead of those known before."""
        keys = np.concatenate([np.asarray(targets, np.int64), self.targets])[:MOST]
        both = np.concatenate([np.asarray(ways, np.int32), self.ways], axis=1)
        keys, first = np.unique(keys, return_index=True)
        return Row(keys, both[:, first])

    def to_bytes(self):
        """The row as it is kept."""
        table = np.empty(len(self.targets), _KIND)
        table["target"] = self.targets
        table["seconds"], table["metres"] = self.ways
        return zlib.compress(table.tobytes(), 1)

    @classmethod
    def from_bytes(cls, content):
        """A row that was kept.

        Raises
        ------
        ValueError
            When it is no such row.
        """
        try:
            table = np.frombuffer(zlib.decompress(content), _KIND)
        except zlib.error as error:
            raise ValueError(str(error)) from error
        return cls(table["target"], np.stack([table["seconds"], table["metres"]]))


def roads_of(rows):
    """Roads that rows know, as ``fit_areas`` takes them.

    Parameters
    ----------
    rows : iterable of (int, Row)
        Each with the point key of its place.

    Returns
    -------
    origins, targets : ndarray, shape (n, 2)
        Latitude and longitude in degrees.
    metres : ndarray, shape (n,)
    """
    origins, targets, metres = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [[]]
    for key, row in rows:
        is_road = row.ways[1] < UNREACHABLE
        origins.append(np.full(is_road.sum(), key))
        targets.append(row.targets[is_road])
        metres.append(row.ways[1][is_road])
    return (
        positions_of(np.concatenate(origins)),
        positions_of(np.concatenate(targets)),
        np.concatenate(metres),
    )


class MemoryStore:
    """Rows kept as long as this object; what the database is in production."""

    def __init__(self):
        self.rows = {}

    def recall(self, profile, origins):
        """Known rows of some origins.

        Parameters
        ----------
        profile : int
        origins : sequence of int
            Point keys.

        Returns
        -------
        dict of int to Row
        """
        rows = {origin: self.rows.get((profile, origin)) for origin in origins}
        return {origin: row for origin, row in rows.items() if row is not None}

    def keep(self, profile, rows):
        """Keep rows: {point key: Row}, each with all that is known from there."""
        self.rows.update({(profile, origin): row for origin, row in rows.items()})
