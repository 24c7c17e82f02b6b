"""Finding the Python that the environment is built on."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from ..errors import LauncherError

OLDEST, NEWEST = (3, 10), (3, 13)
# Odoo needs these; a Python compiled without them looks fine until much later.
NEEDED_MODULES = ("ssl", "sqlite3", "ctypes", "zlib", "venv")
PROBE = f"""
import importlib.util as u, json, sys
missing = []
for name in {NEEDED_MODULES!r}:
    try:
        __import__(name)
    except ImportError:
        missing.append(name)
print(json.dumps([list(sys.version_info[:3]), missing,
                  u.find_spec("ensurepip") is not None, sys.base_prefix]))
"""


class Interpreter(NamedTuple):
    """A Python that was tried and works."""

    path: str
    version: tuple
    has_pip: bool

    @property
    def label(self):
        return "Python " + ".".join(map(str, self.version))


def candidates(environ):
    """Paths worth trying, the newest version's first."""
    folders = [Path(f) for f in environ.get("PATH", "").split(os.pathsep) if f]
    pyenv = Path(environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    if pyenv.is_dir():
        # pyenv's shims on PATH fail for versions that are not selected.
        folders += [version / "bin" for version in sorted(pyenv.iterdir())]
    found = []
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found += [folder / f"python3.{minor}" for folder in folders]
    found += [folder / "python3" for folder in folders]
    found.append(Path(sys.executable))
    unique = dict.fromkeys(str(path) for path in found if os.access(path, os.X_OK))
    return list(unique)


def probe(path):
    """Try an interpreter.

    :return: an Interpreter, or the reason (a string) why it cannot be used
    """
    try:
        answer = subprocess.run(
            [path, "-I", "-c", PROBE], capture_output=True, text=True, timeout=20
        )
        version, missing, has_pip, _prefix = json.loads(answer.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return "does not start"
    if not OLDEST <= tuple(version[:2]) <= NEWEST:
        return f"is version {version[0]}.{version[1]}"
    if missing:
        return f"was built without {', '.join(missing)}"
    return Interpreter(path, tuple(version), has_pip)


def best(environ=os.environ, try_one=probe):
    """The newest Python between 3.10 and 3.13 that works.

    :raise LauncherError: when none does, with what was tried and why not
    """
    refused = []
    usable = []
    for path in candidates(environ):
        named = re.search(r"python3\.(\d+)$", path)
        if usable and named and int(named[1]) < usable[0].version[1]:
            break
        result = try_one(path)
        if isinstance(result, Interpreter):
            usable.append(result)
            usable.sort(key=lambda one: (one.version, one.has_pip), reverse=True)
        else:
            refused.append(f"  {path} {result}")
    if usable:
        return usable[0]
    raise LauncherError(
        "No usable Python from 3.10 to 3.13 was found. Tried:\n"
        + "\n".join(refused)
        + "\nInstall one, on Debian for example:  apt-get install python3 python3-venv"
    )
