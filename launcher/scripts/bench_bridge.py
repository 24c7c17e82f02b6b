"""Run inside Odoo's shell: the steps of the bridge's benchmark.

`FIELDCRM_SCRIPT`: {"task": name of a function below, …its arguments}. An answer is the
last line of the file `answer`.
"""

import gc
import json
import os
import time
from collections import Counter
from datetime import timedelta

from odoo import fields

from odoo.addons.field_crm_winpneu_bridge.engine.winpneu import create_tables

# What the bridge's rows tell, so that each can be found again.
MARK = "événement "


def prepare(env, server, port, events, clients):
    """A backend, winpneu's tables, clients, and visits that wait."""
    env.company.country_id = env.ref("base.fr")
    user = env.ref("base.user_admin")
    user.winpneu_user_code = "AD01"
    backend = env["field.winpneu.backend"].create(
        {
            "name": "winpneu",
            "driver": os.path.basename(os.environ["WINPNEU_DRIVER"]),
            "server": server,
            "port": 5432,
            "login": "odoo",
            "encrypt": False,
            "is_paused": True,
            "unknown_rep": "empty",
            "timeout": 5,
        }
    )
    with backend._open_session() as session, session.transaction() as cursor:
        for statement in create_tables(backend._get_layout(), "postgres"):
            cursor.execute(statement)
        # The order in which rows arrived.
        cursor.execute("ALTER TABLE dbo.client_relation ADD COLUMN seq bigserial")
    make_visits(env, events, clients, user)
    backend.write({"server": "127.0.0.1", "port": port})
    env.cr.commit()


def make_visits(env, events, clients, user, start=0):
    """Visits by turns to each client; the comment says which one it is."""
    quiet = {"tracking_disable": True, "mail_create_nolog": True}
    Partner = env["res.partner"].with_context(**quiet)
    partners = Partner.search([("client_code", "=like", "BENCH%")], order="id")
    if not partners:
        partners = Partner.create(
            [
                {
                    "name": f"Client {number}",
                    "field_status": "client",
                    "client_code": f"BENCH{number:04}",
                }
                for number in range(clients)
            ]
        )
    now = fields.Datetime.now()
    visits = env["field.visit"].with_context(**quiet)
    for first in range(start, start + events, 500):
        visits.create(
            [
                {
                    "partner_id": partners[number % clients].id,
                    "user_id": user.id,
                    "date": now - timedelta(days=2, minutes=-(number % 1440)),
                    "state": "done",
                    "comment": f"{MARK}{number}",
                }
                for number in range(first, min(first + 500, start + events))
            ]
        )
        env.cr.commit()
        env.invalidate_all()


def work(env, ready):
    """Run the bridge until nothing waits; it may be killed at any moment.

    :param ready: path of a file that says that it has begun
    """
    with open(ready, "w", encoding="utf-8") as file:
        file.write("ready")
    backend = env["field.winpneu.backend"].search([])
    waiting = [("state", "!=", "sent")]
    while env["field.winpneu.event"].search_count(waiting, limit=1):
        with_steps(backend, "_send")._run()
        env.cr.rollback()
        env.invalidate_all()


def with_steps(backend, *names):
    type(backend)._get_steps = lambda _backend: list(names)
    return backend


def check(env, server):
    """Both sides row by row: what is lost, doubled or out of order."""
    backend = env["field.winpneu.backend"].search([])
    backend.write({"server": server, "port": 5432})
    env.cr.commit()
    with backend._open_session() as session:
        rows = session.rows(
            "SELECT c_entite, commentaire FROM dbo.client_relation ORDER BY seq"
        )
        names = session.rows('SELECT "name" FROM dbo.field_crm_ledger')
    told = [
        (code.rstrip(), int(comment.split(MARK)[1].split()[0]))
        for code, comment in rows
    ]
    counts = Counter(number for _code, number in told)
    events = env["field.winpneu.event"].search([])
    wanted = {
        int(event.payload["comment"].removeprefix(MARK)): event.partner_id.client_code
        for event in events
    }
    unordered, latest = 0, {}
    for code, number in told:
        unordered += latest.get(code, -1) > number
        latest[code] = number
    return {
        "lost": sum(1 for number in wanted if not counts[number]),
        "doubled": sum(count - 1 for count in counts.values()),
        "strange": sum(1 for code, number in told if wanted.get(number) != code),
        "unordered": unordered,
        "unsent": sum(1 for event in events if event.state != "sent"),
        "ledger": len({name for (name,) in names}),
        "runs": env["field.winpneu.run"].search_count([]),
        "broken_runs": env["field.winpneu.run"].search_count(
            [("state", "=", "failed")]
        ),
    }


def rates(env, events, clients):
    """Rows out and clients in a second, and what memory they take."""
    backend = env["field.winpneu.backend"].search([])
    user = env.ref("base.user_admin")
    make_visits(env, events, 500, user, start=1_000_000)
    gc.collect()
    seconds = timed(with_steps(backend, "_send")._run)
    found = {"out_per_s": round(events / seconds)}
    with backend._open_session() as session, session.transaction() as cursor:
        cursor.execute(
            "INSERT INTO dbo.client (c_client, nom_client, adr1_fac, dep_fac, "
            "bur_dis_fac, ville_fac, c_pays, tel_1, tel_2, contact_divers_4, c_ape, "
            "nb_jour_1, date_creation_ste) "
            "SELECT 'IN' || n, 'Garage ' || n, n || ' rue du Port', '35', '000', "
            "'Rennes', 'FR', '02 61 ' || to_char(n, 'FM000000'), "
            "'06 39 ' || to_char(n, 'FM000000'), 'garage' || n || '@garage.example', "
            "'4531Z', 30, timestamp '2010-01-01' "
            f"FROM generate_series(1, {clients}) AS n"
        )
    memory = [resident()]
    watch(type(backend), memory)
    read = with_steps(backend, "_read_clients")
    found["first_per_s"] = round(clients / timed(read._run))
    for name, where in (("same", "FALSE"), ("changed", "TRUE")):
        with backend._open_session() as session, session.transaction() as cursor:
            cursor.execute(f"UPDATE dbo.client SET ville_fac = 'Vitré' WHERE {where}")
        # The run has written it in transactions of its own.
        env.cr.commit()
        backend.clients_read_on = False
        env.cr.commit()
        found[f"{name}_per_s"] = round(clients / timed(read._run))
    quarter = len(memory) // 4
    found["mb"] = round((max(memory) - max(memory[: quarter or 1])) / 1e6, 1)
    found["peak_mb"] = round(max(memory) / 1e6)
    found["quarantined"] = env["field.winpneu.client"].search_count(
        [("state", "=", "quarantined")]
    )
    return found


def watch(model, memory):
    """Note how much memory is taken after each piece that was read."""
    original = model._take_clients

    def take(backend, *args):
        try:
            return original(backend, *args)
        finally:
            memory.append(resident())

    model._take_clients = take


def resident():
    with open("/proc/self/statm", encoding="ascii") as numbers:
        return int(numbers.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def timed(call):
    started = time.monotonic()
    assert call(), "another run is under way"
    return time.monotonic() - started


def main(env, task, answer=None, **arguments):
    result = globals()[task](env, **arguments)
    env.cr.commit()
    if answer:
        with open(answer, "w", encoding="utf-8") as file:
            json.dump(result, file)


main(env, **json.loads(os.environ["FIELDCRM_SCRIPT"]))  # noqa: F821
