"""The office of all seeds: a database, a server that may be killed, a bad network."""

import dataclasses
import re
import signal
from contextlib import contextmanager

import psycopg2
from e2e import server as odoo
from e2e.company import furnish
from e2e.demo import empty_database, query
from e2e.mail_server import MailServer

from launcher import process
from launcher.setup.ports import any_port

from .office import complete_sheet
from .proxy import Proxy

# Two requests met in a row: PostgreSQL refuses one, and Odoo begins it anew.
_MET = re.compile(r"could not serialize|deadlock detected|could not obtain lock")


class World:
    """One database and its server for all seeds.

    Attributes
    ----------
    proxy : Proxy
        The way from the phones to the server.
    direct : str
        The server's own address, for whoever sits at the office.
    admin : Remote
        Odoo's administrator.
    rep_group, sheet
        Number of the group of reps; values of a complete prospect.
    """

    def __init__(self, settings, database):
        log = settings.server_log.with_name("chaos-server.log")
        self.settings = dataclasses.replace(settings, server_log=log)
        self.database = database
        self.backup_name = f"{database}_backup"
        self.port = any_port()
        self.direct = f"http://127.0.0.1:{self.port}"
        self.proxy = Proxy(self.port)
        self.child = None

    def start(self):
        log = self.settings.server_log
        log.parent.mkdir(parents=True, exist_ok=True)
        command = self.settings.odoo(
            "server",
            self.database,
            *("--http-port", self.port),
            *("--log-handler", "odoo.http:ERROR"),
            # Nothing changes by itself while both sides are compared.
            *("--max-cron-threads", "0"),
        )
        with open(log, "ab") as sink:
            self.child = process.spawn(command, stdout=sink, stderr=sink)
        odoo.wait_for_login_page(self.direct, self.child, log)

    def kill(self):
        """As a power cut: nothing is finished."""
        process.stop(self.child, signal.SIGKILL)

    def stop(self):
        process.stop(self.child)
        self.proxy.close()
        query(f'DROP DATABASE IF EXISTS "{self.backup_name}" WITH (FORCE)')

    # --- the database ----------------------------------------------------------------

    def backup(self):
        """Keep the database as it is now."""
        self.kill()
        query(f'DROP DATABASE IF EXISTS "{self.backup_name}" WITH (FORCE)')
        self._end_sessions()
        query(
            f'CREATE DATABASE "{self.backup_name}" TEMPLATE "{self.database}" '
            "STRATEGY FILE_COPY"
        )
        self.start()

    def restore(self):
        """Go back to what was kept."""
        self.kill()
        query(f'DROP DATABASE "{self.database}" WITH (FORCE)')
        query(f'ALTER DATABASE "{self.backup_name}" RENAME TO "{self.database}"')
        self.start()

    def _end_sessions(self):
        query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{self.database}'"
        )

    def connect(self):
        return psycopg2.connect(dbname=self.database)

    # --- the log ---------------------------------------------------------------------

    def log_size(self):
        log = self.settings.server_log
        return log.stat().st_size if log.exists() else 0

    def problems_since(self, size):
        """Errors that the server has logged since its log was so long."""
        with open(self.settings.server_log, "rb") as file:
            file.seek(size)
            lines = file.read().decode(errors="replace").splitlines()
        return [
            line
            for place, line in enumerate(lines)
            if re.search(r" (ERROR|CRITICAL) ", line)
            and not any(_MET.search(each) for each in lines[place : place + 12])
        ]

    # --- the company -----------------------------------------------------------------

    def furnish(self, smtp_port):
        """People, lists, and what every seed asks for again."""
        admin = odoo.Remote(self.direct, self.database, "admin", "admin")
        furnish(admin, smtp_port)
        [company] = admin.call("res.company", "search", [], limit=1)
        sender = {"email": "contact@example.com"}
        admin.call("res.company", "write", [company], sender)
        admin.call("field.report.field", "create", {"field_name": "attention_of"})
        self.admin = admin
        self.rep_group = admin.reference("field_crm.group_field_rep")
        self.sheet = complete_sheet(admin)


@contextmanager
def made(settings):
    """A world in a database of its own, with people and lists in it."""
    mails = MailServer(any_port())
    mails.start()
    try:
        with empty_database(settings, "chaos") as database:
            world = World(settings, database)
            try:
                world.start()
                world.furnish(mails.port)
                yield world
            finally:
                world.stop()
    finally:
        mails.stop()
