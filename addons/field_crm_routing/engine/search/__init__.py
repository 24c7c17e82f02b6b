"""The search for tours."""

import os

from numba import config

if config.CACHE_DIR:
    # What is kept compiled names its modules, so that it cannot be read under another
    # name than it was written under: Odoo's packages, a script's. Before the modules
    # below, whose functions look for their place at once.
    config.CACHE_DIR = os.path.join(config.CACHE_DIR, __name__)

from .schedule import time_tour
from .solve import solve
from .warm import warm_up

__all__ = ["solve", "time_tour", "warm_up"]
