"""A server of the benchmark's base, for phones."""

import time
import urllib.request
from contextlib import contextmanager

from .. import process
from ..errors import LauncherError
from ..setup.ports import HOST, any_port

PATIENCE = 120


@contextmanager
def serving(context, database, workers=0):
    """A server of that base, ready to answer; yields its port.

    :param workers: processes, or 0 for one that serves all by threads
    """
    port = any_port()
    command = database.command(
        *("--http-interface", HOST, "--http-port", str(port)),
        *("--workers", str(workers), "--gevent-port", str(any_port())),
        *("--max-cron-threads", "0", "--log-level", "warn"),
    )
    with (
        open(database.log, "ab") as log,
        process.running(
            [str(word) for word in command],
            stdout=log,
            stderr=log,
            env=database.environment(),
            cwd=context.state,
        ),
    ):
        _wait(f"http://{HOST}:{port}/field")
        yield port


def _wait(url):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=PATIENCE).close()
            return
        except OSError:
            time.sleep(0.2)
    raise LauncherError("The server of the benchmark does not answer.")
