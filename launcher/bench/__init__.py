"""Measure something: prints a table and, as its last line, its figures as JSON."""

import importlib
import json
import pkgutil

from ..errors import LauncherError


def names():
    """The benchmarks that exist: modules that can be run, not what they share."""
    found = [module.name for module in pkgutil.iter_modules(__path__)]
    return sorted(name for name in found if hasattr(_load(name), "run"))


def _load(name):
    return importlib.import_module(f".{name}", __package__)


def add_arguments(parser):
    """Options of this command."""
    parser.add_argument(
        "name", choices=names(), metavar="NAME", help=", ".join(names())
    )
    for name in names():
        module = _load(name)
        if hasattr(module, "add_arguments"):
            module.add_arguments(parser.add_argument_group(f"bench {name}"))


def run(context, args):
    """Run one benchmark: its module's `run` returns (rows, figures).

    It is given the context, and the arguments if it has options of its own.
    """
    module = _load(args.name)
    given = (context, args) if hasattr(module, "add_arguments") else (context,)
    rows, figures = module.run(*given)
    if not rows:
        raise LauncherError(f"The benchmark {args.name} measured nothing.")
    width = max(len(label) for label, _value in rows)
    context.console.write("")
    for label, value in rows:
        context.console.write(f"  {label:<{width}}  {value}")
    context.console.write(json.dumps(figures))
    return 0
