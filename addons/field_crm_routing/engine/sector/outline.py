"""What of a great many clients is shown on a map: outlines and a sample."""

import numpy as np


def hull(points):
    """The convex outline of some points.

    Parameters
    ----------
    points : ndarray, shape (n, 2)

    Returns
    -------
    list of [float, float]
        Its corners in their order, without the first one again; all points when there
        are fewer than three different ones.
    """
    points = np.unique(np.asarray(points, float).reshape(-1, 2), axis=0)
    if len(points) < 3:
        return points.tolist()
    chains = [_half(points), _half(points[::-1])]
    return [corner for chain in chains for corner in chain[:-1]]


def _half(points):
    chain = []
    for point in points.tolist():
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(one, two, three):
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (
        three[0] - one[0]
    )


def sample(moved, most):
    """Numbers of the clients to show, those that change first.

    Parameters
    ----------
    moved : ndarray of bool, shape (n,)
    most : int
        Half of it goes to those that change, when there are as many.

    Returns
    -------
    ndarray of int
        In ascending order; all when there are no more than ``most``.
    """
    if len(moved) <= most:
        return np.arange(len(moved))
    changing, staying = np.flatnonzero(moved), np.flatnonzero(~moved)
    room = min(len(changing), max(most // 2, most - len(staying)))
    parts = [_spread(changing, room), _spread(staying, most - room)]
    return np.sort(np.concatenate(parts))


def _spread(numbers, count):
    """So many of them, from the first to the last."""
    if count >= len(numbers):
        return numbers
    return numbers[np.linspace(0, len(numbers) - 1, count).astype(int)]
