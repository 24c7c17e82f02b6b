"""Which visits are near which: beside those a visit is put back."""

import numpy as np

from .arrays import (
    CALENDAR,
    COUNT,
    FORBIDDEN,
    HOURS,
    KIND,
    PER_METRE,
    PER_SECOND,
    PLACE,
    PROFILE,
    REP,
    SERVICE,
)

CHUNK = 256
# How much a second waited between two visits counts beside one travelled.
WAITING = 0.2


def near_visits(ways, shifts, visits, hours, keys, fit, neighbours):
    """The nearest visits of each visit that it can share a shift with.

    Near in the cost of the way, in the time waited between the two and in how late the
    second would be (Vidal et al. 2013).

    Returns
    -------
    ndarray of int32, shape (N, G)
        Nearest first; a visit with fewer companions than ``G`` repeats its last.
    """
    count = len(visits)
    neighbours = min(neighbours, max(count - 1, 1))
    places, rows = visits[:, PLACE], visits[:, HOURS]
    cost = _mean_cost(ways, shifts)
    rate = max(float(np.median(shifts[:, PER_SECOND])), 1.0)
    times = ways[int(shifts[0, PROFILE]), :, :, 0]
    opens = keys[rows, 1].astype(float)
    closes = keys[rows, 2].astype(float)
    service = visits[:, SERVICE].astype(float)
    shared = _shared(shifts, visits, hours, fit)
    near = np.empty((count, neighbours), np.int32)
    for first in range(0, count, CHUNK):
        mine = np.arange(first, min(first + CHUNK, count))
        one_way = _apart(cost, times, places, opens, closes, service, mine, rate)
        far = one_way.astype(np.float32)
        far[np.arange(len(mine)), mine] = np.inf
        if shared is not None:
            # Float, for numpy multiplies integers slowly.
            far[(shared[mine] @ shared.T) == 0] = np.inf
        best = np.argpartition(far, neighbours - 1, axis=1)[:, :neighbours]
        order = np.take_along_axis(far, best, axis=1).argsort(axis=1, kind="stable")
        best = np.take_along_axis(best, order, axis=1)
        apart = np.isinf(np.take_along_axis(far, best, axis=1))
        # A companion that can never be one is replaced by the nearest that can.
        near[mine] = np.where(apart, best[:, :1], best)
    return near


def _mean_cost(ways, shifts):
    """Cost of each way, of the shifts' mean kind."""
    per_metre = float(shifts[:, PER_METRE].mean())
    per_second = float(shifts[:, PER_SECOND].mean())
    way = ways[int(shifts[0, PROFILE])]
    cost = way[:, :, 1] * np.float32(per_metre)
    cost += way[:, :, 0] * np.float32(per_second)
    return cost


def _apart(cost, times, places, opens, closes, service, mine, rate):
    """How far apart visits are, whichever of the two comes first."""
    here, there = places[mine][:, None], places[None, :]

    def after(first, second, way):
        leaves = service[first] + way
        waits = np.maximum(0, opens[second] - leaves - closes[first])
        late = np.maximum(0, opens[first] + leaves - closes[second])
        return (WAITING * waits + late) * rate

    every = np.arange(len(places))[None, :]
    column = mine[:, None]
    forth = cost[here, there] + after(column, every, times[here, there])
    back = cost[there, here] + after(every, column, times[there, here])
    return np.minimum(forth, back)


def _shared(shifts, visits, hours, fit):
    """In which kinds of shift each visit can be; ``None`` when all can in all."""
    kinds = np.unique(shifts[:, [CALENDAR, REP]], axis=0)
    open_in = hours[:, :, COUNT] > 0
    may = fit != FORBIDDEN
    can = open_in[visits[:, HOURS]][:, kinds[:, 0]]
    can &= may[visits[:, KIND]][:, kinds[:, 1]]
    return None if can.all() else can.astype(np.float32)
