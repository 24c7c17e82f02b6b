"""What the map shows of a sectorisation, before and after."""

import numpy as np

from ...engine.sector.outline import hull, sample

MOST_POINTS = 4000
# Metres matter to nobody here, and a hundred thousand digits do.
_DECIMALS = 4


def make_preview(positions, today, found, count):
    """Outlines, a sample of the clients, and who goes from where to where.

    Parameters
    ----------
    positions : ndarray, shape (n, 2)
        Latitude and longitude in degrees.
    today, found : ndarray of int, shape (n,)
        Number of each client's sector, before (-1: none of these) and after.
    count : int
        Sectors.

    Returns
    -------
    dict
        ``before`` and ``after``: for each sector the corners of its outline;
        ``points``: list of [latitude, longitude, before, after]; ``flows``: list of
        [before, after, clients], the greatest first; ``clients``: how many in all.
    """
    positions = np.round(np.asarray(positions, float), _DECIMALS)
    moved = today != found
    shown = sample(moved, MOST_POINTS)
    pairs, clients = np.unique(
        np.stack([today[moved], found[moved]], axis=1), axis=0, return_counts=True
    )
    flows = [
        [*map(int, pair), int(number)]
        for pair, number in zip(pairs, clients, strict=True)
    ]
    return {
        "before": [hull(positions[today == number]) for number in range(count)],
        "after": [hull(positions[found == number]) for number in range(count)],
        "points": [
            [*positions[client].tolist(), int(today[client]), int(found[client])]
            for client in shown
        ],
        "flows": sorted(flows, key=lambda flow: (-flow[2], flow[:2])),
        "clients": len(positions),
    }
