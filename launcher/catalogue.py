"""Bring the catalogues of our add-ons up to date: the template and French.

Exports what the screens, mails and messages say now, and merges it into fr.po: what
is translated stays, what is no longer said goes. A new term that Odoo says too gets
Odoo's French; the list of what has none comes last, and makes the exit code 1.
"""

import json
import subprocess
from pathlib import Path

from . import manifests
from .errors import LauncherError
from .preparation import prepared

SHOWN = 70


def add_arguments(parser):
    """Options of this command."""
    parser.add_argument("addon", nargs="*", help="default: all of ours")
    parser.add_argument(
        "--terms",
        metavar="FILE",
        action="append",
        default=[],
        help="a table of translations to take over, one a line: the English term, a "
        "tab, the French one (\\n stands for a line break)",
    )


def run(context, args):
    """Export and merge; 1 when a term has no French."""
    unknown = set(args.addon) - set(context.addon_names)
    if unknown:
        raise LauncherError(f"There is no add-on {', '.join(sorted(unknown))}.")
    with prepared(context) as databases:
        names = args.addon or manifests.in_order(databases.addons)
        template = databases.product_template()
        database = databases.copy(template, "catalogue")
        try:
            reports = {
                name: update(context, database, name, args.terms) for name in names
            }
        finally:
            databases.drop(database)
    for name, report in reports.items():
        say(context.console, name, report)
    return 1 if any(report["missing"] for report in reports.values()) else 0


def update(context, database, addon, tables):
    """One add-on's catalogues; returns the report of `merge.py`."""
    database.configure()
    exported = context.runtime / f"{addon}.pot"
    context.must_run(
        f"Export of {addon}",
        database.command("-l", "pot", "-o", exported, addon, verb="i18n export"),
        env=database.environment(),
        cwd=context.state,
    )
    folder = context.addons / addon / "i18n"
    answer = subprocess.run(
        [
            context.python,
            Path(__file__).with_name("translation") / "merge.py",
            exported,
            folder / f"{addon}.pot",
            folder / "fr.po",
            "--odoo",
            *foreign_catalogues(context, database),
            "--terms",
            *(Path(table).resolve() for table in tables),
        ],
        env=context.environment(),
        capture_output=True,
        text=True,
    )
    if answer.returncode:
        raise LauncherError(f"{addon}: {answer.stderr.strip()}")
    return json.loads(answer.stdout.splitlines()[-1])


def foreign_catalogues(context, database):
    """fr.po of each module that ours stand on, the web client's and base's first."""
    rows = database.server.query(
        "SELECT name FROM ir_module_module WHERE state = 'installed'", database.name
    )
    modules = {name for (name,) in rows} - set(context.addon_names)
    places = [
        context.odoo_root / "odoo" / "addons",
        context.odoo_root / "addons",
        *context.venv.glob("lib/python3*/site-packages/odoo/addons"),
    ]
    ordered = ["web", "base", "mail", *sorted(modules - {"web", "base", "mail"})]
    paths = (place / name / "i18n" / "fr.po" for name in ordered for place in places)
    return [path for path in paths if path.exists()]


def say(console, addon, report):
    """What a translator wants to know, what is left to do last."""
    console.write(
        f"\n{addon}: {report['terms']} terms, {len(report['new'])} new, "
        f"{len(report['obsolete'])} gone, {len(report['missing'])} without French"
    )
    for term, text in report["proposed"]:
        console.write(f"  Odoo's own: {short(term)} → {short(text)}")
    # A table for several add-ons may mean another thing by the same English.
    for term, old, new in report["replaced"]:
        console.write(f"  changed: {short(term)}: {short(old)} → {short(new)}")
    for term in report["obsolete"]:
        console.write(f"  gone: {short(term)}")
    for term, place in report["missing"]:
        console.write(f"  without French: {short(term)}  ({place})")


def short(text):
    """A term on one line."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
