"""Keeps the private PostgreSQL server running for as long as somebody uses it.

A process of its own: every command that needs the server holds a shared lock on
one file; this one waits for the exclusive lock, which the kernel grants when the
last user has ended, however it ended. Then it stops the server and ends too.

Called as `python3 -m launcher.setup.keeper JSON` with a `KeeperOrder`.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from ..process import die_with_parent

STOP_PATIENCE = 30


@dataclass
class KeeperOrder:
    """What to run and what to wait for."""

    command: list
    lock: str
    log: str
    pid_file: str
    sockets: str

    def to_json(self):
        return json.dumps(asdict(self))


def keep(order):
    """Run the server until nobody holds the lock any more."""
    with open(order.log, "ab") as log:
        server = subprocess.Popen(
            order.command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            # The server's "fast" shutdown, should this process be killed.
            preexec_fn=die_with_parent(signal.SIGINT),
        )
    Path(order.pid_file).write_text(str(os.getpid()))
    threading.Thread(target=_end_with, args=(server, order), daemon=True).start()
    with open(order.lock, "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(STOP_PATIENCE)
            except subprocess.TimeoutExpired:
                server.send_signal(signal.SIGQUIT)
                server.wait()
            _tidy(order)


def _tidy(order):
    shutil.rmtree(order.sockets, ignore_errors=True)
    Path(order.pid_file).unlink(missing_ok=True)


def _end_with(server, order):
    """The server ended by itself: nothing is left to keep."""
    server.wait()
    _tidy(order)
    os._exit(1)


def _terminate(signum, frame):
    raise SystemExit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _terminate)
    keep(KeeperOrder(**json.loads(sys.argv[1])))
