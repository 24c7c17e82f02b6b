"""Run inside Odoo's shell: what a phone costs, asked as its requests ask.

`FIELDCRM_SCRIPT`: {"task": "phone", "enrol", "account" or "point_of_sale", "answer":
path of the file to write, …}.
"""

import gzip
import json
import os
import statistics
import time
import uuid
from pathlib import Path

from odoo import fields
from odoo.api import Environment
from odoo.fields import Command

REP = "large01"
LARGE = 300 * 1024  # bytes from which an answer is compressed with less effort
VISITS, BATCH = 100, 50
VISITED = 5  # clients of each phone of the storm


class Phone:
    """A phone of a rep, each of its requests in a transaction of its own."""

    def __init__(self, env, user):
        self.registry = env.registry
        self.user_id = user.id
        self.context = {"lang": "fr_FR", "tz": "Europe/Paris"}
        self.uuid = str(uuid.uuid4())
        self.seq = 0
        self.cursor = self.epoch = self.lists = None
        with self.registry.cursor() as cr:
            env = self._env(cr)
            device, self.key = env["field.device"]._enrol(self.uuid, "-", "-")
            self.device_id = device.id
            # Noted once in the life of a database; pulls here are not kept.
            env["field.pull"]._get_epoch()

    def _env(self, cr):
        return Environment(cr, self.user_id, self.context)

    def pull(self, **body):
        """(answer, bytes on the wire, seconds of the server, seconds to decode)."""
        with self.registry.cursor() as cr:
            env = self._env(cr)
            device = env(su=True)["field.device"].browse(self.device_id)
            started = time.perf_counter()
            text = env["field.pull"]._answer(device, body)
            data = gzip.compress(text.encode(), 3 if len(text) > LARGE else 6)
            spent = time.perf_counter() - started
            cr.rollback()
        started = time.perf_counter()
        answer = json.loads(gzip.decompress(data))
        return answer, len(data), spent, time.perf_counter() - started

    def load(self):
        """A first load, in all its parts."""
        size = server = decode = rows = parts = 0
        answer, page = None, {}
        while answer is None or answer.get("next"):
            if answer:
                page = {"page": answer["next"], "epoch": answer["epoch"]}
            answer, length, spent, decoded = self.pull(**page)
            size, server, decode = size + length, server + spent, decode + decoded
            rows += sum(len(table["rows"][0]) for table in answer["tables"].values())
            parts += 1
            if "lists" in answer:
                self.lists = answer["lists"]["hash"]
        self.cursor, self.epoch = answer["cursor"], answer["epoch"]
        return {
            "load_bytes": size,
            "load_s": server,
            "decode_s": decode,
            "rows": rows,
            "parts": parts,
        }

    def catch_up(self):
        """What changed since the last time: (bytes, milliseconds of the server)."""
        answer, length, spent, _decoded = self.pull(
            cursor=self.cursor, epoch=self.epoch, lists=self.lists
        )
        self.cursor = answer["cursor"]
        return length, spent * 1000

    def push(self, mutations):
        """Send mutations; every one must be applied."""
        with self.registry.cursor() as cr:
            env = self._env(cr)
            device = env(su=True)["field.device"].browse(self.device_id)
            started = time.perf_counter()
            answer = env["field.push"]._receive(device, mutations)
            env.flush_all()
            spent = time.perf_counter() - started
        states = {result["state"] for result in answer["results"]}
        assert states == {"applied"}, answer
        return spent


def phone(env, repeats, compares):
    """One phone: first load, one changed client, visits that waited."""
    user = env["res.users"].search([("login", "=", REP)])
    mine = Phone(env, user)
    found = mine.load()
    if compares:
        found["peer_s"] = peer(env, user)
    client = clients(env, 1)
    sizes, times = [], []
    # The first one counts what the phone holds; then it is a day like any other.
    for number in range(repeats + 1):
        client.city = f"Ville {number}"
        env.cr.commit()
        size, spent = mine.catch_up()
        if number:
            sizes.append(size)
            times.append(spent)
    found["delta_bytes"] = max(sizes)
    found["delta_ms"] = round(statistics.median(times), 1)
    mutations = [visit(mine, one.id) for one in clients(env, VISITS)]
    batches = [mutations[start : start + BATCH] for start in range(0, VISITS, BATCH)]
    found["push_s"] = round(sum(mine.push(batch) for batch in batches), 2)
    found["push_requests"] = len(batches)
    return found


