"""Make the tiles that Valhalla finds roads on, from an extract of OpenStreetMap.

    python make_tiles.py EXTRACT.osm.pbf FOLDER

Needs nothing but pyvalhalla. The new tiles take the old ones' place when they are
complete; whatever goes wrong before that, the old ones stay.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

CONFIG = "valhalla.json"
INFO = "tiles.json"


class TilesError(RuntimeError):
    """Tiles that could not be made, with a sentence for whoever asked for them."""


def make_tiles(extract, folder, log=None):
    """Make tiles.

    Parameters
    ----------
    extract : path
        An ``.osm.pbf`` file.
    folder : path
        Where they go; made when it is missing.
    log : file, optional
        Where Valhalla writes what it does.

    Returns
    -------
    dict
        As ``tiles.describe_tiles``.

    Raises
    ------
    TilesError
    """
    extract, folder = Path(extract).resolve(), Path(folder).resolve()
    _check(extract)
    try:
        from valhalla import PYVALHALLA_DIR, get_config
    except ImportError as error:
        raise TilesError(
            "pyvalhalla is missing: it exists for Python 3.12 and later on Linux."
        ) from error
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        (work / "tiles").mkdir()
        config = get_config(tile_extract="", tile_dir=work / "tiles", verbose=False)
        (work / CONFIG).write_text(json.dumps(config), "utf-8")
        builder = Path(PYVALHALLA_DIR) / "bin" / "valhalla_build_tiles"
        done = subprocess.run(
            [builder, "-c", work / CONFIG, extract],
            stdout=log or subprocess.DEVNULL,
            stderr=subprocess.STDOUT if log else subprocess.DEVNULL,
            check=False,
        )
        sizes = [each.stat().st_size for each in work.glob("tiles/**/*.gph")]
        if done.returncode or not sizes:
            raise TilesError(
                f"{extract.name}: Valhalla has made no tiles of it (exit code "
                f"{done.returncode}); is it an OpenStreetMap extract with roads?"
            )
        info = {
            "extract": extract.name,
            "made_on": datetime.now(timezone.utc).isoformat(timespec="seconds"),
            "bytes": sum(sizes),
        }
        (work / INFO).write_text(json.dumps(info), "utf-8")
        work.chmod(0o755)
        _replace(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return info


def _check(extract):
    if not extract.is_file():
        raise TilesError(f"{extract}: there is no such file.")
    with extract.open("rb") as file:
        head = file.read(64)
    if b"OSMHeader" not in head:
        raise TilesError(
            f"{extract.name} is no OpenStreetMap extract in PBF form (.osm.pbf)."
        )


def _replace(work, folder):
    """Put the new folder at the place of the old one."""
    old = folder.with_name(f".{folder.name}-old-{os.getpid()}")
    if folder.exists():
        folder.rename(old)
    work.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def main(arguments):
    """The command line; returns the exit code."""
    if len(arguments) != 2:
        sys.stderr.write(__doc__)
        return 2
    try:
        info = make_tiles(*arguments, log=sys.stdout)
    except TilesError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{info['extract']}: {info['bytes'] / 1e6:.1f} MB of tiles\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
