"""pip for a Python that came without: Debian splits it off into packages."""

import shutil

from .. import process
from ..errors import LauncherError
from .apt import DebianMirror, PrivateApt, unpack

WHEELS = ["python3-pip-whl", "python3-setuptools-whl"]
BY_HAND = (
    "This Python has neither pip nor ensurepip. Install them with\n"
    "  apt-get install python3-venv\nand start again."
)


def install(context, step):
    """Put pip into a venv made `--without-pip`; needs no root."""
    mirror = DebianMirror.of_this_machine()
    if mirror is None:
        raise LauncherError(BY_HAND)
    folder = context.state / "pip"
    shutil.rmtree(folder, ignore_errors=True)
    apt = PrivateApt(context, "pip", mirror)
    apt.update([mirror.codename], step)
    for package in apt.download([f"{name}/{mirror.codename}" for name in WHEELS], step):
        unpack(package, folder)
    wheels = sorted((folder / "usr/share/python-wheels").glob("pip-*.whl"))
    if not wheels:
        raise LauncherError(BY_HAND)
    code, tail = process.run(
        [
            context.python, f"{wheels[0]}/pip", "install", "--no-index", "--no-compile",
            "--find-links", wheels[0].parent, "pip",
        ],
        log=context.logs / "python.log",
        env=context.environment(sandbox=False),
    )  # fmt: skip
    if code:
        raise LauncherError(f"Installing pip failed.\n{tail}")
    shutil.rmtree(folder, ignore_errors=True)
