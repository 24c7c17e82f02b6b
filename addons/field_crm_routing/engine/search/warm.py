"""Compile the search before anybody waits for it."""

import numpy as np

from ..model import Matrix, Parameters, Problem, Shift, Stop, Travel, Visit
from .solve import solve


def warm_up():
    """Compile the search and keep it on disk: most of a minute the first time.

    Where numba keeps it: the environment's ``NUMBA_CACHE_DIR``, or beside the source.
    """
    metres = np.array([[0, 1], [1, 0]], np.int32)
    problem = Problem(
        shifts=(Shift(rep=0, hours=((0, 100),), start=0, end=0),),
        visits=(Visit(place=1, duration=1, windows=((0, 100),)),),
        travel=Matrix([Travel(metres, metres)]),
        positions=np.zeros((2, 2)),
    )
    solve(problem, Parameters(threads=1), Stop(steps=1))
