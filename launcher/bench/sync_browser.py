"""The app in a browser, on the benchmark's base: opening, searching, saving."""

import json
import os
import shutil
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from .. import process
from ..errors import LauncherError
from ..setup.ports import HOST, any_port

MEASURE = Path(__file__).resolve().parents[1] / "scripts" / "bench_phone.py"
PATIENCE = 120


@contextmanager
def serving(context, bench):
    """A server of that base; yields its address."""
    port = any_port()
    command = bench.database.command(
        *("--http-interface", HOST, "--http-port", str(port)),
        *("--max-cron-threads", "0", "--log-level", "warn"),
    )
    with (
        open(bench.database.log, "ab") as log,
        process.running(
            [str(word) for word in command],
            stdout=log,
            stderr=log,
            env=bench.database.environment(),
            cwd=context.state,
        ),
    ):
        url = f"http://{HOST}:{port}"
        _wait(url)
        yield url


def _wait(url):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/field", timeout=PATIENCE).close()
            return
        except OSError:
            time.sleep(0.2)
    raise LauncherError("The server of the benchmark does not answer.")


def measure(context, bench, chromium, step):
    """What one rep's phone takes; see `launcher/scripts/bench_phone.py`.

    :param bench: the Script of that base
    :param chromium: path of the browser
    """
    account = bench.run(step, "account")
    profile = context.state / "bench-phone"
    shutil.rmtree(profile, ignore_errors=True)
    answer = context.logs / "bench-phone.json"
    answer.unlink(missing_ok=True)
    with serving(context, bench) as url:
        arguments = {
            **account,
            "url": url,
            "chromium": str(chromium),
            "profile": str(profile),
            "answer": str(answer),
        }
        code, tail = process.run(
            [str(context.python), str(MEASURE)],
            log=context.logs / "bench-phone.log",
            env={**os.environ, "FIELDCRM_SCRIPT": json.dumps(arguments)},
        )
    shutil.rmtree(profile, ignore_errors=True)
    if code or not answer.exists():
        raise LauncherError(f"The app could not be measured:\n{tail}")
    return json.loads(answer.read_text())
