"""How long the server takes for what the back office opens all day.

On 100,000 partners and 1,000,000 visits, as a rep, an accountant and a manager, by the
calls that the web client makes. Each figure is the slowest role's median; each ratio
compares with Odoo's own list, search and form of contacts, of the same user in the same
run; the statistics of all reps (`stats`) and of one (`stats_rep`) with one grouping by
Odoo of the visits that they count.
"""

from ..preparation import prepared
from ..setup.bench_database import BenchDatabase
from .answers import ask_odoo

REPEATS = 15
BAR_MS = 300
OTHER_BARS_MS = {"stats": 1000}
# What each figure is made of, and what of Odoo's own it is compared with.
GROUPS = {
    "list": "plain list",
    "search": "plain search",
    "form": "plain form",
    "home": "plain list",
    "stats": "plain stats",
    "stats_rep": "plain stats_rep",
}


def run(context):
    """Measure; returns (rows of the table, figures by name)."""
    with prepared(context, dev=True) as databases:
        database = BenchDatabase(context, databases).ensure()
        with context.console.step("Benchmark of the back office") as step:
            found = ask_odoo(
                context,
                databases,
                database,
                "bench_backoffice",
                step,
                repeats=REPEATS,
            )
    figures = summarise(found)
    return rows(found, figures), {**figures, "details": found}


def summarise(found):
    """The figures: the slowest measure of each group, in the slowest role.

    :param found: {measure: {role: {"median": ms, ...}}}
    """
    figures = {}
    for group, plain in GROUPS.items():
        ours = [found[name] for name in found if name.split(" ")[0] == group]
        figures[f"{group}_ms"] = max(
            result["median"] for one in ours for result in one.values()
        )
        figures[f"{group}_ratio"] = round(
            max(
                one[role]["median"] / found[plain][role]["median"]
                for one in ours
                for role in one
            ),
            2,
        )
    return figures


def rows(found, figures):
    """The table: each measure's median, 95 % and queries for each role."""
    table = []
    for name, roles in found.items():
        for role, result in roles.items():
            table.append(
                (
                    f"{name}, {role}",
                    f"{result['median']:>7.1f} ms  95 %: {result['p95']:>7.1f} ms"
                    f"  {result['queries']:>3} queries",
                )
            )
    for group in GROUPS:
        bar = OTHER_BARS_MS.get(group, BAR_MS)
        table.append(
            (
                f"Slowest {group}",
                f"{figures[f'{group}_ms']:>7.1f} ms  (below {bar} ms)  "
                f"{figures[f'{group}_ratio']} × Odoo's own",
            )
        )
    return table
