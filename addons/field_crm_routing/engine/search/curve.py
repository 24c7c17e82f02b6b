"""Places along a curve: near on the map is near in memory."""

import numpy as np

# Cells of the map along each side: 2 to this.
ORDER = 16


def along_curve(points):
    """In which order points lie along a Hilbert curve.

    The search looks at what is near a visit. Numbered this way, that lies in a few
    stretches of memory, which stay in the processor's cache.

    Parameters
    ----------
    points : ndarray, shape (N, 2)

    Returns
    -------
    ndarray of int, shape (N,)
    """
    points = np.asarray(points, float)
    low = points.min(axis=0)
    wide = max(float((points - low).max()), 1e-12)
    x, y = ((points - low) / wide * (2**ORDER - 1)).astype(np.int64).T
    at = np.zeros(len(points), np.int64)
    for bit in reversed(range(ORDER)):
        right, up = (x >> bit) & 1, (y >> bit) & 1
        at = 4 * at + ((3 * right) ^ up)
        # Each quarter is run through like the whole, turned.
        turn, flip = up == 0, (up == 0) & (right == 1)
        x, y = np.where(flip, ~x, x), np.where(flip, ~y, y)
        x, y = np.where(turn, y, x), np.where(turn, x, y)
    return np.argsort(at, kind="stable")
