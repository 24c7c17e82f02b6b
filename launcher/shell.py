"""Open an Odoo shell on the demo database; `env` is there, nothing is committed
unless you do it."""

import signal
import subprocess

from .preparation import prepared
from .setup.demo_database import DemoDatabase


def run(context, args):
    """Hand the terminal to Odoo's shell; returns its exit code."""
    with prepared(context) as databases:
        database = DemoDatabase(context, databases).ensure()
        # A demo that runs has read its own copy long ago.
        database.configure()
        command = database.command("--no-http", "--log-level=warn", verb="shell")
        # Ctrl-C belongs to the shell, which stays open.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return subprocess.call(
                [str(part) for part in command],
                env=database.environment(),
                cwd=context.state,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )
        finally:
            signal.signal(signal.SIGINT, before)
