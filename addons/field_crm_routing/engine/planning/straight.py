"""Travel times without a map: as the crow flies, times a detour."""

import numpy as np

from ..model import Travel

EARTH_RADIUS = 6_371_008.8  # metres, mean
DETOUR = 1.3
"""How much longer roads are than the air line, in the middle of France."""
SPEEDS = {"auto": 62.0, "truck": 50.0, "bicycle": 15.0, "pedestrian": 4.8}
"""Mean speeds on roads of any kind, in km/h."""
LOST_SECONDS = 60
"""To get going and to park, of each way that leads somewhere else."""


class Straight:
    """Great circle times a detour; nothing is kept, so that it suits any size.

    Parameters
    ----------
    points : sequence of (float, float)
        Latitude and longitude of each place, in degrees.
    profiles : sequence of str
        Keys of ``SPEEDS``.
    detour : float
    """

    def __init__(self, points, profiles, detour=DETOUR):
        self._points = np.radians(np.asarray(points, float).reshape(-1, 2))
        self._speeds = [SPEEDS[profile] / 3.6 for profile in profiles]
        self.profiles = len(self._speeds)
        self._detour = detour

    def between(self, profile, places):
        """As ``TravelSource.between``."""
        points = self._points[np.asarray(places, int)]
        latitude, longitude = points[:, :1], points[:, 1:]
        half = (
            np.sin((latitude - latitude.T) / 2) ** 2
            + np.cos(latitude)
            * np.cos(latitude.T)
            * np.sin((longitude - longitude.T) / 2) ** 2
        )
        metres = 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
        metres *= self._detour
        seconds = metres / self._speeds[profile]
        seconds[metres > 0] += LOST_SECONDS
        return Travel(
            np.rint(seconds).astype(np.int32), np.rint(metres).astype(np.int32)
        )
