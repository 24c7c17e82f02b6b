"""Measure something: prints a table and, as its last line, its figures as JSON."""

import importlib
import json
import pkgutil

from ..errors import LauncherError


def names():
    """The benchmarks that exist."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def add_arguments(parser):
    """Options of this command."""
    parser.add_argument(
        "name", choices=names(), metavar="NAME", help=", ".join(names())
    )


def run(context, args):
    """Run one benchmark: its module's `run(context)` returns a `Result`."""
    module = importlib.import_module(f".{args.name}", __package__)
    rows, figures = module.run(context)
    if not rows:
        raise LauncherError(f"The benchmark {args.name} measured nothing.")
    width = max(len(label) for label, _value in rows)
    context.console.write("")
    for label, value in rows:
        context.console.write(f"  {label:<{width}}  {value}")
    context.console.write(json.dumps(figures))
    return 0
