"""How the search is compiled, and where that is kept."""

import hashlib
import os
from functools import partial
from pathlib import Path

from numba import config, njit


def _keep_apart(name):
    """Keep what is compiled in a folder for these sources under this name.

    What numba keeps names its modules, so that it cannot be read under another name
    than it was written under (Odoo's packages, a script's). And it looks whether the
    file of a function has changed, not those of the functions that it calls: after an
    update half of the search would be of yesterday.

    Parameters
    ----------
    name : str
        Name that the package is imported under.
    """
    sources = sorted(Path(__file__).parent.glob("*.py"))
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources))
    usual = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    base = config.CACHE_DIR or os.path.join(usual, "numba")
    folder = os.path.join(base, name, digest.hexdigest()[:16])
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError:
        # Nothing is kept for long then: numba falls back to a place of its own.
        return
    config.CACHE_DIR = folder


# Before the first function is made, which looks for its place at once.
_keep_apart(__package__)

# The arrays belong to whoever calls: nothing in the search makes or frees one. Counting
# references to them, an atomic step each time one is taken out of a tuple, would cost
# several times what the search does. Whatever allocates does not compile this way.
compiled = partial(njit, cache=True, nogil=True, _nrt=False)
