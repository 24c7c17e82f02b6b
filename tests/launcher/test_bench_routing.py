"""The environment in which the benchmark of tours runs."""

import ast
import re
import sys

from launcher.context import LAUNCHER

ROOT = LAUNCHER.parent
SCRIPTS = LAUNCHER / "scripts" / "bench_routing"
ENGINE = ROOT / "addons" / "field_crm_routing" / "engine"
# Parts of the engine that are measured.
PARTS = ("check", "model", "sector", "search", "travel")
# Packages whose name is not that of what they hold.
PACKAGES = {"vroom": "pyvroom", "valhalla": "pyvalhalla"}


def imported(folder):
    """What the files of a folder import from elsewhere, by the name of its package."""
    own = {"field_crm_routing", *(path.stem for path in folder.rglob("*.py"))}
    names = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module)
    tops = {name.partition(".")[0] for name in names}
    return {PACKAGES.get(n, n) for n in tops - own - set(sys.stdlib_module_names)}


def test_it_holds_all_that_the_engine_imports():
    """A package that Odoo alone would bring is missing beside the other engines."""
    lock = (ROOT / "requirements" / "peers.txt").read_text()
    held = set(re.findall(r"^([A-Za-z][\w.-]*)==", lock, re.MULTILINE))
    wanted = imported(SCRIPTS).union(*(imported(ENGINE / part) for part in PARTS))
    assert {"numba", "requests", "vrplib"} <= wanted
    assert wanted <= held
