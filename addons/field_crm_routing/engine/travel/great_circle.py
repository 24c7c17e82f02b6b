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


class GreatCircle:
    """Ways as the crow flies times a detour, at a speed that grows with the way.

    Parameters
    ----------
    positions : ndarray, shape (L, 2)
        Latitude and longitude in degrees.
    detour : float
        How much longer a road is than the crow's way; ``fit_detour`` finds an area's.
    factors : sequence of float
        For each profile, what its travel times are multiplied by.
    """

    def __init__(self, positions, detour=DETOUR, factors=(1.0,)):
        self.positions = np.radians(np.asarray(positions, float))
        self.detour = detour
        self.factors = tuple(factors)
        self.profiles = len(self.factors)

    def between(self, profile, places):
        """As ``TravelSource.between``."""
        metres = crow_metres(self.positions[np.asarray(places)]) * self.detour
        speed = SLOW + (FAST - SLOW) * metres / (metres + HALF_WAY)
        seconds = metres * (3.6 * self.factors[profile]) / speed
        return Travel(seconds.round().astype(np.int32), metres.round().astype(np.int32))


def crow_metres(radians):
    """Great-circle distances between points.

    Parameters
    ----------
    radians : ndarray, shape (L, 2)
        Latitude and longitude in radians.

    Returns
    -------
    ndarray, shape (L, L)
        Metres.
    """
    latitude, longitude = radians[:, 0], radians[:, 1]
    half = np.sin((latitude[:, None] - latitude[None]) / 2) ** 2
    east = np.sin((longitude[:, None] - longitude[None]) / 2) ** 2
    half += np.cos(latitude)[:, None] * np.cos(latitude)[None] * east
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
    crow = crow_metres(np.radians(np.asarray(positions, float)))
    known = (np.asarray(metres) > 0) & (crow > 100)
    if not known.any():
        return DETOUR
    return max(1.0, float(np.median(np.asarray(metres)[known] / crow[known])))
