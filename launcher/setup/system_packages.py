"""What only the system's package manager can provide, Chromium for example."""

import os
import shutil
from typing import NamedTuple

from .. import process


class SystemPackage(NamedTuple):
    """A program, the packages that bring it, and what cannot be done without."""

    name: str
    programs: tuple
    packages: tuple
    needed_for: str

    def find(self):
        """Path of the program, or None."""
        for program in self.programs:
            path = shutil.which(program)
            if path:
                return path
        return None

    @property
    def command(self):
        """What mends it, to be typed by a person."""
        return f"apt-get install -y {' '.join(self.packages)}"


CHROMIUM = SystemPackage(
    "Chromium",
    # The order in which Odoo looks for a browser.
    ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable"),
    ("chromium", "fonts-liberation"),
    "tests in a browser",
)
WKHTMLTOPDF = SystemPackage(
    "wkhtmltopdf", ("wkhtmltopdf",), ("wkhtmltopdf",), "quotes as PDF"
)
NODE = SystemPackage("Node.js with npm", ("npm",), ("nodejs", "npm"), "some linters")
REDIS = SystemPackage(
    "Redis", ("redis-server",), ("redis-server",), "tests of geocoding"
)
ALL = (CHROMIUM, WKHTMLTOPDF, NODE, REDIS)


def ensure(context, package):
    """Path of the program, installed with apt if that may be done, else None.

    When it stays missing, `context.missing` says so for the end of the run.
    """
    found = package.find()
    if found:
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with context.console.step(f"{package.name} (system package)") as step:
            reason = _install(context, package, step)
            found = package.find()
        if found:
            return found
    else:
        reason = "only root may install it"
    context.missing.append(
        f"{package.name} is missing, which {package.needed_for} need ({reason}). "
        f"Install it as root:\n    {package.command}"
    )
    context.console.warn(context.missing[-1])
    return None


def _install(context, package, step):
    """Install through the system's apt; returns why it failed."""

    def follow(line):
        status = line.split(":")
        if status[0] in ("pmstatus", "dlstatus") and len(status) > 3:
            step.progress(float(status[2]) / 100, status[3][:60])

    options = ["-o", "APT::Status-Fd=1", "-o", "Dpkg::Use-Pty=0"]
    for arguments in (
        ["install", "-y", "--no-install-recommends", *package.packages],
        ["update"],
        ["install", "-y", "--no-install-recommends", *package.packages],
    ):
        code, tail = process.run(
            ["apt-get", *options, *arguments],
            log=context.logs / "apt-system.log",
            env=context.environment(
                sandbox=False, DEBIAN_FRONTEND="noninteractive", LC_ALL="C"
            ),
            on_line=follow,
        )
        if code == 0 and arguments[0] == "install":
            return ""
    return tail.strip().splitlines()[-1] if tail.strip() else "apt-get failed"
