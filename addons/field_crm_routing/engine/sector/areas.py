"""Clients as points on a plane, and the work that each means."""

from dataclasses import dataclass, field

import numpy as np

METRES_PER_DEGREE = 111_195.0
# Share of the side of a square that one visit has to itself which is driven to it:
# Beardwood, Halton and Hammersley 1959.
TOUR_CONSTANT = 0.7124


@dataclass(frozen=True)
class Areas:
    """What is to be parted.

    Attributes
    ----------
    positions : ndarray, shape (n, 2)
        Latitude and longitude in degrees.
    work : ndarray, shape (n,)
        Work with each client, in hours or any other unit; not negative.
    """

    positions: np.ndarray
    work: np.ndarray
    plane: np.ndarray = field(init=False)

    def __post_init__(self):
        positions = np.asarray(self.positions, float)
        object.__setattr__(self, "positions", positions)
        object.__setattr__(self, "work", np.asarray(self.work, float))
        middle = positions.mean(axis=0) if len(positions) else np.zeros(2)
        scale = METRES_PER_DEGREE * np.array([1.0, np.cos(np.radians(middle[0]))])
        # Metres north and east of the middle.
        object.__setattr__(self, "plane", (positions - middle) * scale)


def workload(positions, visits, duration, metres_per_second=12.0):
    """Hours of work with each client: on the spot, and on the way to it.

    The way is estimated from how thickly clients are visited around each.

    Parameters
    ----------
    positions : ndarray, shape (n, 2)
        Latitude and longitude in degrees.
    visits : ndarray, shape (n,)
        Visits in the period.
    duration : ndarray, shape (n,)
        Seconds of each visit.
    metres_per_second : float
        Mean speed on the way.

    Returns
    -------
    ndarray, shape (n,)
        Hours in the period.
    """
    visits = np.asarray(visits, float)
    plane = Areas(positions, visits).plane
    side = 5000.0
    cells = np.floor(plane / side).astype(np.int64)
    _found, of_cell = np.unique(cells, axis=0, return_inverse=True)
    of_cell = of_cell.reshape(-1)
    there = np.maximum(np.bincount(of_cell, visits), 1.0)[of_cell]
    way = TOUR_CONSTANT * np.sqrt(side * side / there)
    return visits * (np.asarray(duration, float) + way / metres_per_second) / 3600
