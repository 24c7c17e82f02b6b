"""Run the tests: all of them, or those that SELECTION names.

SELECTION is any of
  a kind       engine, launcher, repo (no Odoo); odoo; lifecycle; e2e (browser)
  an add-on    field_crm
  Odoo tags    /field_crm:TestVisit.test_date
  a path       tests/engine/test_identifiers.py, addons/field_crm/tests/test_visit.py

or `upstream` alone: Odoo's own tests, of which our add-ons must break none. They take
an hour or more; `--only crm` runs those of one module.

The last line counts them; the exit code is 0 only when all passed and none had to
be left out.
"""

import os
from concurrent.futures import ThreadPoolExecutor

from . import process
from .errors import LauncherError
from .preparation import prepare, prepared
from .setup import addok, system_packages
from .setup.databases import Databases
from .setup.odbc import OdbcDriver
from .setup.servers import connect
from .testing import (
    e2e_kind,
    lifecycle_kind,
    odoo_kind,
    pytest_kind,
    selection,
    upstream,
)
from .testing.outcome import Outcome, report

PURE = ("engine", "launcher", "repo")


def add_arguments(parser):
    """Options of this command."""
    parser.add_argument("selection", nargs="*", metavar="SELECTION")
    parser.add_argument(
        "--one-by-one", action="store_true", help="run the kinds one after the other"
    )
    parser.add_argument(
        "--only",
        metavar="MODULE",
        action="append",
        default=[],
        help=f"with `upstream`: {', '.join(upstream.MODULES)}; may be repeated",
    )


def run(context, args):
    """Run the selected tests; returns the exit code."""
    if args.selection == ["upstream"]:
        return run_upstream(context, args.only)
    if args.only:
        raise LauncherError("--only goes with `./fieldcrm test upstream`.")
    chosen = selection.parse(args.selection, context.root, context.addon_names)
    odoo = prepare(context, dev=True)
    browser = None
    if chosen.needs_browser:
        browser = system_packages.ensure(context, system_packages.CHROMIUM)
    if chosen.needs_odoo:
        system_packages.ensure(context, system_packages.WKHTMLTOPDF)
        OdbcDriver(context).ensure()
    if chosen.needs_odoo:
        with connect(context) as server:
            databases = Databases(context, server, odoo)
            drop_abandoned(databases)
            outcomes = run_kinds(context, databases, chosen, browser, args.one_by_one)
    else:
        outcomes = [run_pure(context, kind, chosen) for kind in chosen.kinds]
    report_missing(context)
    report(context.console, outcomes)
    return 0 if all(one.ok for one in outcomes) and not context.missing else 1


def run_upstream(context, only):
    """Odoo's own tests, with our add-ons and without."""
    with prepared(context, dev=True) as databases:
        system_packages.ensure(context, system_packages.CHROMIUM)
        return upstream.run(context, databases, only)


def run_kinds(context, databases, chosen, browser, one_by_one):
    """All kinds, Odoo's own tests beside the others: there are two cores or more."""
    if {"odoo", "lifecycle", "e2e"}.intersection(chosen.kinds):
        databases.base_template()
    lanes = [
        [("odoo", lambda: odoo_kind.run(context, databases, chosen))],
        [(kind, lambda k=kind: run_pure(context, k, chosen)) for kind in PURE]
        + [("lifecycle", lambda: lifecycle_kind.run(context, databases))]
        + [("e2e", lambda: e2e_kind.run(context, databases, chosen, browser))],
    ]
    workers = 1 if one_by_one or (os.cpu_count() or 1) < 2 else len(lanes)
    with ThreadPoolExecutor(workers) as pool:
        try:
            done = list(pool.map(lambda lane: run_lane(lane, chosen), lanes))
        except BaseException:
            # An interruption reaches this thread only; the others wait for children.
            process.stop_all()
            raise
    found = {one.kind: one for lane in done for one in lane}
    return [found[kind] for kind in chosen.kinds]


def run_lane(lane, chosen):
    """The chosen kinds of one lane; a kind that breaks does not stop the next."""
    outcomes = []
    for kind, start in lane:
        if kind in chosen.kinds:
            try:
                outcomes.append(start())
            except Exception as error:
                outcomes.append(Outcome(kind, problems=[f"{error}"]))
    return outcomes


def run_pure(context, kind, chosen):
    environment = None
    if kind == "engine":
        environment = dict(context.environment(), **addok.ensure(context))
    return pytest_kind.run(
        context, kind, chosen.paths.get(kind), environment=environment
    )


def drop_abandoned(databases):
    """Drop what test runs left behind that were killed."""
    for start in ("test_", "e2e_", "lifecycle_"):
        for name in databases.names(start):
            # A run may add databases of its own: e2e_4711_demo.
            pid = name.removeprefix(start).partition("_")[0]
            if not process.is_alive(int(pid)):
                databases.drop(databases.get(name))


def report_missing(context):
    """Say at the end, too, what had to be left out."""
    for text in context.missing:
        context.console.warn(text)
