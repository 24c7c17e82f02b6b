"""Odoo's own tests, with and without our add-ons: what do we break?

Runs the tests of the modules that ours change most, on a database without our add-ons
(once; the outcome is kept) and on one with them. A test that passes there and fails
here, twice, is broken by us. Takes an hour or more, hence no part of plain
`./fieldcrm test`.
"""

import json
import re

from .. import process
from ..context import LAUNCHER
from ..errors import LauncherError
from ..setup.ports import any_port
from .odoo_kind import follow_tests, read_log

# Odoo's modules and the tests of each that are run.
MODULES = {
    "base": ",".join(
        f"/base/tests/test_{name}.py"
        for name in (
            "res_partner",
            "res_partner_bank",
            "res_partner_merge",
            "res_users",
            "format_address_mixin",
        )
    ),
    "contacts": "/contacts",
    "sale_crm": "/sale_crm",
    "crm": "/crm",
    "calendar": "/calendar",
    "mail": "/mail",
}
SERVER = LAUNCHER / "scripts" / "upstream_server.py"
SETUP = re.compile(r"^setUpClass \((?:.*\.)?(\w+)\)")


def run(context, databases, only):
    """Run and compare; returns 1 when our presence breaks a test.

    :param only: names of the modules to run; empty for all
    """
    unknown = set(only) - set(MODULES)
    if unknown:
        names, there = ", ".join(sorted(unknown)), ", ".join(MODULES)
        raise LauncherError(f"No tests of {names}; there are: {there}.")
    upstream = Upstream(context, databases)
    broken = {}
    try:
        for module in only or MODULES:
            broken.update(upstream.compare(module))
    finally:
        upstream.drop()
    context.console.write("")
    for name, reason in broken.items():
        context.console.write(f"  broken: {name}\n    {reason}")
    context.console.write(f"{len(broken)} of Odoo's tests broken by our add-ons")
    return 1 if broken else 0


class Upstream:
    """The two databases, each made when it is first needed."""

    def __init__(self, context, databases):
        self.context = context
        self.databases = databases
        self.known = context.state / "upstream.json"
        self.made = {}

    def compare(self, module):
        """{test: first line of its error} of a module's tests that we break."""
        baseline = self.baseline(module)
        ours = self.test("ours", module, MODULES[module])
        self.must_have_run(module, ours)
        suspects = {
            name: text
            for name, text in ours.broken.items()
            if name not in baseline["failed"]
        }
        if not suspects:
            return {}
        # A browser's test may fail because this machine is busy: give it a second try.
        again = self.test("ours", module, retry_tags(module, suspects), "again")
        return {
            f"{module}: {name}": first_error(text)
            for name, text in suspects.items()
            if name in again.broken
        }

    def baseline(self, module):
        """What fails without us: run once for each Odoo."""
        wanted = self.databases.fingerprint(
            self.databases.base_fingerprint(), MODULES[module], SERVER.read_text()
        )
        known = json.loads(self.known.read_text()) if self.known.exists() else {}
        if known.get(module, {}).get("of") != wanted:
            outcome = self.test("without", module, MODULES[module])
            self.must_have_run(module, outcome)
            known[module] = {
                "of": wanted,
                "passed": outcome.passed,
                "failed": outcome.failed_names,
            }
            self.known.write_text(json.dumps(known, indent=1))
        return known[module]

    def must_have_run(self, module, outcome):
        if not outcome.passed:
            raise LauncherError(f"None of Odoo's tests of {module} ran.")

    def test(self, kind, module, tags, run=""):
        """Run tests on one of the databases; returns their Outcome."""
        database = self.database(kind)
        log = self.context.logs / "-".join(
            filter(None, ["upstream", kind, module, run])
        )
        log = log.with_suffix(".log")
        log.unlink(missing_ok=True)
        database.configure(http_port=any_port())
        command = database.command("--test-tags", tags, "--stop-after-init")
        at = command.index("-m")
        command[at : at + 2] = [SERVER]
        title = f"Odoo's tests: {module}, {kind}" + (f", {run}" if run else "")
        with self.context.console.step(title) as step:
            process.run(
                command,
                log=log,
                on_line=follow_tests(step),
                env=database.environment(),
                cwd=self.context.state,
            )
            with open(log, encoding="utf-8", errors="replace") as lines:
                outcome = read_log(lines)
            step.note = f"{outcome.passed} passed, {outcome.failed} failed"
        return outcome

    def database(self, kind):
        """`without` our add-ons, or with `ours`; both in English."""
        if kind not in self.made:
            template = self.databases.base_template()
            with self.context.console.step(
                f"Database for Odoo's tests, {kind}"
            ) as step:
                database = self.databases.copy(template, f"upstream_{kind}")
                self.made[kind] = database
                if kind == "ours":
                    ours = sorted(self.databases.addons)
                    self.databases.install(database, ours, step)
                self.databases.run_script(database, "upstream_prepare", step)
        return self.made[kind]

    def drop(self):
        for database in self.made.values():
            self.databases.drop(database)


def retry_tags(module, names):
    """Odoo's tags of the named tests: a class whose set-up broke is run whole."""
    found = set()
    for name in names:
        match = SETUP.match(name)
        found.add(f"/{module}:{match[1] if match else name}")
    return ",".join(sorted(found))


def first_error(text):
    """What was raised: the first line after a traceback's last frame."""
    lines = [line for line in text.splitlines() if line.strip()]
    frames = [n for n, line in enumerate(lines) if line.startswith("  File ")]
    rest = lines[frames[-1] + 1 :] if frames else lines
    return next((line for line in rest if not line.startswith(" ")), lines[0])
