"""The Python environment: a venv with the locked packages in it."""

import hashlib
import json
import re
import shutil

from .. import process
from ..errors import LauncherError
from . import interpreter, pip_bootstrap

# "Processing" is what pip calls a file of an index on this machine.
FOUND_PACKAGE = re.compile(
    r"(?:Collecting |Requirement already satisfied: |Processing (?:\S*/)?)([\w.]+)"
)


def lock_hash(*paths):
    """A short fingerprint of lock files."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def pinned(lock):
    """How many packages a lock file names (an upper bound: markers differ)."""
    return len(set(re.findall(r"^([A-Za-z0-9][\w.-]*)==", lock.read_text(), re.M)))


class PythonEnvironment:
    """The venv of a checkout and what has been installed into it."""

    def __init__(self, context):
        self.context = context
        self.marker = context.venv / "installed.json"

    def installed(self):
        """Fingerprint by lock name of what is installed completely."""
        try:
            return json.loads(self.marker.read_text())
        except (OSError, ValueError):
            return {}

    def ensure(self, *, dev=False):
        """Make the environment, with the tools for tests and lint when `dev`."""
        self.ensure_venv()
        self.install("build", "Python packaging tools")
        self.install("runtime", "Python packages", "--no-build-isolation")
        self.install("oca", "OCA add-ons", "--no-deps", "--no-build-isolation")
        if dev:
            self.install("dev", "Test and lint tools", "--no-build-isolation")

    def ensure_venv(self):
        python = self.context.python
        if self.installed() and interpreter.probe(str(python)) != "does not start":
            self.context.console.skipped("Python environment")
            return
        with self.context.console.step("Python environment") as step:
            shutil.rmtree(self.context.venv, ignore_errors=True)
            base = interpreter.best()
            step.note = f"{base.label}, {base.path}"
            self._run(
                [base.path, "-m", "venv", *_without_pip(base), self.context.venv],
                "making the environment",
            )
            if not base.has_pip:
                pip_bootstrap.install(self.context, step)
            self._record("venv", base.label)

    def install(self, name, title, *options):
        """Install one lock file unless that very file is installed already."""
        lock = self.context.requirements / f"{name}.txt"
        fingerprint = lock_hash(lock)
        if self.installed().get(name) == fingerprint:
            self.context.console.skipped(title)
            return
        with self.context.console.step(title) as step:
            follow = PipProgress(step, pinned(lock))
            command = [
                self.context.python, "-m", "pip", "install", "--require-hashes",
                "--progress-bar", "off", "--no-compile", "--no-input", *options,
                "--requirement", lock,
            ]  # fmt: skip
            code, tail = self._pip(command, follow)
            if code and "DO NOT MATCH THE HASHES" in tail:
                # A broken file in the cache would be broken for ever.
                code, tail = self._pip([*command, "--no-cache-dir"], follow)
            if code:
                raise LauncherError(f"{title}: pip failed.\n{tail}")
            self._record(name, fingerprint)
            step.note = f"{len(follow.seen)} packages"

    def _pip(self, command, follow):
        return process.run(
            command,
            log=self.context.logs / "pip.log",
            on_line=follow,
            env=self.context.environment(sandbox=False),
            cwd=self.context.state,
        )

    def _run(self, command, what):
        code, tail = process.run(
            command,
            log=self.context.logs / "python.log",
            env=self.context.environment(sandbox=False),
        )
        if code:
            raise LauncherError(f"{what} failed.\n{tail}")

    def _record(self, name, fingerprint):
        known = {} if name == "venv" else self.installed()
        known[name] = fingerprint
        draft = self.marker.with_suffix(".part")
        draft.write_text(json.dumps(known, indent=1))
        draft.replace(self.marker)


class PipProgress:
    """A callback for pip's output that moves a step's bar.

    pip downloads everything before it installs anything.
    """

    def __init__(self, step, total):
        self.step = step
        self.total = total
        self.seen = set()

    def __call__(self, line):
        found = FOUND_PACKAGE.match(line)
        if found:
            self.seen.add(found[1])
            share = min(1.0, len(self.seen) / self.total)
            self.step.progress(share * 0.9, found[1])
        elif line.startswith("Installing collected packages"):
            self.step.console.downloads += self.step.seconds
            self.step.progress(0.95, "unpacking")


def _without_pip(base):
    return () if base.has_pip else ("--without-pip",)
