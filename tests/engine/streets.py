"""A village drawn by ruler, as an OpenStreetMap extract."""

import osmium
from osmium.osm import mutable

SOUTH, WEST, STEP = 48.05, -1.70, 0.005
SIDE = 12


def write_streets(path, streets=SIDE, wide=1):
    """Write a square of streets and avenues, a corner every ``STEP`` degrees.

    Parameters
    ----------
    path : Path
    streets : int
        How many lie from west to east; none at all with 0.
    wide : int
        Only each so many streets are built.

    Returns
    -------
    Path
    """
    with osmium.SimpleWriter(str(path)) as writer:
        number = {
            (row, column): 1 + row * SIDE + column
            for row in range(SIDE)
            for column in range(SIDE)
        }
        for (row, column), node in number.items():
            place = (WEST + column * STEP, SOUTH + row * STEP)
            writer.add_node(mutable.Node(id=node, version=1, location=place))
        ways = []
        for line in range(wide - 1, streets, wide):
            ways.append([number[line, column] for column in range(SIDE)])
            ways.append([number[row, line] for row in range(SIDE)])
        for way, nodes in enumerate(ways, start=1):
            tags = {"highway": "residential", "name": f"Rue {way}"}
            writer.add_way(mutable.Way(id=way, version=1, nodes=nodes, tags=tags))
    return path
