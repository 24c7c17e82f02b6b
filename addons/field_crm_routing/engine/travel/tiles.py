"""Travel from Valhalla inside this process, on tiles made of OpenStreetMap."""

import functools
import json
from pathlib import Path

import numpy as np

from .errors import TravelError
from .make_tiles import CONFIG, INFO
from .servers import (
    UNREACHABLE,
    locations,
    read_route,
    read_table,
    route_question,
    table_question,
)

# Valhalla's numbers do not come with its exceptions, its words do.
_CODES = {
    "No suitable edges": "no_road",
    "No path could be found": "no_road",
    "unconnected regions": "no_road",
    "exceeds the max distance": "too_far",
}


class Tiles:
    """Valhalla without a server.

    Parameters
    ----------
    folder : path
        Where ``make_tiles`` has put its tiles.
    positions : ndarray, shape (L, 2)
        Latitude and longitude in degrees.
    names : sequence of str
        Valhalla's name for each profile.

    Raises
    ------
    TravelError
        ``no_tiles``: no tiles there, or no pyvalhalla on this machine.
    """

    provider = "Valhalla"
    # It looks for roads from each place once, however many places are at their ends.
    block = 100

    def __init__(self, folder, positions, names):
        self.positions = np.asarray(positions, float)
        self.names = list(names)
        self.profiles = len(self.names)
        info = Path(folder) / INFO
        if not info.is_file():
            raise TravelError(self.provider, "no_tiles", str(folder))
        # Tiles that were made anew are another set of tiles.
        self.actor = _actor(str(folder), info.stat().st_mtime_ns)

    def ask(self, profile, rows, columns):
        """As ``Server.ask``."""
        question = table_question(
            self._spots(rows), self._spots(columns), self.names[profile]
        )
        found = np.stack(read_table(self._call(self.actor.matrix, question)))
        return np.where(np.isnan(found), UNREACHABLE, found).round().astype(np.int32)

    def shape(self, profile, places):
        """As ``Server.shape``."""
        question = route_question(self._spots(places), self.names[profile])
        return read_route(self._call(self.actor.route, question))

    def _call(self, method, question):
        try:
            return method(question)
        except MemoryError as error:
            raise TravelError(self.provider, "refused", "memory") from error
        except (RuntimeError, ValueError) as error:
            known = (code for words, code in _CODES.items() if words in str(error))
            code = next(known, "refused")
            raise TravelError(self.provider, code, str(error)) from error

    def _spots(self, numbers):
        return locations(self.positions[numbers])


def describe_tiles(folder):
    """What is known of the tiles in a folder.

    Returns
    -------
    dict or None
        ``extract`` (the file's name), ``made_on`` (ISO date and time, UTC), ``bytes``;
        ``None`` without tiles.
    """
    try:
        return json.loads((Path(folder) / INFO).read_text("utf-8"))
    except (OSError, ValueError):
        return None


@functools.lru_cache(maxsize=1)
def _actor(folder, _made):
    """Valhalla on a set of tiles, kept: reading its tables takes a while."""
    try:
        from valhalla import Actor
    except ImportError as error:
        raise TravelError(Tiles.provider, "no_tiles", "pyvalhalla") from error
    config = json.loads((Path(folder) / CONFIG).read_text("utf-8"))
    return Actor(_tuned(config, folder))


def _tuned(config, folder):
    """Valhalla's configuration for a process that does other things as well.

    By default it reserves room for two million labels a place, 12 GB for 50 places,
    where Odoo's processes may have 2.5: it takes what it needs without.
    """
    config["mjolnir"].update(
        tile_dir=str(Path(folder) / "tiles"), max_cache_size=256_000_000
    )
    for name in config["thor"]:
        if name.startswith("max_reserved_labels_count"):
            config["thor"][name] = 20_000
    for costing in ("auto", "truck", "bicycle", "pedestrian"):
        # France from corner to corner, for nobody else waits.
        config["service_limits"][costing].update(
            max_matrix_distance=2_000_000,
            max_matrix_location_pairs=Tiles.block**2,
            max_locations=200,
        )
    return config
