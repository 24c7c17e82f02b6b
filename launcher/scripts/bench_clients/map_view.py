"""A request of the map for what is in sight, on 100,000: time and size of the answer.

For several zooms, on an ordinary and on a very large screen, as a rep and as a manager;
the slowest median and the largest answer count. The peer reads what a map without
clusters needs of the same records.
"""

import json
import statistics
import time
from functools import partial

import _settled

LOGINS = {"rep": "large01", "manager": "large_manager"}
CENTRE = (48.1, -2.9)
# Degrees of longitude of one pixel at zoom 0, and those of latitude here.
DEGREES = (360 / 256 * 0.67, 360 / 256)
ZOOMS = (2, 6, 8, 9, 10, 12, 14, 17)
SCREENS = {"ordinary": (768, 1366), "very large": (2160, 3840)}
COLOURING = "sector_id"
DOMAIN = [("field_status", "in", ["client", "prospect"])]
FIELDS = ["name", "partner_latitude", "partner_longitude", COLOURING]


def measure(env, repeats):
    _settled.settle(env)
    found = {}
    for role, login in LOGINS.items():
        user = env["res.users"].search([("login", "=", login)])
        partners = env["res.partner"].with_user(user)
        legend = partners.get_map_legend(DOMAIN, COLOURING)
        keys = [
            each["key"] for each in legend["entries"] if each["key"] not in ("*", False)
        ]
        for screen, size in SCREENS.items():
            for zoom in ZOOMS:
                call = partial(
                    partners.get_map,
                    DOMAIN,
                    _box(size, zoom),
                    zoom,
                    COLOURING,
                    keys,
                )
                found[f"{role}, {screen} screen, zoom {zoom}"] = _time(repeats, call)
    manager = env["res.users"].search([("login", "=", LOGINS["manager"])])
    plain = _time(
        1, lambda: env["res.partner"].with_user(manager).search_read(DOMAIN, FIELDS)
    )
    return {
        "map_ms": max(each["ms"] for each in found.values()),
        "map_kb": max(each["kb"] for each in found.values()),
        "details": {"map": {**found, "plain": plain}},
    }


def _box(size, zoom):
    """South, west, north and east of a screen."""
    south, north = (
        max(-85, min(85, CENTRE[0] + way * size[0] / 2 * DEGREES[0] / 2**zoom))
        for way in (-1, 1)
    )
    west, east = (
        CENTRE[1] + way * size[1] / 2 * DEGREES[1] / 2**zoom for way in (-1, 1)
    )
    return [south, west, north, east]


def _time(repeats, call):
    times = []
    for _repeat in range(repeats + 1):
        started = time.perf_counter()
        answer = json.dumps(call(), default=str)
        times.append((time.perf_counter() - started) * 1000)
    return {
        # The first fills the caches.
        "ms": round(statistics.median(times[1:]), 1),
        "kb": round(len(answer) / 1000, 1),
    }
