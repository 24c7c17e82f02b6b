"""Make the roads that tours are computed on, from an extract of OpenStreetMap.

EXTRACT is a file like bretagne.osm.pbf, as download.geofabrik.de and others offer it
for every region of France; the larger it is, the longer it takes (a region: minutes,
France: an hour or two and 16 GB of memory). The roads lie in .fieldcrm/roads; new ones
take the old ones' place when they are complete. Then choose « Routes de ce serveur » in
the settings of Field CRM, block « Temps de trajet ».

In production, see docs/operators/production.md, "Roads".
"""

from pathlib import Path

from .console import duration
from .errors import LauncherError
from .preparation import prepare

SCRIPT = ("field_crm_routing", "engine", "travel", "make_tiles.py")


def add_arguments(parser):
    """Options of this command."""
    parser.add_argument(
        "extract", metavar="EXTRACT.osm.pbf", type=Path, help="OpenStreetMap's roads"
    )
    parser.add_argument(
        "--to",
        metavar="FOLDER",
        type=Path,
        help="where the roads go (default: .fieldcrm/roads, where the demo looks)",
    )


def run(context, args):
    """Make the tiles; returns the exit code."""
    extract = args.extract.expanduser().resolve()
    # Nobody waits for the environment to be told of a slip of the keyboard.
    if not extract.is_file():
        raise LauncherError(f"{extract}: there is no such file.")
    prepare(context)
    folder = (args.to or context.roads).expanduser().resolve()
    step = context.run_step(
        f"Roads of {extract.name}",
        [context.python, context.addons.joinpath(*SCRIPT), extract, folder],
        show=False,
    )
    lines = step.output.strip().splitlines() or [""]
    if not step.ok:
        raise LauncherError(f"{lines[-1]}\nWhat Valhalla said is in {context.logs}.")
    context.console.write(
        f"\n{lines[-1]} in {folder}, made in {duration(step.seconds)}."
        "\nIn Field CRM: Configuration, Paramètres, « Temps de trajet », "
        "« Routes de ce serveur »."
    )
    return 0
