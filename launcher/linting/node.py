"""ESLint and prettier: installed from npm into the state folder."""

import hashlib
import re
import shutil
import subprocess

from ..setup import system_packages

OLDEST_NODE = (18, 18)
LOCK_FILES = ["package.json", "package-lock.json"]


class NodeTools:
    """The npm packages of package-lock.json in a folder of their own.

    Configuration files find them through NODE_PATH, so that the checkout itself
    stays free of a `node_modules`.
    """

    def __init__(self, context):
        self.context = context
        self.folder = context.state / "node"
        self.marker = self.folder / "installed"

    @property
    def modules(self):
        return self.folder / "node_modules"

    @property
    def installed(self):
        return self.marker.exists() and self.marker.read_text() == self._fingerprint()

    def program(self, name):
        """Path of a tool's program."""
        return self.modules / ".bin" / name

    def environment(self):
        """Variables for running a tool."""
        return self.context.environment(NODE_PATH=self.modules)

    def ensure(self):
        """Install the tools unless they are there; notes in `missing` why not."""
        if self.installed:
            self.context.console.skipped("Linters from npm")
        elif self._ensure_node():
            self._install()

    def _ensure_node(self):
        if not system_packages.ensure(self.context, system_packages.NODE):
            return False
        version = _node_version()
        if version < OLDEST_NODE:
            self.context.missing.append(
                f"Node.js is {_dotted(version)}; ESLint needs {_dotted(OLDEST_NODE)}."
            )
        return version >= OLDEST_NODE

    def _install(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.marker.unlink(missing_ok=True)
        for name in LOCK_FILES:
            shutil.copy(self.context.root / name, self.folder / name)
        result = self.context.run_step(
            "Linters from npm",
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=self.folder,
            sandbox=False,
        )
        if result.ok:
            self.marker.write_text(self._fingerprint())
        else:
            self.context.missing.append("npm could not install ESLint and prettier.")

    def _fingerprint(self):
        digest = hashlib.sha256()
        for name in LOCK_FILES:
            digest.update((self.context.root / name).read_bytes())
        return digest.hexdigest()


def _node_version():
    try:
        answer = subprocess.run(["node", "--version"], capture_output=True, text=True)
    except OSError:
        return (0, 0)
    found = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _dotted(version):
    return ".".join(map(str, version))
