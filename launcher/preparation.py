"""What every command needs before it starts: environment, Odoo, database server."""

import fcntl
from contextlib import contextmanager

from .setup.databases import Databases
from .setup.environment import PythonEnvironment
from .setup.odoo_source import OdooSource
from .setup.servers import connect


@contextmanager
def prepared(context, *, dev=False):
    """Databases on a running server, with all that they need in place."""
    odoo = prepare(context, dev=dev)
    with connect(context) as server:
        yield Databases(context, server, odoo)


def prepare(context, *, dev=False):
    """Make the environment and get Odoo; returns what is known of that Odoo."""
    context.state.mkdir(exist_ok=True)
    with open(context.state / "setup.lock", "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            context.console.warn("waiting for another command that prepares this too")
            fcntl.flock(lock, fcntl.LOCK_EX)
        context.sweep()
        PythonEnvironment(context).ensure(dev=dev)
        return OdooSource(context).ensure()
