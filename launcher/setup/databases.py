"""Databases made once and copied: templates, the demo, one for each test run.

Two templates: `base` holds Odoo and the modules that ours depend on, `product` our
add-ons on top. Their names carry a fingerprint of what they were made from, so that
a change makes new ones. A template gets its name only once it is complete.
"""

import fcntl
import hashlib
import json
import shutil
from contextlib import contextmanager

from .. import manifests, process
from ..context import LAUNCHER
from ..errors import LauncherError
from .asset_cache import AssetCache, link_or_copy
from .odoo_command import OdooDatabase
from .odoo_log import follow_modules, last_failure

LANGUAGE = "fr_FR"
SCRIPTS = ("localise",)
# Not part of what is installed: editing these must not remake the template.
NOT_INSTALLED = ("tests", "__pycache__", "demo")


class Databases:
    """The databases of a checkout on one server."""

    def __init__(self, context, server, odoo):
        self.context = context
        self.server = server
        self.odoo = odoo
        self.addons = manifests.installable(context)
        self.assets = AssetCache(context)
        self.checked = {}

    def get(self, name):
        return OdooDatabase(self.context, self.server, name)

    @staticmethod
    def fingerprint(*parts):
        """A short fingerprint of anything that JSON can hold."""
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:10]

    # --- templates ---------------------------------------------------------------

    def base_template(self):
        """Odoo and the modules that our add-ons depend on, French loaded."""
        modules = manifests.foreign_depends(self.addons)
        return self._template(
            f"base_{self.base_fingerprint()}",
            f"Odoo with {len(modules)} base modules",
            lambda draft, step: self.install(draft, modules, step, LANGUAGE),
        )

    def base_fingerprint(self):
        """What the base template depends on, in a few letters."""
        locks = [self.context.requirements / f"{one}.txt" for one in ("runtime", "oca")]
        return self.fingerprint(
            self.odoo["identity"],
            manifests.foreign_depends(self.addons),
            [lock.read_text() for lock in locks],
        )

    def product_template(self):
        """Our add-ons installed and set up for France, without demo data."""
        names = sorted(self.addons)
        base = self.base_template()
        if not names:
            return base

        def fill(draft, step):
            self._copy(base, draft)
            self.assets.give(draft)
            self.install(draft, names, step)
            self.run_script(draft, "localise", step)
            self.assets.keep(draft)

        scripts = [_script(name).read_text() for name in SCRIPTS]
        print_of = self.fingerprint(base.name, scripts, tree_fingerprint(self.context))
        return self._template(f"product_{print_of}", ", ".join(names), fill)

    def _template(self, name, title, fill):
        with self._lock(name.partition("_")[0]):
            if name in self.checked:
                return self.checked[name]
            template = self.get(name)
            if self.exists(template):
                self.context.console.skipped(f"Database with {title}")
            else:
                with self.context.console.step(f"Database with {title}") as step:
                    draft = self.draft_of(template)
                    self.drop(draft)
                    draft.log.unlink(missing_ok=True)
                    fill(draft, step)
                    self.rename(draft, template)
                    self._drop_older(template)
            self.checked[name] = template
            return template

    def draft_of(self, template):
        """What a template is called until it is complete."""
        return self.get("draft_" + template.label)

    @contextmanager
    def _lock(self, kind):
        folder = self.context.state / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder / f"template-{kind}", "a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self.context.console.warn(
                    "waiting for another command that makes the same database"
                )
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _drop_older(self, template):
        kind = template.label.partition("_")[0]
        for name in self.names(f"{kind}_"):
            if name != template.label:
                self.drop(self.get(name))

    # --- filling -----------------------------------------------------------------

    def install(self, database, modules, step, language=None, update=()):
        """Install modules, update others; Odoo makes a database that is missing."""
        database.configure()
        arguments = ["--stop-after-init", "--no-http"]
        for option, names in (("--init", modules), ("--update", update)):
            if names:
                arguments += [option, ",".join(names)]
        if language:
            arguments += ["--load-language", language]
        self._odoo(database, database.command(*arguments), step)

    def run_script(self, database, name, step, **values):
        """Run one of `launcher/scripts` inside Odoo; it sees `values` as a dict."""
        database.configure()
        step.progress(None, name.replace("_", " "))
        command = database.command("--no-http", verb="shell")
        environment = dict(database.environment(), FIELDCRM_SCRIPT=json.dumps(values))
        with open(_script(name), encoding="utf-8") as script:
            self._odoo(database, command, step, env=environment, stdin=script)

    def _odoo(self, database, command, step, **options):
        options.setdefault("env", database.environment())
        code, tail = process.run(
            command,
            log=database.log,
            on_line=follow_modules(step),
            cwd=self.context.state,
            **options,
        )
        if code:
            reason = last_failure(database.log) or tail
            raise LauncherError(f"Odoo failed; see {database.log}:\n\n{reason}")

    # --- copies ------------------------------------------------------------------

    def copy(self, template, name):
        """A fresh copy of a template under a name."""
        target = self.get(name)
        self.drop(target)
        # PostgreSQL copies only what nobody is connected to.
        with self._lock(f"copy-{template.label}"):
            self._copy(template, target)
        return target

    def _copy(self, source, target):
        self.server.query(
            f'CREATE DATABASE "{target.name}" TEMPLATE "{source.name}" '
            "STRATEGY FILE_COPY"
        )
        if source.filestore.exists():
            target.filestore.parent.mkdir(parents=True, exist_ok=True)
            # Files are named after their content and never change: links will do.
            shutil.copytree(
                source.filestore, target.filestore, copy_function=link_or_copy
            )

    def rename(self, source, target):
        if source.filestore.exists():
            target.filestore.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(target.filestore, ignore_errors=True)
            source.filestore.rename(target.filestore)
        self.server.query(f'ALTER DATABASE "{source.name}" RENAME TO "{target.name}"')
        self._forget(source)

    def exists(self, database):
        return bool(
            self.server.query(
                f"SELECT 1 FROM pg_database WHERE datname = '{database.name}'"
            )
        )

    def names(self, start):
        """Labels of this checkout's databases that start so."""
        prefix = self.server.prefix + start
        rows = self.server.query(
            "SELECT datname FROM pg_database WHERE starts_with(datname, "
            f"'{prefix}') ORDER BY datname"
        )
        return [name.removeprefix(self.server.prefix) for (name,) in rows]

    def drop(self, database):
        """Drop a database with its files, whoever is connected."""
        self.server.query(f'DROP DATABASE IF EXISTS "{database.name}" WITH (FORCE)')
        self._forget(database)

    def _forget(self, database):
        shutil.rmtree(database.data, ignore_errors=True)
        database.configuration.unlink(missing_ok=True)


def tree_fingerprint(context, names=None):
    """Fingerprint of everything in our add-ons that an installation reads."""
    digest = hashlib.sha256()
    for name in names or context.addon_names:
        for path in sorted((context.addons / name).rglob("*")):
            inside = path.relative_to(context.addons)
            if path.is_file() and not set(NOT_INSTALLED).intersection(inside.parts):
                digest.update(f"{inside}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def _script(name):
    return LAUNCHER / "scripts" / f"{name}.py"
