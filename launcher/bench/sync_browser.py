"""The app in a browser, on the benchmark's base: opening, searching, saving."""

import json
import os
import shutil
from pathlib import Path

from .. import process
from ..errors import LauncherError
from ..setup.ports import HOST
from .sync_server import serving

MEASURE = Path(__file__).resolve().parents[1] / "scripts" / "bench_phone.py"


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
    with serving(context, bench.database) as port:
        arguments = {
            **account,
            "url": f"http://{HOST}:{port}",
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
