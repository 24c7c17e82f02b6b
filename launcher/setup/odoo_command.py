"""Odoo's command line and configuration file for one database."""

import os

from ..context import LAUNCHER
from .odbc import OdbcDriver

# Importing Odoo's own base module warns about itself.
PYTHON_OPTIONS = ["-W", "ignore::DeprecationWarning:odoo.addons.base"]
BY_FILE = LAUNCHER / "scripts" / "odoo_by_file.py"
SERVER_WIDE = "base,rpc,web,queue_job"


class OdooDatabase:
    """A database with its data folder and the configuration that reaches both."""

    def __init__(self, context, server, name):
        self.context = context
        self.server = server
        self.label = name
        self.name = server.prefix + name

    @property
    def data(self):
        return self.context.state / "data" / self.name

    @property
    def filestore(self):
        return self.data / "filestore" / self.name

    @property
    def configuration(self):
        return self.context.state / "config" / f"{self.name}.conf"

    @property
    def log(self):
        return self.context.logs / f"{self.label}.log"

    def configure(self, **extra):
        """Write the configuration file; `extra` adds or replaces options."""
        options = {
            "addons_path": self.context.addons if self.context.addon_names else None,
            **self.server.odoo_options(),
            "db_name": self.name,
            "dbfilter": f"^{self.name}$",
            "list_db": False,
            "data_dir": self.data,
            "server_wide_modules": SERVER_WIDE,
            "http_interface": "127.0.0.1",
            "without_demo": True,
            "unaccent": True,
            "max_cron_threads": 1,
            "screenshots": self.context.state / "screenshots",
            **extra,
        }
        lines = [
            f"{n} = {value}\n" for n, value in options.items() if value is not None
        ]
        self.configuration.parent.mkdir(parents=True, exist_ok=True)
        self.data.mkdir(parents=True, exist_ok=True)
        # It may hold the password of the user's own server.
        descriptor = os.open(
            self.configuration, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600
        )
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write("[options]\n" + "".join(lines))
        return self.configuration

    def command(self, *arguments, verb="server"):
        """Odoo's command line on this database.

        :param verb: Odoo's command, with that command's own if it has any
        """
        return [
            self.context.python, *PYTHON_OPTIONS, BY_FILE, *verb.split(),
            "--config", self.configuration, "--database", self.name, *arguments,
        ]  # fmt: skip

    def environment(self):
        return self.context.environment(**OdbcDriver(self.context).variables())
