"""Two messages of one phone at the same moment, at a server of two processes."""

import base64
import hashlib
import json
import threading
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timezone
from functools import partial

import pytest

from launcher.setup.ports import any_port

from .company import REP, furnish, make_clients
from .demo import empty_database
from .server import PATIENCE, Remote, serving

ROUNDS, MORE, COPIES = 8, 3, 2
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmM"
    "IQAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def office(settings, mail_server):
    """(address, administrator, database) of a server with two workers."""
    with empty_database(settings, "workers") as database:
        options = ("--workers", 2, "--gevent-port", any_port())
        options += ("--max-cron-threads", 0)
        with serving(settings, database, any_port(), *options) as (url, _child):
            admin = Remote(url, database, "admin", "admin")
            furnish(admin, mail_server.port)
            [company] = admin.call("res.company", "search", [], limit=1)
            sender = {"email": "contact@example.com"}
            admin.call("res.company", "write", [company], sender)
            yield url, admin, database


class Phone:
    """The rep's phone, without an app.

    Attributes
    ----------
    remote
        The rep at the office's screen.
    """

    def __init__(self, url, database):
        self.url = url
        self.remote = Remote(url, database, REP.login, REP.password)
        self.device = str(uuid.uuid4())
        answer = self.remote.post_app("device", device=self.device, version="1")
        self.key = answer["key"]

    def send(self, method, name, data, **headers):
        """(status, answer) of a message."""
        request = urllib.request.Request(
            f"{self.url}/field/api/{name}",
            data=data,
            headers={"Authorization": f"Bearer {self.key}", **headers},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def push(self, mutations):
        body = json.dumps({"device": self.device, "mutations": mutations}).encode()
        return self.send("POST", "push", body, **{"Content-Type": "application/json"})

    def send_photo(self, photo, owner):
        headers = {
            "Content-Type": "application/octet-stream",
            "Upload-Owner": owner,
            "Upload-Length": str(len(photo)),
            "Upload-Offset": "0",
        }
        sha = hashlib.sha256(photo).hexdigest()
        return self.send("PATCH", f"upload/{sha}", photo, **headers)


def visit(seq, client, **more):
    """A mutation: a visit of now."""
    return {
        "seq": seq,
        "uuid": str(uuid.uuid4()),
        "type": "VC",
        "version": 1,
        "at": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "args": {"partner": client, "comment": f"Visite {seq}"},
        **more,
    }


def at_once(*calls):
    """What each gives, when all are made at the same moment."""
    answers = [None] * len(calls)
    start = threading.Barrier(len(calls))

    def run(place):
        start.wait()
        answers[place] = calls[place]()

    threads = [threading.Thread(target=run, args=[n]) for n in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_pushes_at_once_apply_each_thing_once(office):
    """S3-64, S3-73: copies of a message, and a longer one, meet in two processes."""
    url, admin, database = office
    [client] = make_clients(admin, "Ferme des Deux Chemins")
    phone = Phone(url, database)
    done = []
    for _round in range(ROUNDS):
        fresh = [visit(len(done) + number, client) for number in range(1, MORE + 1)]
        done += fresh
        longer = done[-4 * MORE :]
        copies = [partial(phone.push, fresh)] * COPIES
        for status, answer in at_once(partial(phone.push, longer), *copies):
            assert status == 200, answer
            assert {one["state"] for one in answer["results"]} == {"applied"}
            assert answer["last_seq"] == len(done)
    mine = [["partner_id", "=", client]]
    assert phone.remote.call("field.visit", "search_count", mine) == len(done)
    assert phone.remote.call("field.mutation", "search_count", mine) == len(done)


def test_two_devices_bring_the_same_at_once(office):
    """A phone that lost its memory, and its other tab that did not yet (S3-73)."""
    url, admin, database = office
    [client] = make_clients(admin, "Moulin des Deux Rives")
    phones = [Phone(url, database) for _ in range(2)]
    done = []
    for _round in range(ROUNDS):
        fresh = [visit(len(done) + number, client) for number in range(1, MORE + 1)]
        done += fresh
        for status, answer in at_once(*(partial(one.push, fresh) for one in phones)):
            assert status == 200, answer
            assert {one["state"] for one in answer["results"]} == {"applied"}
    mine = [["partner_id", "=", client]]
    rep = phones[0].remote
    assert rep.call("field.visit", "search_count", mine) == len(done)
    assert rep.call("field.mutation", "search_count", mine) == len(done)


def test_copies_of_a_photo_are_one(office):
    """A part of a photo that comes twice at the same moment counts once (S2-15)."""
    url, admin, database = office
    [client] = make_clients(admin, "Garage des Deux Ponts")
    phone = Phone(url, database)
    for number in range(1, ROUNDS + 1):
        photo = PIXEL + bytes([number])
        sha = hashlib.sha256(photo).hexdigest()
        report = visit(number, client, blobs=[sha])
        send = partial(phone.send_photo, photo, report["uuid"])
        answers = at_once(partial(phone.push, [report]), *[send] * COPIES)
        for status, answer in answers:
            assert status == 200, answer
    found = phone.remote.call("field.visit", "search", [["partner_id", "=", client]])
    hanging = [["res_model", "=", "field.visit"], ["res_id", "in", found]]
    assert len(found) == ROUNDS
    assert phone.remote.call("ir.attachment", "search_count", hanging) == ROUNDS
