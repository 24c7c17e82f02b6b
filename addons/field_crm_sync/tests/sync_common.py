import json
import uuid

from odoo import fields
from odoo.tests import HttpCase

from odoo.addons.field_crm.tests.common import FieldCrmCase

from ..engine.sync import delta_decode


class Phone:
    """A phone of the tests: it keeps what it is sent, as the app does."""

    def __init__(self, case, user, name="Pixel de test"):
        self.case = case
        self.user = user
        self.uuid = str(uuid.uuid4())
        self.name = name
        self.key = None
        self.seq = 0
        self.begin()

    @property
    def device(self):
        """The record of the server."""
        return self.case.env["field.device"].search([("uuid", "=", self.uuid)])

    # ------------------------------------------------------------------
    # Messages
    # ------------------------------------------------------------------

    def send(self, path, data, method="POST", **headers):
        """Send bytes or text as the app does, and take any answer."""
        sent = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
        if self.key:
            sent["Authorization"] = f"Bearer {self.key}"
        for name, value in headers.items():
            sent[name.replace("_", "-")] = value
        return self.case.url_open(
            f"/field/api/{path}", data=data, headers=sent, method=method
        )

    def call(self, path, body=None, status=200):
        """Post a body, and read the answer.

        :param status: that is expected
        """
        response = self.send(path, json.dumps(body or {}))
        self.case.assertEqual(response.status_code, status, response.text[:500])
        return response.json()

    def sign_in(self, status=200):
        """Log in as in a browser, get the key, and forget the session."""
        self.case.authenticate(self.user.login, self.user.login)
        body = {"device": self.uuid, "name": self.name, "version": "1.0.0"}
        answer = self.call("device", body, status)
        if status == 200:
            self.key = answer["key"]
            self.seq = answer["last_seq"]
        self.case.logout()
        return answer

    def mutation(self, kind, args, **more):
        """A mutation under the next number, made now."""
        self.seq += 1
        return {
            "seq": self.seq,
            "uuid": str(uuid.uuid4()),
            "type": kind,
            "version": 1,
            "at": fields.Datetime.now().isoformat() + "Z",
            "args": args,
            **more,
        }

    def push(self, *mutations, status=200, **more):
        """Send mutations.

        :return: the answer
        """
        body = {"device": self.uuid, "mutations": list(mutations), **more}
        answer = self.call("push", body, status)
        for result in answer.get("results", []):
            if result["state"] in ("applied", "conflict"):
                self.acked = result["uuid"]
        return answer

    def do(self, kind, args, **more):
        """Make one mutation and send it.

        :return: its result
        """
        (result,) = self.push(self.mutation(kind, args, **more))["results"]
        return result

    # ------------------------------------------------------------------
    # What it holds
    # ------------------------------------------------------------------

    def begin(self):
        """Hold nothing."""
        self.cursor = self.epoch = self.acked = self.lists = None
        self.tables = {}

    def ask(self, **body):
        """Ask for rows as the app does, without what is empty."""
        body = {"device": self.uuid, "epoch": self.epoch, "acked": self.acked, **body}
        return self.call("pull", {name: value for name, value in body.items() if value})

    def pull(self):
        """Bring the phone up to date, in as many parts as the server likes.

        :return: the answers
        """
        answers = [self.ask(cursor=self.cursor, lists=self.lists)]
        while True:
            answer = answers[-1]
            self.epoch = answer["epoch"]
            if answer.get("reset"):
                self.begin()
                return answers
            self.apply(answer)
            if not answer.get("next"):
                self.cursor = answer["cursor"]
                return answers
            answers.append(self.ask(page=answer["next"]))

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

    def server_numbers(self, table):
        """What the server says that it should hold."""
        return set(delta_decode(self.ask(ids=[table])["ids"][table]))


class SyncCase(FieldCrmCase, HttpCase):
    """Phones of the reps, over HTTP."""

    def phone(self, user=None):
        """A phone that is signed in, of the rep unless told otherwise."""
        phone = Phone(self, user or self.rep)
        phone.sign_in()
        return phone

    def assert_untouched(self, call):
        """Whatever ``call`` does changes neither partner, visit, request nor ledger."""
        before = self._count()
        result = call()
        self.assertEqual(self._count(), before)
        return result

    def _count(self):
        models = (
            "res.partner",
            "field.visit",
            "field.conversion.request",
            "field.modification.request",
            "field.mutation",
            "ir.attachment",
        )
        self.env.invalidate_all()
        counts = {
            name: self.env[name].with_context(active_test=False).search_count([])
            for name in models
        }
        return counts, self.client.read(["name", "city", "phone", "revisit_date"])
