"""The app in a browser, on the benchmark's base: opening, searching, saving."""

import shutil

from ..setup.ports import HOST
from .answers import ask_browser
from .sync_server import serving


def measure(context, bench, chromium, step):
    """What one rep's phone takes; see `launcher/scripts/bench_phone.py`.

    :param bench: the Script of that base
    :param chromium: path of the browser
    """
    account = bench.run(step, "account")
    profile = context.state / "bench-phone"
    shutil.rmtree(profile, ignore_errors=True)
    with serving(context, bench.database) as port:
        found = ask_browser(
            context,
            chromium,
            "bench_phone",
            **account,
            url=f"http://{HOST}:{port}",
            profile=str(profile),
        )
    shutil.rmtree(profile, ignore_errors=True)
    return found
