"""The command line: reads the verb and its options, hands over to its module."""

import argparse
import importlib
import json
import sys
from pathlib import Path

from . import process
from .context import Context
from .errors import LauncherError

ROOT = Path(__file__).resolve().parent.parent

VERBS = {
    "demo": "start Field CRM with believable demo data and open it to a browser",
    "test": "run the whole test suite, or the part named by SELECTION",
    "bench": "measure something: `bench setup` times a fresh installation",
    "lint": "check the code's style and its translations",
    "catalogue": "export the terms to translate and merge them into the French",
    "tiles": "make the roads for tours from an extract of OpenStreetMap",
    "shell": "open an Odoo shell on the demo database",
    "spec": "say which lines of the requirements the tests prove",
    "doctor": "say what is found, what is missing and the command that mends it",
    "clean": "stop what runs from this checkout and delete what it made",
}


def build_parser():
    """The parser of all verbs; each verb's module adds its own options."""
    parser = argparse.ArgumentParser(
        prog="./fieldcrm",
        description="Field CRM on this machine: demo, tests and tools.",
        epilog="All that it makes lies in .fieldcrm/ inside the checkout.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="COMMAND", required=True)
    for name, summary in VERBS.items():
        module = importlib.import_module(f".{name}", __package__)
        verb = verbs.add_parser(
            name,
            help=summary,
            description=(module.__doc__ or summary).strip(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        add_common_options(verb)
        if hasattr(module, "add_arguments"):
            module.add_arguments(verb)
        verb.set_defaults(run=module.run)
    return parser


def add_common_options(parser):
    group = parser.add_argument_group("what to build on")
    group.add_argument(
        "--odoo",
        metavar="PATH",
        help="an Odoo 19 of your own: a checkout's folder or a Debian package "
        "(.deb); the variable FIELDCRM_ODOO does the same",
    )
    group.add_argument(
        "--config",
        metavar="FILE",
        help="an odoo.conf whose db_host, db_port, db_user and db_password name "
        "the PostgreSQL server to use; PGHOST, PGPORT, PGUSER and PGPASSWORD do "
        "the same (default: a private server, started and stopped as needed)",
    )


def main(arguments):
    """Run one verb; returns the exit code."""
    args = build_parser().parse_args(arguments)
    context = Context(root=ROOT, odoo=args.odoo, config=args.config)
    try:
        with process.signals_raise():
            return args.run(context, args) or 0
    except LauncherError as error:
        context.console.write(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        context.console.write("\nStopped. The same command carries on from here.")
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    finally:
        write_timings(context)
        context.close()


def write_timings(context):
    """Keep the steps' durations for the benchmark of the set-up."""
    if context.logs.is_dir():
        timings = {
            "steps": context.console.timings,
            "downloads": context.console.downloads,
        }
        (context.logs / "timings.json").write_text(json.dumps(timings, indent=1))
