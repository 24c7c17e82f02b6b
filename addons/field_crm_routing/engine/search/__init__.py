"""The search for tours."""

from .solve import solve
from .warm import warm_up

__all__ = ["solve", "warm_up"]
