"""Travel without a road network: the great circle, longer and slower than it looks."""

import numpy as np

from ..model.travel import Travel

EARTH = 6_371_009
DETOUR = 1.3
# Kilometres an hour on the first kilometres and far away: towns are slow, roads between
# them are not.
SLOW, FAST = 28.0, 82.0
# Way after which half of the difference is made up, in metres.
HALF_WAY = 9_000
# An area is a square of half a degree; fewer known ways than this say nothing of it.
AREA, ENOUGH = 0.5, 20
# Nearer than this the crow's way says nothing about the road's, in metres.
NEAR = 100


class GreatCircle:
    """Ways as the crow flies times a detour, at a speed that grows with the way.

    Parameters
    ----------
    positions : ndarray, shape (L, 2)
        Latitude and longitude in degrees.
    detour : float or ndarray of shape (L,)
        How much longer a road is than the crow's way, around each place when it is an
        array; ``fit_areas`` finds it.
    factors : sequence of float
        For each profile, what its travel times are multiplied by.
    """

    def __init__(self, positions, detour=DETOUR, factors=(1.0,)):
        self.positions = np.radians(np.asarray(positions, float))
        self.detour = np.broadcast_to(np.asarray(detour, float), len(self.positions))
        self.factors = tuple(factors)
        self.profiles = len(self.factors)

    def between(self, profile, places):
        """As ``TravelSource.between``."""
        places = np.asarray(places)
        detour = self.detour[places]
        spots = self.positions[places]
        metres = crow_metres(spots[:, None], spots[None])
        metres *= (detour[:, None] + detour[None]) / 2
        speed = SLOW + (FAST - SLOW) * metres / (metres + HALF_WAY)
        seconds = metres * (3.6 * self.factors[profile]) / speed
        return Travel(seconds.round().astype(np.int32), metres.round().astype(np.int32))


def crow_metres(ones, others):
    """Great-circle distances from points to others.

    Parameters
    ----------
    ones, others : ndarray, shapes (..., 2) that broadcast
        Latitude and longitude in radians.

    Returns
    -------
    ndarray, shape (...)
        Metres.
    """
    half = np.sin((ones[..., 0] - others[..., 0]) / 2) ** 2
    east = np.sin((ones[..., 1] - others[..., 1]) / 2) ** 2
    half += np.cos(ones[..., 0]) * np.cos(others[..., 0]) * east
    return 2 * EARTH * np.arcsin(np.sqrt(half))


def fit_detour(positions, metres):
    """Detour of an area from ways that are known.

    Parameters
    ----------
    positions : ndarray, shape (n, 2)
        Latitude and longitude in degrees.
    metres : ndarray, shape (n, n)
        Road distances between them; what is not positive is not known.

    Returns
    -------
    float
        The median of road to crow, at least 1; ``DETOUR`` when nothing is known.
    """
    spots = np.radians(np.asarray(positions, float))
    crow = crow_metres(spots[:, None], spots[None])
    known = (np.asarray(metres) > 0) & (crow > NEAR)
    if not known.any():
        return DETOUR
    return _middle(np.asarray(metres)[known] / crow[known])


def _middle(ratio):
    return max(1.0, float(np.median(ratio)))


def fit_areas(positions, origins, targets, metres):
    """Detour around each place, from roads known in its area.

    Parameters
    ----------
    positions : ndarray, shape (L, 2)
        Places to find the detour of, in degrees.
    origins, targets : ndarray, shape (n, 2)
        From where and to where roads are known, in degrees.
    metres : ndarray, shape (n,)
        How long these roads are.

    Returns
    -------
    ndarray, shape (L,)
        The median of its area, of all areas where its own has too few known roads,
        ``DETOUR`` when nothing is known.
    """
    positions = np.asarray(positions, float).reshape(-1, 2)
    found = np.full(len(positions), DETOUR)
    if not len(metres):
        return found
    crow = crow_metres(np.radians(origins), np.radians(targets))
    far = crow > NEAR
    ratio = np.asarray(metres, float)[far] / crow[far]
    if not len(ratio):
        return found
    found[:] = _middle(ratio)
    known_in = np.floor(np.asarray(origins)[far] / AREA).astype(int)
    lies_in = np.floor(positions / AREA).astype(int)
    for area in np.unique(lies_in, axis=0):
        mine = ratio[(known_in == area).all(axis=1)]
        if len(mine) >= ENOUGH:
            inside = (lies_in == area).all(axis=1)
            found[inside] = _middle(mine)
    return found
