"""How to search, and until when."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """When the search ends: at the first of its limits.

    Attributes
    ----------
    seconds : float, optional
        Time by the clock, from the call of ``solve`` on.
    steps : int, optional
        Steps of the search in all. With this limit alone the result depends on the
        problem, the parameters and the seed, and on nothing else.
    asked : callable, optional
        Called several times a second; the search ends soon after it returns true.
    """

    seconds: float | None = None
    steps: int | None = None
    asked: Callable[[], bool] | None = None

    def __post_init__(self):
        if self.seconds is None and self.steps is None:
            raise ValueError("A search needs a limit: seconds or steps.")


@dataclass(frozen=True)
class Parameters:
    """How to search.

    Attributes
    ----------
    seed : int
    threads : int
        Searches side by side. The result depends on their number.
    neighbours : int
        Near visits beside which a visit may be put.
    removals, longest : float
        Visits taken out of the plan in one step on average, and the longest string of
        them in one tour.
    warm, cold : float
        Temperatures of the first and the last step, in mean costs of the way between
        neighbours. A search that goes on from a plan begins at a tenth of ``warm``, so
        that it does not lose it first.
    combining : float
        Seconds that the combination of known tours may take each time.
    """

    seed: int = 1
    threads: int = 2
    neighbours: int = 20
    removals: float = 10.0
    longest: float = 10.0
    warm: float = 10.0
    cold: float = 0.01
    combining: float = 1.0
