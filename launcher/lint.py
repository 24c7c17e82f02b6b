"""Check the style of the code with all linters, each with its time and findings.

Exits non-zero when a linter finds something, and when one had to be left out because
this machine lacks what it needs.
"""

from .console import duration
from .linting import linters
from .linting.node import NodeTools
from .preparation import prepare


def add_arguments(parser):
    parser.add_argument(
        "linter",
        nargs="*",
        help=f"run these alone (default: all): {', '.join(linters.NAMES)}",
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help="let ruff and prettier rewrite what they can before checking",
    )


def run(context, args):
    """Run the chosen linters on the checkout; the exit code tells the outcome."""
    chosen = [linters.by_name(name) for name in args.linter] or linters.LINTERS
    prepare(context, dev=True)
    node = NodeTools(context)
    if any(linter.needs_node for linter in chosen):
        node.ensure()
    tree = linters.Tree(context.root)
    if args.fix:
        for linter in chosen:
            linters.fix(context, linter, tree, node)
    results = {
        linter.name: linters.run(context, linter, tree, node) for linter in chosen
    }
    return report(context, results)


def report(context, results):
    """Sum up; returns 0 only when every linter ran and found nothing."""
    failed = [name for name, result in results.items() if result and not result.ok]
    left_out = [name for name, result in results.items() if result is None]
    seconds = sum(result.seconds for result in results.values() if result)
    context.console.write()
    if failed:
        context.console.write(f"Findings of: {', '.join(failed)}.")
    if left_out:
        context.console.write(f"Left out: {', '.join(left_out)}.")
        for text in context.missing:
            context.console.write(text)
    clean = len(results) - len(failed) - len(left_out)
    context.console.write(
        f"{clean} of {len(results)} linters are content ({duration(seconds)})."
    )
    return 1 if failed or left_out else 0
