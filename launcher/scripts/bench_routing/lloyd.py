"""Balanced k-means as it is usually done: Lloyd's steps with full sectors closed."""

import numpy as np

STEPS = 15
ROOM = 1.03


def balanced_kmeans(points, work, count, seed):
    """Sector of each point; no sector takes more than 3 % above its share.

    In each step the points, those first that would lose most by going elsewhere, take
    the nearest sector that has room; then the middles move.
    """
    chance = np.random.default_rng(seed)
    middles = points[chance.choice(len(points), count, p=work / work.sum())]
    room = ROOM * work.sum() / count
    for _step in range(STEPS):
        away = ((points[:, None] - middles[None]) ** 2).sum(axis=2)
        order = np.argsort(away, axis=1)
        rows = np.arange(len(points))
        loss = away[rows, order[:, 1]] - away[rows, order[:, 0]]
        load = np.zeros(count)
        sector_of = np.empty(len(points), np.int64)
        for point in np.argsort(-loss):
            for sector in order[point]:
                if load[sector] + work[point] <= room:
                    break
            sector_of[point] = sector
            load[sector] += work[point]
        for sector in range(count):
            held = sector_of == sector
            middles[sector] = np.average(points[held], axis=0, weights=work[held])
    return sector_of
