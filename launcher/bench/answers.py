"""Scripts that measure, inside Odoo or in a browser, and what they answer."""

import json
import os

from .. import process
from ..context import LAUNCHER
from ..errors import LauncherError

CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def ask_odoo(context, databases, database, script, step, **values):
    """Run one of `launcher/scripts` inside Odoo.

    :param values: what it sees, with ``answer``, the file that it writes as JSON
    :return: its answer
    :raises LauncherError: when it wrote none
    """
    answer = _make_place(context, script)
    databases.run_script(database, script, step, **values, answer=str(answer))
    return _read(answer, f"{script} gave no answer; see {database.log}")


def ask_browser(context, chromium, script, **values):
    """Run one of `launcher/scripts` that opens a browser.

    :param chromium: path of the browser
    :param values: as of `ask_odoo`; it sees ``chromium`` and its ``options`` as well
    :return: its answer
    :raises LauncherError: when it failed or wrote none
    """
    answer = _make_place(context, script)
    seen = {"chromium": str(chromium), "options": CHROMIUM_OPTIONS, **values}
    code, tail = process.run(
        [str(context.python), str(LAUNCHER / "scripts" / f"{script}.py")],
        log=context.logs / f"{script}.log",
        env={
            **os.environ,
            "FIELDCRM_SCRIPT": json.dumps({**seen, "answer": str(answer)}),
        },
    )
    if code:
        raise LauncherError(f"{script} has failed:\n{tail}")
    return _read(answer, f"{script} gave no answer:\n{tail}")


def _make_place(context, script):
    answer = context.logs / f"{script}.json"
    answer.parent.mkdir(parents=True, exist_ok=True)
    answer.unlink(missing_ok=True)
    return answer


def _read(answer, complaint):
    if not answer.exists():
        raise LauncherError(complaint)
    return json.loads(answer.read_text())
