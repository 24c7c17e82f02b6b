"""How long and how far it is from place to place."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np


@dataclass(frozen=True)
class Travel:
    """Times and ways between ``L`` places.

    Attributes
    ----------
    seconds, metres
        ``(L, L)`` int32, from row to column.
    """

    seconds: np.ndarray
    metres: np.ndarray


class TravelSource(Protocol):
    """Whatever knows the way: a matrix, a road engine, a formula."""

    profiles: int
    """Speed profiles that it knows, numbered from 0."""

    def between(self, profile, places):
        """Travel between some places.

        Parameters
        ----------
        profile : int
        places : ndarray of int
            Numbers of places, ``L`` of them.

        Returns
        -------
        Travel
            ``(L, L)``, in the order of ``places``.
        """


class Matrix:
    """Travel that is known in full.

    Parameters
    ----------
    profiles : sequence of Travel
        One for each speed profile, over all places of the problem.
    """

    def __init__(self, profiles):
        self._profiles = list(profiles)
        self.profiles = len(self._profiles)

    def between(self, profile, places):
        """As ``TravelSource.between``."""
        whole = self._profiles[profile]
        cut = np.ix_(places, places)
        return Travel(whole.seconds[cut], whole.metres[cut])
