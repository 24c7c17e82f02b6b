"""Two messages of one phone at the same moment, at a server of two processes."""

import json
import threading
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timezone

import pytest

from launcher.setup.ports import any_port

from .company import REP, furnish, make_clients
from .demo import empty_database
from .server import PATIENCE, Remote, serving

ROUNDS, MORE, COPIES = 12, 3, 3


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


def send(url, key, body):
    """(status, answer) of a push."""
    request = urllib.request.Request(
        f"{url}/field/api/push",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def send_together(url, key, bodies):
    """What each is answered, when all are sent at the same moment."""
    answers = [None] * len(bodies)
    start = threading.Barrier(len(bodies))

    def run(place):
        start.wait()
        answers[place] = send(url, key, bodies[place])

    threads = [threading.Thread(target=run, args=[n]) for n in range(len(bodies))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_pushes_at_once_apply_each_thing_once(office):
    """S3-64, S3-73: copies of a message, and a longer one, meet in two processes."""
    url, admin, database = office
    [client] = make_clients(admin, "Ferme des Deux Chemins")
    rep = Remote(url, database, REP.login, REP.password)
    device = str(uuid.uuid4())
    key = rep.post_app("device", device=device, version="1")["key"]
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    done = []
    for _round in range(ROUNDS):
        fresh = [
            {
                "seq": len(done) + number,
                "uuid": str(uuid.uuid4()),
                "type": "VC",
                "version": 1,
                "at": now,
                "args": {"partner": client, "comment": f"Visite {len(done) + number}"},
            }
            for number in range(1, MORE + 1)
        ]
        done += fresh
        bodies = [{"device": device, "mutations": fresh}] * COPIES
        bodies[0] = {"device": device, "mutations": done[-4 * MORE :]}
        for status, answer in send_together(url, key, bodies):
            assert status == 200, answer
            assert {one["state"] for one in answer["results"]} == {"applied"}
            assert answer["last_seq"] == len(done)
    counted = rep.call("field.visit", "search_count", [["partner_id", "=", client]])
    assert counted == len(done)
    lines = rep.call("field.mutation", "search_count", [["kind", "=", "VC"]])
    assert lines == len(done)