def peer(env, user):
    """Seconds of Odoo's own read of the same clients and columns, as JSON, compressed.

    It leaves out people and visits, which ours holds besides.
    """
    with env.registry.cursor() as cr:
        reader = Environment(cr, user.id, {"lang": "fr_FR"})
        table = reader["field.pull.partner"]
        partners = reader["res.partner"]
        names = [name for name in table._get_column_names() if name in partners._fields]
        started = time.perf_counter()
        found = partners.search(table._get_domain()).read(names, load=False)
        gzip.compress(json.dumps(found, default=str).encode(), 3)
        return time.perf_counter() - started


def point_of_sale(env, repeats):
    """Seconds of a phone's first load, and of the point of sale for the same clients.

    Its own method reads them, with the columns that it asks for, 21 and no visits. A
    configuration that is not even kept will do: partners do not depend on it.
    """
    user = env["res.users"].search([("login", "=", REP)])
    config = env["pos.config"].new({"name": "-"})
    partners = env["res.partner"].search(env["field.pull.partner"]._get_domain())
    mine, theirs = [], []
    for _repeat in range(repeats):
        mine.append(Phone(env, user).load()["load_s"])
        env.invalidate_all()
        started = time.perf_counter()
        found = partners._load_pos_data_read(partners, config)
        gzip.compress(json.dumps(found, default=str).encode(), 3)
        theirs.append(time.perf_counter() - started)
    return {"load_s": statistics.median(mine), "pos_s": statistics.median(theirs)}


def clients(env, number):
    return env["res.partner"].search([("field_status", "=", "client")], limit=number)


def visit(phone, partner_id):
    phone.seq += 1
    return {
        "seq": phone.seq,
        "uuid": str(uuid.uuid4()),
        "type": "VC",
        "version": 1,
        "at": fields.Datetime.now().isoformat() + "Z",
        "args": {"partner": partner_id, "comment": "Vu, rien à signaler"},
    }


def enrol(env, reps):
    """Phones of so many reps, up to date since a moment ago, and whom they visit."""
    group = env.ref("field_crm.group_field_rep")
    users = (
        env["res.users"]
        .with_context(no_reset_password=True, tracking_disable=True)
        .create(
            [
                {
                    "name": f"Storm {number}",
                    "login": f"storm{number:03}",
                    "group_ids": [Command.set(group.ids)],
                }
                for number in range(reps)
            ]
        )
    )
    env.cr.commit()
    visited = clients(env, reps * VISITED)
    phones = []
    for number, user in enumerate(users):
        mine = Phone(env, user)
        answer, *_costs = mine.pull()
        phones.append(
            {
                "device": mine.uuid,
                "key": mine.key,
                "cursor": answer["cursor"],
                "epoch": answer["epoch"],
                "lists": answer["lists"]["hash"],
                "partners": visited[number * VISITED :][:VISITED].ids,
            }
        )
    return phones


def account(env):
    """Let the rep sign in; gives login and password."""
    user = env["res.users"].search([("login", "=", REP)])
    password = str(uuid.uuid4())
    user.write({"password": password, "lang": "fr_FR"})
    env.cr.commit()
    return {"login": REP, "password": password}


def run(env, task, answer, **arguments):
    tasks = (phone, enrol, account, point_of_sale)
    found = {each.__name__: each for each in tasks}[task](env, **arguments)
    Path(answer).write_text(json.dumps(found))


run(env, **json.loads(os.environ["FIELDCRM_SCRIPT"]))  # noqa: F821
