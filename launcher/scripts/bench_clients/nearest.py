"""The 25 nearest to a point, and all within 20 km: time in the database.

Of all partners, as a rep and as a manager, with their record rules; the slower role's
median counts. The peer orders everybody by the same great circle, without an index.
"""

import statistics
import threading
import time

import _settled

from odoo.tools import SQL

from odoo.addons.field_crm.engine.map_cluster import EARTH_RADIUS
from odoo.addons.field_crm.tests.large.words import TOWNS

LOGINS = {"rep": "large01", "manager": "large_manager"}
NEAREST, KILOMETRES = 25, 20
PLAIN = """
    SELECT id, 2 * %(radius)s * asin(least(1, sqrt(
        power(sin(radians(partner_latitude - %(latitude)s) / 2), 2)
        + cos(radians(%(latitude)s)) * cos(radians(partner_latitude))
        * power(sin(radians(partner_longitude - %(longitude)s) / 2), 2)))) AS metres
    FROM res_partner
    WHERE active AND (partner_latitude <> 0 OR partner_longitude <> 0)
    ORDER BY metres LIMIT %(limit)s
"""


def measure(env, repeats):
    spots = [town[2:] for town in TOWNS[:repeats]]
    _settled.settle(env)
    found = {}
    for role, login in LOGINS.items():
        user = env["res.users"].search([("login", "=", login)])
        partners = env["res.partner"].with_user(user)
        found[role] = {
            "nearest": _median(
                spots, lambda spot, one=partners: one._search_nearest(*spot, NEAREST)
            ),
            "radius": _median(
                spots, lambda spot, one=partners: one._search_within(*spot, KILOMETRES)
            ),
        }
    found["plain"] = {"nearest": _median(spots, lambda spot: _plain(env, spot))}
    return {
        "nearest_ms": max(found[role]["nearest"]["database"] for role in LOGINS),
        "radius_ms": max(found[role]["radius"]["database"] for role in LOGINS),
        "details": {"nearest": found},
    }


def _plain(env, spot):
    latitude, longitude = spot
    return env.execute_query(
        SQL(
            PLAIN,
            radius=EARTH_RADIUS,
            latitude=latitude,
            longitude=longitude,
            limit=NEAREST,
        )
    )


def _median(spots, call):
    """Milliseconds in the database, and of the call with what Python does."""
    thread = threading.current_thread()
    call(spots[0])
    in_database, whole = [], []
    for spot in spots:
        thread.query_count, thread.query_time = 0, 0.0
        started = time.perf_counter()
        call(spot)
        whole.append((time.perf_counter() - started) * 1000)
        in_database.append(thread.query_time * 1000)
    del thread.query_count, thread.query_time
    return {
        "database": round(statistics.median(in_database), 1),
        "call": round(statistics.median(whole), 1),
    }
