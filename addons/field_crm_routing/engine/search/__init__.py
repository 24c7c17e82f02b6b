"""The search for tours."""

from .schedule import time_tour
from .solve import solve
from .warm import warm_up

__all__ = ["solve", "time_tour", "warm_up"]
