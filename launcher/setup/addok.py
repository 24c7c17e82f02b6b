"""addok, a real geocoding engine for the tests, in an environment of its own."""

import shutil

from .. import process
from . import system_packages
from .environment import lock_hash

VARIABLE = "FIELDCRM_ADDOK_PYTHON"


def ensure(context):
    """The variables that tell the tests where addok is; none when it stays missing.

    When it does, `context.missing` says so for the end of the run.
    """
    redis = system_packages.ensure(context, system_packages.REDIS)
    folder = context.state / "addok"
    python = folder / "bin" / "python"
    lock = context.requirements / "addok.txt"
    marker = folder / lock_hash(lock)
    if not marker.exists():
        with context.console.step("addok (geocoding engine of the tests)"):
            reason = _install(context, folder, python, lock)
        if reason:
            context.missing.append(
                f"addok is missing, which the tests of geocoding need ({reason}). "
                "Some of its packages come as source and want a C compiler."
            )
            context.console.warn(context.missing[-1])
            return {}
        marker.touch()
    return {VARIABLE: str(python)} if redis else {}


def _install(context, folder, python, lock):
    """Make the environment; returns why it failed."""
    shutil.rmtree(folder, ignore_errors=True)
    pip = [context.python, "-m", "pip", "--python", python, "install", "--no-input"]
    for command in (
        [context.python, "-m", "venv", "--without-pip", folder],
        [*pip, "--require-hashes", "--no-compile", "--requirement", lock],
    ):
        code, tail = process.run(
            command,
            log=context.logs / "addok.log",
            env=context.environment(sandbox=False),
            cwd=context.state,
        )
        if code:
            return tail.strip().splitlines()[-1] if tail.strip() else "pip failed"
    return ""
