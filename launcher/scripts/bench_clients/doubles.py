"""Finding doubles among all clients and prospects, of which 2,000 are entered twice.

Beside it, an exact comparison in SQL: the same phone, e-mail, SIRET, or name and postal
code. Everything is rolled back.
"""

import resource
import statistics
import time

from odoo.tools import SQL

from odoo.addons.field_crm.engine.doubles import LIKELY, SURE, name_key, phone_key
from odoo.addons.field_crm.tests.large.doubles import Misspeller, quality

DOUBLES, CHANGED = 2000, 500
NAIVE = """
WITH account AS (
    SELECT id, name, zip, phone, email, company_registry FROM res_partner
    WHERE field_status IS NOT NULL AND active
)
SELECT one.id, other.id FROM account one JOIN account other
    ON one.phone = other.phone AND one.id < other.id
UNION SELECT one.id, other.id FROM account one JOIN account other
    ON one.email = other.email AND one.id < other.id
UNION SELECT one.id, other.id FROM account one JOIN account other
    ON one.company_registry = other.company_registry AND one.id < other.id
UNION SELECT one.id, other.id FROM account one JOIN account other
    ON one.name = other.name AND one.zip = other.zip AND one.id < other.id
"""


def measure(env, repeats):
    """Seconds of the whole search, and how much of what is known it finds."""
    truth = enter_again(env)
    seconds, again = [], []
    for _ in range(min(repeats, 3)):
        env["field.double.search"].search([]).unlink()
        env["field.double"].search([]).unlink()
        env.cr.execute("UPDATE res_partner SET write_date = '2020-01-01'")
        seconds.append(timed(search, env))
        # A day's work: so many were changed since.
        env.cr.execute(
            "UPDATE res_partner SET write_date = now() WHERE id IN "
            "(SELECT id FROM res_partner WHERE field_status IS NOT NULL "
            "ORDER BY hashint4(id + 1) LIMIT %s)",
            [CHANGED],
        )
        again.append(timed(search, env))
    pairs = env["field.double.pair"].search([])._to_pair()
    started = time.perf_counter()
    env.cr.execute(NAIVE)
    naive = set(env.cr.fetchall())
    naive_seconds = time.perf_counter() - started
    accounts = env["field.double.search"].search([], limit=1).account_count
    env.cr.rollback()
    return {
        "doubles_s": round(statistics.median(seconds), 1),
        "details": {
            "accounts": accounts,
            "second_search_s": round(statistics.median(again), 1),
            "known": len(truth),
            "sure": quality_from(pairs, SURE, truth),
            "sure_and_likely": quality_from(pairs, LIKELY, truth),
            "all": quality_from(pairs, 0, truth),
            "naive": {
                **quality(naive, truth),
                "found": len(naive),
                "seconds": round(naive_seconds, 1),
            },
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        },
    }


def search(env):
    env["field.double.search"].create({})._search_doubles(env["field.work"])


def timed(function, env):
    started = time.perf_counter()
    function(env)
    env.flush_all()
    return time.perf_counter() - started


def quality_from(pairs, score, truth):
    found = {(pair.low, pair.high) for pair in pairs if pair.score >= score}
    return {**quality(found, truth), "found": len(found)}


def enter_again(env):
    """Copy rows of clients and prospects, misspelled; returns the pairs."""
    misspeller = Misspeller()
    # The rows of the large base are copies: let each be a company of its own.
    env.cr.execute(
        "UPDATE res_partner SET company_registry = NULL, iban = NULL, "
        "street = id || ' rue du Port' WHERE field_status IS NOT NULL"
    )
    env.cr.execute(
        "SELECT id FROM res_partner WHERE field_status IS NOT NULL AND active "
        "ORDER BY hashint4(id) LIMIT %s",
        [DOUBLES],
    )
    originals = [row for (row,) in env.cr.fetchall()]
    columns = [
        name
        for name, field in env["res.partner"]._fields.items()
        if field.store and field.column_type and name != "id"
    ]
    names = SQL(", ").join(map(SQL.identifier, columns))
    truth = set()
    for number, original in enumerate(originals):
        env.cr.execute(
            SQL(
                "INSERT INTO res_partner (%s) SELECT %s FROM res_partner "
                "WHERE id = %s RETURNING id",
                names,
                SQL(", ").join(
                    SQL("%s", f"TWICE{number}")
                    if name == "ref"
                    else SQL("NULL::varchar")
                    if name == "booking_key"
                    else SQL.identifier(name)
                    for name in columns
                ),
                original,
            )
        )
        copy = env.cr.fetchone()[0]
        misspell(env, misspeller, copy)
        truth.add((original, copy))
    env.cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id WHERE ref LIKE 'TWICE%%'"
    )
    env.cr.execute("ANALYZE res_partner")
    env.invalidate_all()
    return truth


def misspell(env, misspeller, copy):
    env.cr.execute(
        "SELECT name, street, zip, phone_e164 AS phone, email, company_registry AS "
        "siret, iban, partner_latitude::float AS latitude, "
        "partner_longitude::float AS longitude FROM res_partner WHERE id = %s",
        [copy],
    )
    row = {key: value or "" for key, value in env.cr.dictfetchone().items()}
    row["latitude"], row["longitude"] = row["latitude"] or 0, row["longitude"] or 0
    row["street"] = row["street"] or "1 rue du Port"
    made = misspeller.enter_again(row)
    phone, email = made["phone"] or None, made["email"] or None
    env.cr.execute(
        """
        UPDATE res_partner SET name = %s, name_key = %s, street = %s, zip = %s,
            phone = %s, phone_e164 = %s, email = %s, email_normalized = %s,
            company_registry = %s, iban = %s, partner_latitude = %s,
            partner_longitude = %s
        WHERE id = %s
        """,
        [
            made["name"],
            name_key(made["name"]),
            made["street"] or None,
            made["zip"],
            phone,
            phone_key(phone),
            email,
            email and email.lower(),
            made["siret"] or None,
            made["iban"] or None,
            made["latitude"],
            made["longitude"],
            copy,
        ],
    )
