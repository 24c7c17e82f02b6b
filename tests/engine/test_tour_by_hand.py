"""A tour in somebody's order is timed at once."""

import subprocess
import sys

HEAVY = ("numba", "llvmlite", "ortools", "pyvrp")


def test_a_drag_loads_nothing_heavy(request):
    """S0-52: what a planner's drag waits for is neither compiled nor solved."""
    addon = request.config.rootpath / "addons" / "field_crm_routing"
    code = (
        "import sys, types\n"
        "package = types.ModuleType('field_crm_routing')\n"
        f"package.__path__ = [{str(addon)!r}]\n"
        "sys.modules['field_crm_routing'] = package\n"
        "import field_crm_routing.engine.planning.by_hand\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
