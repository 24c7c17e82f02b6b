"""The environment in which the benchmark of tours runs."""

import ast
import re
import sys

from launcher.bench.routing import BARS, rows
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


def test_each_measure_alone_has_a_table():
    """Also growth, which has no bar: half an hour is not to end in « nothing »."""
    grown = {"clients": 20_000, "visits": 10_308, "of": 10_308, "seconds": 599.5}
    grown |= {"hours": 806.6, "km": 43_806, "shifts": 567, "mb": 636, "violations": 0}
    [(label, text)] = rows({"details": {"growth": [grown]}})
    assert label.strip() == "20,000 clients"
    assert "10,308 of 10,308 visits in 599.5 s" in text and "636 MB" in text
    [(label, text)] = rows({"sector_s": 3.2, "details": {}})
    assert label == "sector_s" and f"at most {BARS['sector_s'][1]}" in text
