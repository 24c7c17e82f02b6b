"""Which PostgreSQL server to use: the user's, or the checkout's private one."""

import configparser
import hashlib
import os
from contextlib import contextmanager

from ..errors import LauncherError
from .postgres import PORT, Cluster, Server

OLDEST = 130000


@contextmanager
def connect(context):
    """A Server for the length of a `with` block."""
    named = named_server(context)
    if named is None:
        with Cluster(context).running() as server:
            yield server
        return
    version = int(named.query("SHOW server_version_num")[0][0])
    if version < OLDEST:
        raise LauncherError(
            f"PostgreSQL at {named.host} is version {version // 10000}; Odoo 19 needs "
            "13 or newer."
        )
    context.console.skipped("PostgreSQL server", f"using {named.host}:{named.port}")
    yield named


def named_server(context):
    """The server of `--config` or of the PG* variables, or None."""
    if context.config:
        reader = configparser.ConfigParser(interpolation=None)
        if not reader.read(context.config):
            raise LauncherError(f"{context.config} cannot be read.")
        options = dict(reader["options"]) if reader.has_section("options") else {}
        given = {
            name: options[name]
            for name in ("db_host", "db_port", "db_user", "db_password")
            if options.get(name) not in (None, "", "False", "false")
        }
        if not given:
            raise LauncherError(f"{context.config} names no db_host and no db_user.")
    elif os.environ.get("PGHOST") or os.environ.get("PGPORT"):
        given = {
            f"db_{name}": os.environ[f"PG{name.upper()}"]
            for name in ("host", "port", "user", "password")
            if os.environ.get(f"PG{name.upper()}")
        }
    else:
        return None
    # Other checkouts may use the same server.
    checkout = hashlib.sha256(os.fsencode(context.root)).hexdigest()[:6]
    return Server(
        context,
        host=given.get("db_host", "localhost"),
        port=int(given.get("db_port", PORT)),
        user=given.get("db_user"),
        password=given.get("db_password"),
        prefix=f"fieldcrm_{checkout}_",
    )
