"""The demo's database: made once, updated when our add-ons have changed."""

import json

from .. import manifests
from ..errors import LauncherError
from .databases import tree_fingerprint
from .winpneu import StandIn

NAME = "demo"


class DemoDatabase:
    """Knows what the demo database was made from."""

    def __init__(self, context, databases):
        self.context = context
        self.databases = databases
        self.database = databases.get(NAME)
        self.winpneu = StandIn(context, databases)
        self.note = self.database.data / "made-from.json"

    def ensure(self, *, fresh=False):
        """The database, up to date with the checkout; its own data is kept."""
        self._ensure(fresh)
        self.winpneu.point(self.database)
        return self.database

    def _ensure(self, fresh):
        if fresh or not self.databases.exists(self.database):
            self._make()
            return
        wanted, known = self._wanted(), self._known()
        changed = {name for name in wanted if known.get(name) != wanted[name]}
        if changed.intersection({"base", "addons"}):
            with self.context.console.step("Demo database, update") as step:
                self._update(step, whole="base" in changed)
            self._write({**wanted, "demo": known.get("demo")})
        else:
            self.context.console.skipped("Demo database", "--fresh makes a new one")
        if "demo" in changed:
            self.context.console.warn("the demo data has changed: --fresh loads it")

    def _make(self):
        template = self.databases.product_template()
        winpneu = self.winpneu.create()
        with self.context.console.step("Demo database") as step:
            # It gets its name once the demo data is in it.
            draft = self.databases.copy(template, "draft_" + NAME)
            self.databases.run_script(
                draft,
                "load_demo",
                step,
                addons=manifests.in_order(self.databases.addons),
                winpneu=winpneu,
            )
            self.databases.drop(self.database)
            self.databases.rename(draft, self.database)
            self._write(self._wanted())

    def _update(self, step, *, whole):
        rows = self.databases.server.query(
            "SELECT name FROM ir_module_module WHERE state = 'installed'",
            self.database.name,
        )
        installed = {name for (name,) in rows}
        ours = set(self.databases.addons)
        known = ["base"] if whole else sorted(ours & installed)
        try:
            self.databases.install(
                self.database, sorted(ours - installed), step, update=known
            )
        except LauncherError as error:
            raise LauncherError(
                f"{error}\nThe demo database cannot be updated to this version of the "
                "add-ons. `./fieldcrm demo --fresh` makes a new one."
            ) from error

    def _wanted(self):
        demo = [
            (path.name, path.stat().st_size, path.stat().st_mtime_ns)
            for name in self.databases.addons
            for path in sorted((self.context.addons / name / "demo").rglob("*.*"))
        ]
        return {
            "base": self.databases.base_fingerprint(),
            "addons": tree_fingerprint(self.context),
            "demo": self.databases.fingerprint(demo),
        }

    def _known(self):
        try:
            return json.loads(self.note.read_text())
        except (OSError, ValueError):
            return {}

    def _write(self, made_from):
        self.note.parent.mkdir(parents=True, exist_ok=True)
        self.note.write_text(json.dumps(made_from, indent=1))
