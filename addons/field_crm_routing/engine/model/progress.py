"""How far a search is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """How far a search is, for whoever waits for it.

    Attributes
    ----------
    share : float
        Share of the limit that is used up, 0 … 1.
    seconds : float
        Since the start.
    steps : int
    cost : int
        Of the best plan so far.
    placed, visits : int
        Visits that have a tour in it, and all visits that may have one.
    best : dict of int to list of int
        The best plan so far: visits of each shift in their order, without the locked
        tours. Given to ``solve`` as ``start``, a search goes on from it.
    """

    share: float
    seconds: float
    steps: int
    cost: int
    placed: int
    visits: int
    best: dict
