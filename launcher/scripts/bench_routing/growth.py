"""How the cost grows from a hundred to twenty thousand visits."""

import time

import matplotlib as mpl
import region
from field_crm_routing.engine.check import violations
from field_crm_routing.engine.model import Parameters, Stop
from field_crm_routing.engine.search import solve

mpl.use("Agg")
# Of two clients one is visited within the four weeks.
SIZES = (200, 500, 1000, 2000, 5000, 10_000, 20_000, 40_000)
BY_CLIENT, LEAST, MOST = 0.03, 5, 600


def measure(wanted, say):
    """Travel by visit and memory after the same time by client, for each size."""
    import resource

    found = []
    for clients in wanted["sizes"] or SIZES:
        problem = region.make(clients, max(clients // 500, 1), wanted["seed"])
        seconds = clients * (wanted["per_client"] or BY_CLIENT)
        seconds = min(max(LEAST, seconds), MOST)
        say(f"growth: {clients} clients, {seconds:.0f} s")
        started = time.monotonic()
        result = solve(problem, Parameters(seed=wanted["seed"]), Stop(seconds=seconds))
        summary = region.summary(problem, result.orders)
        found.append(
            {
                "clients": clients,
                "seconds": round(time.monotonic() - started, 1),
                "violations": len(violations(problem, result)),
                "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                **summary,
            }
        )
    if wanted["plot"]:
        plot(found, wanted["plot"])
    return {"details": {"growth": found}}


def plot(found, path):
    """Draw seconds, megabytes and minutes of travel by visit over the size."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 3, figsize=(11, 3.2), layout="constrained")
    sizes = [row["visits"] for row in found]
    for axis, title, values in zip(
        axes,
        ("Seconds", "Memory (MB)", "Travel by visit (minutes)"),
        (
            [row["seconds"] for row in found],
            [row["mb"] for row in found],
            [60 * row["hours"] / max(row["visits"], 1) for row in found],
        ),
        strict=True,
    ):
        axis.plot(sizes, values, marker="o")
        axis.set(xscale="log", xlabel="Visits", title=title, ylim=(0, None))
        axis.grid(alpha=0.3)
    figure.savefig(path, dpi=110)
