"""Getting Odoo 19: the user's own, an installed one, Debian's, or a git clone."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from ..errors import LauncherError
from . import odoo_debian, odoo_git

SERIES = (19, 0)
OTHER_WAYS = """\
Other ways to give it an Odoo 19:
  ./fieldcrm {verb} --odoo FOLDER       a checkout of Odoo's 19.0 branch
  ./fieldcrm {verb} --odoo FILE.deb     a Debian package of Odoo 19.0
  FIELDCRM_ODOO=... ./fieldcrm {verb}   the same by a variable
  FIELDCRM_ODOO_GIT=... ./fieldcrm      another git repository with a 19.0 branch"""


def series_of(root):
    """(19, 0) for a folder that holds an `odoo` package of that series, else None."""
    try:
        text = (root / "odoo" / "release.py").read_text(encoding="utf-8")
    except OSError:
        return None
    match = re.search(r"^version_info = \((\d+), (\d+)", text, re.M)
    return (int(match[1]), int(match[2])) if match else None


def package_root(path):
    """The folder to put on Python's path for what a user may point at.

    Takes a checkout, a site folder, the `odoo` package itself or its `odoo-bin`.
    """
    path = path.resolve()
    for folder in (path, path.parent, path / "usr/lib/python3/dist-packages"):
        if series_of(folder):
            return folder
    return None


class OdooSource:
    """Where the Odoo of this checkout comes from; remembers the answer."""

    def __init__(self, context):
        self.context = context
        self.folder = context.state / "odoo"
        self.record = self.folder / "source.json"

    @property
    def named(self):
        """What the user asked for by option or variable, or None."""
        return self.context.odoo or os.environ.get("FIELDCRM_ODOO") or None

    def found(self):
        """What an earlier run found: {"root", "kind", "identity", "asked"}."""
        try:
            known = json.loads(self.record.read_text())
        except (OSError, ValueError):
            return None
        if self.named and known["asked"] != self.named:
            return None
        return known if series_of(Path(known["root"])) == SERIES else None

    def ensure(self):
        """Make Odoo 19 importable in the environment."""
        known = self.found()
        if known:
            self.context.console.skipped("Odoo 19", known["kind"])
        else:
            with self.context.console.step("Odoo 19") as step:
                known = dict(self._find(step), asked=self.named)
                step.note = known["kind"]
                self._remember(known)
        self._put_on_path(known["root"])
        return known

    def _find(self, step):
        if self.named:
            return self._use_named(Path(self.named).expanduser(), step)
        installed = self._installed()
        if installed:
            return _described(installed, f"installed in {installed}")
        reasons = []
        for source in (odoo_debian, odoo_git):
            try:
                root, kind, identity = source.fetch(self.context, self.folder, step)
            except LauncherError as error:
                reasons.append(str(error))
                continue
            if series_of(root) == SERIES:
                return {"root": str(root), "kind": kind, "identity": identity}
            reasons.append(f"{kind} is not Odoo 19.0.")
        raise LauncherError(
            "Odoo 19.0 could not be obtained:\n\n"
            + "\n\n".join(reasons)
            + "\n\n"
            + OTHER_WAYS.format(verb="demo")
        )

    def _use_named(self, path, step):
        if path.suffix == ".deb" and path.is_file():
            root, kind, identity = odoo_debian.unpack_named(
                self.context, self.folder, path, step
            )
        else:
            root = package_root(path)
            if root is None:
                raise LauncherError(
                    f"{path} holds no Odoo: neither a folder with odoo/release.py "
                    "nor a .deb file."
                )
            return _described(root, f"yours, {root}")
        if series_of(root) != SERIES:
            raise LauncherError(f"{path} is not Odoo 19.0.")
        return {"root": str(root), "kind": kind, "identity": identity}

    def _installed(self):
        """The folder of an Odoo 19 that this machine already has, or None."""
        for python in ("python3", "/usr/bin/python3"):
            try:
                answer = subprocess.run(
                    [python, "-c", "import odoo.release as r; print(r.__file__)"],
                    capture_output=True,
                    text=True,
                    timeout=30,
                    cwd=self.context.state,
                )
            except (OSError, subprocess.TimeoutExpired):
                continue
            if answer.returncode == 0:
                root = Path(answer.stdout.strip()).parent.parent
                if series_of(root) == SERIES:
                    return root
        for name in ("odoo", "odoo-bin"):
            program = shutil.which(name)
            root = package_root(Path(program)) if program else None
            if root and series_of(root) == SERIES:
                return root
        return None

    def _remember(self, known):
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.record.with_suffix(".part")
        draft.write_text(json.dumps(known, indent=1))
        draft.replace(self.record)

    def _put_on_path(self, root):
        sites = list(self.context.venv.glob("lib/python3*/site-packages"))
        for site in sites:
            (site / "odoo_source.pth").write_text(f"{root}\n")


def _described(root, kind):
    """An Odoo that is not ours: its identity changes when its release file does."""
    if series_of(root) != SERIES:
        found = ".".join(map(str, series_of(root) or ("unknown",)))
        raise LauncherError(f"{root} is Odoo {found}; Field CRM needs 19.0.")
    changed = int((root / "odoo" / "release.py").stat().st_mtime)
    return {"root": str(root), "kind": kind, "identity": f"{root}@{changed}"}
