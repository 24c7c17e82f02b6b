"""Run inside Odoo's shell: take every measure of a folder, one after the other.

`FIELDCRM_SCRIPT`: {"folder": path of the measures, "repeats": number, "answer": path of
the file to write}. A measure is a file with `measure(env, repeats)`, which gives its
figures by name and, under `details`, what they were compared with. What it writes to
the base is rolled back. Files that begin with `_` are shared by the measures.
"""

import importlib
import json
import os
import sys
from pathlib import Path


def run(env, folder, repeats, answer):
    sys.path.insert(0, folder)
    found = {"details": {}}
    for path in sorted(Path(folder).glob("[!_]*.py")):
        figures = importlib.import_module(path.stem).measure(env, repeats)
        env.cr.rollback()
        env.invalidate_all(flush=False)
        found["details"][path.stem] = figures.pop("details", {})
        found.update(figures)
    Path(answer).write_text(json.dumps(found))


run(env, **json.loads(os.environ["FIELDCRM_SCRIPT"]))  # noqa: F821
