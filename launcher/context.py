"""Where everything is, and how a step runs: handed to every command."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from . import process
from .console import Console
from .errors import LauncherError

# A socket's path may hold 107 bytes, of which Chromium's own part is the longest:
# /t1234567/org.chromium.Chromium.XXXXXX/SingletonSocket
LONGEST_RUNTIME_PATH = 52
TEMPORARY = "t"
LAUNCHER = Path(__file__).resolve().parent


class StepResult(NamedTuple):
    """How a step ended: `ok`, its exit code, all its output and its duration."""

    returncode: int
    output: str
    seconds: float

    @property
    def ok(self):
        return self.returncode == 0


@dataclass
class Context:
    """One checkout and the choices the user made on the command line."""

    root: Path
    console: Console = field(default_factory=Console)
    odoo: str | None = None
    config: str | None = None
    missing: list = field(default_factory=list)

    # --- places ---------------------------------------------------------------

    @property
    def state(self):
        """The one ignored folder that holds all that is made here."""
        return self.root / ".fieldcrm"

    @property
    def addons(self):
        return self.root / "addons"

    @property
    def addon_names(self):
        """Our own add-ons, in alphabetical order."""
        return sorted(m.parent.name for m in self.addons.glob("*/__manifest__.py"))

    @property
    def requirements(self):
        return self.root / "requirements"

    @property
    def venv(self):
        return self.state / "venv"

    @property
    def python(self):
        """The interpreter of the environment (present once `setup` has run)."""
        return self.venv / "bin" / "python"

    @property
    def odoo_root(self):
        """The folder that contains the `odoo` package, or None when not fetched."""
        record = self.state / "odoo" / "source.json"
        return Path(json.loads(record.read_text())["root"]) if record.exists() else None

    @property
    def logs(self):
        return self.state / "logs"

    @property
    def cache(self):
        return self.state / "cache"

    @property
    def roads(self):
        """The roads that tours are computed on, where `./fieldcrm tiles` puts them."""
        return self.state / "roads"

    @cached_property
    def runtime(self):
        """A folder of this run alone for temporary files, removed by `close()`."""
        return self.short_folder(TEMPORARY)

    def short_folder(self, purpose):
        """Make a private folder whose path is short enough for sockets.

        Inside the state folder unless the checkout lies so deep that a socket's
        path would be too long: then below the system's folder for temporary files.
        """
        inside = self.state / "run"
        if len(os.fsencode(inside)) > LONGEST_RUNTIME_PATH:
            return Path(tempfile.mkdtemp(prefix="fieldcrm-"))
        folder = inside / f"{purpose}{os.getpid()}"
        # What bears our number is an earlier process's, or our own and done with.
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
        return folder

    def sweep(self):
        """Remove the temporary files of runs that were killed."""
        for folder in (self.state / "run").glob(f"{TEMPORARY}[0-9]*"):
            if not process.is_alive(int(folder.name.removeprefix(TEMPORARY))):
                shutil.rmtree(folder, ignore_errors=True)

    def close(self):
        """Remove this run's temporary files."""
        if "runtime" in vars(self):
            shutil.rmtree(self.runtime, ignore_errors=True)

    # --- child processes --------------------------------------------------------

    def environment(self, sandbox=True, **extra):
        """Environment of a child process.

        :param sandbox: give it a home folder of its own inside the state folder;
            False for pip, npm, git and apt, which read the user's own settings
            (mirror, certificates, proxy) but keep their caches in the state folder
        """
        values = dict(
            os.environ,
            PIP_CACHE_DIR=str(self.cache / "pip"),
            PIP_DISABLE_PIP_VERSION_CHECK="1",
            npm_config_cache=str(self.cache / "npm"),
            npm_config_update_notifier="false",
            FIELDCRM_ROADS=str(self.roads),
            NUMBA_CACHE_DIR=str(self.cache / "numba"),
            PYTHONPYCACHEPREFIX=str(self.cache / "bytecode"),
            PYTHONUNBUFFERED="1",
            PYTHONUTF8="1",
            RUFF_CACHE_DIR=str(self.cache / "ruff"),
            PYLINTHOME=str(self.cache / "pylint"),
            XDG_CACHE_HOME=str(self.cache),
            TMPDIR=str(self.runtime),
        )
        # A bytecode folder is only of use when bytecode may be written.
        values.pop("PYTHONDONTWRITEBYTECODE", None)
        values.pop("PYTHONHOME", None)
        values.pop("PYTHONPATH", None)
        values["PATH"] = f"{self.venv / 'bin'}{os.pathsep}{values.get('PATH', '')}"
        if sandbox:
            home = self.state / "home"
            home.mkdir(parents=True, exist_ok=True)
            values.update(
                HOME=str(home),
                XDG_CONFIG_HOME=str(home / ".config"),
                XDG_DATA_HOME=str(home / ".local" / "share"),
                XDG_STATE_HOME=str(home / ".local" / "state"),
            )
        values.update({name: str(value) for name, value in extra.items()})
        return values

    def run_step(self, title, command, *, cwd=None, env=None, show=True, sandbox=True):
        """Run a command as a step with its line and duration; never raises.

        Its output is kept in `logs/` and, when the command fails and `show` is
        true, printed in full.

        :return: a StepResult
        """
        log = self.logs / (
            re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") + ".log"
        )
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("")
        started = time.monotonic()
        try:
            with self.console.step(title):
                code, _tail = process.run(
                    command,
                    log=log,
                    cwd=cwd or self.root,
                    env=env or self.environment(sandbox=sandbox),
                )
                if code:
                    raise subprocess.CalledProcessError(code, command)
        except subprocess.CalledProcessError:
            pass
        except OSError as error:
            code = 127
            log.write_text(f"{error}\n")
        output = log.read_text(encoding="utf-8", errors="replace")
        if code and show:
            self.console.write(output.rstrip("\n"))
        return StepResult(code, output, time.monotonic() - started)

    def must_run(self, title, command, **options):
        """As `run_step`, for a step without which nothing can go on."""
        result = self.run_step(title, command, **options)
        if not result.ok:
            raise LauncherError(f"{title}: failed (exit code {result.returncode}).")
        return result
