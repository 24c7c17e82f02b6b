"""A routing problem, how long to search, and what comes out."""

from .errors import ProblemError
from .parameters import Parameters, Stop
from .problem import Problem, Shift, Visit
from .progress import Progress
from .result import LeftOut, Reason, Result, StopMade, Tour
from .schedule import time_tour
from .travel import Matrix, Travel, TravelSource
from .wishes import day_of, spread, within

__all__ = [
    "LeftOut",
    "Matrix",
    "Parameters",
    "Problem",
    "ProblemError",
    "Progress",
    "Reason",
    "Result",
    "Shift",
    "Stop",
    "StopMade",
    "Tour",
    "Travel",
    "TravelSource",
    "Visit",
    "day_of",
    "spread",
    "time_tour",
    "within",
]
