"""Say what is found, what is missing and the one command that mends it."""

import shutil
from typing import NamedTuple

from .errors import LauncherError
from .setup import interpreter, system_packages, unprivileged
from .setup.apt import DebianMirror
from .setup.environment import PythonEnvironment, lock_hash
from .setup.odbc import DRIVER, OdbcDriver
from .setup.odoo_source import OdooSource
from .setup.servers import named_server

NEEDED_SPACE = 4e9


class Finding(NamedTuple):
    """One line of the report; `mend` is empty when all is well."""

    what: str
    state: str
    mend: str = ""


def run(context, args):
    """Print the findings; returns 1 when something is missing."""
    findings = [
        check(context)
        for check in (
            python,
            git,
            disk,
            environment,
            odoo,
            database_server,
            odbc_driver,
            *(package_check(package) for package in system_packages.ALL),
        )
    ]
    for one in findings:
        context.console.write(f"  {'!' if one.mend else '✓'} {one.what}: {one.state}")
        if one.mend:
            context.console.write(f"      {one.mend}")
    missing = sum(bool(one.mend) for one in findings)
    context.console.write(
        "All is well: ./fieldcrm demo" if not missing else f"{missing} missing."
    )
    return 1 if missing else 0


def python(context):
    try:
        found = interpreter.best()
    except LauncherError:
        return Finding(
            "Python 3.10 to 3.13", "none works", "apt-get install python3 python3-venv"
        )
    note = "" if found.has_pip else ", without pip (taken from Debian's packages)"
    if not found.has_pip and DebianMirror.of_this_machine() is None:
        return Finding("Python", found.label, "apt-get install python3-venv")
    return Finding("Python", f"{found.label}, {found.path}{note}")


def git(context):
    path = shutil.which("git")
    return Finding("git", path or "missing", "" if path else "apt-get install git")


def odbc_driver(context):
    """Debian's is fetched when it is needed; elsewhere somebody must install it."""
    path = OdbcDriver(context).find()
    if path or DebianMirror.of_this_machine():
        return Finding(DRIVER.name, path or "fetched when needed")
    return Finding(DRIVER.name, "missing", DRIVER.command)


def disk(context):
    free = shutil.disk_usage(context.root).free
    state = f"{free / 1e9:.0f} GB free"
    if free < NEEDED_SPACE:
        return Finding("Disk", state, "free at least 4 GB where the checkout is")
    return Finding("Disk", state)


def environment(context):
    installed = PythonEnvironment(context).installed()
    names = [path.stem for path in context.requirements.glob("*.txt")]
    current = [
        name
        for name in names
        if installed.get(name) == lock_hash(context.requirements / f"{name}.txt")
    ]
    if not installed:
        return Finding("Python packages", "not installed yet", "./fieldcrm demo")
    if "runtime" not in current:
        return Finding("Python packages", "the locks have changed", "./fieldcrm demo")
    return Finding("Python packages", ", ".join(sorted(current)))


def odoo(context):
    source = OdooSource(context)
    known = source.found()
    if known:
        return Finding("Odoo 19", known["kind"])
    if source.named:
        return Finding("Odoo 19", f"{source.named}, not set up yet", "./fieldcrm demo")
    return Finding("Odoo 19", "not fetched yet", "./fieldcrm demo")


def database_server(context):
    try:
        server = named_server(context)
        if server is None:
            user = unprivileged.account()
            unprivileged.wrap([], user, context.state / "postgres")
            return Finding(
                "PostgreSQL", "the private server" + f", as {user}" * bool(user)
            )
        rows = server.query("SHOW server_version")
        return Finding("PostgreSQL", f"{server.host}:{server.port}, {rows[0][0]}")
    except LauncherError as error:
        return Finding("PostgreSQL", str(error), "see docs/contributors/launcher.md")


def package_check(package):
    def check(context):
        path = package.find()
        missing = f"missing, needed for {package.needed_for}"
        return Finding(package.name, path or missing, "" if path else package.command)

    return check
