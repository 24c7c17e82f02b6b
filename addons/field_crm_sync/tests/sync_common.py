import gzip
import json
import uuid

from odoo.tests import HttpCase

from odoo.addons.field_crm.tests.common import FieldCrmCase


class Phone:
    """A phone of the tests: it keeps what it is sent, as the app does."""

    def __init__(self, case, login, name="Pixel de test"):
        self.case = case
        self.login = login
        self.uuid = str(uuid.uuid4())
        self.name = name
        self.key = None
        self.seq = 0
        self.cursor = self.epoch = self.acked = self.lists = None
        self.tables = {}
        self.answer = {}

    # ------------------------------------------------------------------
    # Messages
    # ------------------------------------------------------------------

    def call(self, path, body=None, status=200, **options):
        """Post a body as the app does, and read the answer.

        :param status: that is expected
        """
        headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        headers.update(options.pop("headers", {}))
        data = options.pop("data", None)
        if data is None:
            data = json.dumps(body or {})
        response = self.case.url_open(
            f"/field/api/{path}", data=data, headers=headers, method="POST"
        )
        self.answer = response
        self.case.assertEqual(response.status_code, status, response.text[:500])
        return response.json()

    def sign_in(self):
        """Log in as in a browser, get the key, and forget the session."""
        self.case.authenticate(self.login, self.login)
        answer = self.call("device", {"device": self.uuid, "name": self.name})
        self.key = answer["key"]
        self.seq = answer["last_seq"]
        self.case.logout()
        return answer

    def mutation(self, kind, args, **more):
        """A mutation under the next number."""
        self.seq += 1
        return {
            "seq": self.seq,
            "uuid": str(uuid.uuid4()),
            "type": kind,
            "version": 1,
            "at": "2026-05-01T08:30:00Z",
            "args": args,
            **more,
        }

    def push(self, *mutations, status=200, **body):
        """Send mutations.

        :return: their results
        """
        body = {"device": self.uuid, "mutations": list(mutations), **body}
        answer = self.call("push", body, status)
        if status != 200:
            return answer
        done = [
            one for one in answer["results"] if one["state"] in ("applied", "conflict")
        ]
        if done:
            self.acked = done[-1]["uuid"]
        return answer["results"]

    # ------------------------------------------------------------------
    # What it holds
    # ------------------------------------------------------------------

    def pull(self):
        """Bring the phone up to date, in as many parts as the server likes.

        :return: the last answer
        """
        page, pages, cursor = None, 0, None
        while True:
            body = {"device": self.uuid, "epoch": self.epoch, "acked": self.acked}
            body.update(cursor=self.cursor, lists=self.lists, page=page)
            answer = self.call("pull", {k: v for k, v in body.items() if v})
            pages += 1
            if answer.get("reset"):
                self.cursor = self.acked = None
                self.tables = {}
                self.epoch = answer["epoch"]
                return answer
            self.apply(answer)
            cursor = answer["cursor"]
            page = answer.get("next")
            if not page:
                self.cursor, self.epoch = cursor, answer["epoch"]
                return {**answer, "pages": pages}

    def apply(self, answer):
        """Take over rows and removals of an answer."""
        for name, table in answer.get("tables", {}).items():
            held = self.tables.setdefault(name, {})
            for row in zip(*table["rows"], strict=True):
                held[row[0]] = dict(zip(table["columns"], row, strict=True))
        for name, numbers in answer.get("gone", {}).items():
            for number in numbers:
                self.tables.get(name, {}).pop(number, None)
        if "lists" in answer:
            self.lists = answer["lists"]["hash"]
            self.document = answer["lists"]

    def rows(self, table):
        """What it holds of a table: {number: {column: value}}."""
        return self.tables.get(table, {})


class SyncCase(FieldCrmCase, HttpCase):
    """Phones of the reps, over HTTP."""

    def phone(self, user=None):
        """A phone that is signed in, of the rep unless told otherwise."""
        phone = Phone(self, (user or self.rep).login)
        phone.sign_in()
        return phone


def gzipped(text):
    """Bytes of a text as they travel."""
    return len(gzip.compress(text.encode(), 6))
