"""What must be true after a quiet moment, whatever happened before."""

import json
import urllib.request
import uuid
from collections import Counter

from e2e.server import Remote

DONE = ("applied", "conflict")
ALERTS = ("rejected", "conflict", "waits")
API = "/field/api/"
PARTS = 40
# Who wrote last, and when: a change of what phones do not hold is none to them.
_NOISE = {"write_date", "write_uid", "write_user"}
# What a replay may touch: when a phone was seen, keys, sessions, mails on their way.
_RESTLESS = (
    "bus_bus",
    "bus_presence",
    "field_device",
    "mail_mail",
    "mail_message_res_partner_rel",
    "mail_notification",
    "mail_presence",
    "queue_job",
    "res_device_log",
    "res_users_apikeys",
    "res_users_log",
    "res_users_settings",
)
_FOREIGN = ("ir_", "report_", "base_")


def check(run):
    """All oracles; what they find goes to the run's outcome."""
    find = _Finder(run)
    find.in_ledger()
    find.applied_once()
    if not run.is_revoked:
        find.ticks()
        find.rows()
        find.replay()
    find.quiet_server()


class _Finder:
    def __init__(self, run):
        self.run = run
        self.world = run.world
        self.office = run.office
        self.problems = run.outcome.problems
        self.disk = None if run.is_revoked else run.phone.disk()
        self.ticked = run.phone.ticked
        rows = self.query(
            "SELECT uuid, state, kind, res_model, res_id, payload, reason "
            "FROM field_mutation WHERE user_id = %s ORDER BY id",
            self.office.rep_id,
        )
        names = ("uuid", "state", "kind", "model", "id", "payload", "reason")
        self.lines = [dict(zip(names, row, strict=True)) for row in rows]
        self.ledger = {line["uuid"]: line for line in self.lines}
        run.outcome.states.update(line["state"] for line in self.lines)

    def query(self, statement, *values):
        connection = self.world.connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall()
        finally:
            connection.close()

    def say(self, number, what):
        self.problems.append(f"({number}) {what}")

    # 1 -----------------------------------------------------------------------------

    def in_ledger(self):
        """Every mutation with a tick is in the queue or in the ledger."""
        queue = {row["uuid"] for row in self.disk["outbox"]} if self.disk else set()
        for each, what in self.ticked.items():
            if each not in queue and each not in self.ledger:
                self.say(1, f"lost: {each} {what}")

    # 2 -----------------------------------------------------------------------------

    def applied_once(self):
        """Each uuid has one line, and its effect is there once, or not at all."""
        for each, count in Counter(line["uuid"] for line in self.lines).items():
            if count > 1:
                self.say(2, f"{each} has {count} lines")
        for line in self.lines:
            if "serveur a échoué" in (line["reason"] or ""):
                self.say(2, f"the server failed on {line}")
            self._count_effect(line)

    def _count_effect(self, line):
        args = line["payload"]["args"]
        wanted = int(line["state"] in DONE)
        query = {
            "VC": ("field_visit WHERE comment = %s", args.get("comment")),
            "VP": ("field_visit WHERE comment = %s", args.get("comment")),
            "CP": (
                "res_partner WHERE name = %s",
                (args.get("values") or {}).get("name"),
            ),
            "MC": (
                "field_modification_request WHERE comment = %s",
                args.get("comment"),
            ),
            "CC": (
                "field_conversion_request WHERE signed_by = %s",
                args.get("signed_by"),
            ),
        }.get(line["kind"])
        if query and query[1]:
            [(count,)] = self.query(f"SELECT count(*) FROM {query[0]}", query[1])
            may_be_gone = line["kind"] in ("VC", "VP", "CP")
            if count != wanted and not (may_be_gone and count < wanted):
                self.say(2, f"{count} effects instead of {wanted}: {line}")
        about = self.ticked.get(line["uuid"], {}).get("about") or ""
        if wanted and line["kind"] in ("VC", "VP") and "jeton" in about:
            [(name,)] = self.query(
                "SELECT p.name FROM field_visit v JOIN res_partner p "
                "ON p.id = v.partner_id WHERE v.id = %s",
                line["id"],
            ) or [(about,)]
            if name != about:
                self.say(2, f"a visit to {about} went to {name}: {line}")
        if line["kind"] == "MP" and wanted:
            self._count_note(line, args["values"].get("site_note"))
        if line["payload"]["blobs"] and wanted:
            self._count_photos(line)

    def _count_note(self, line, token):
        [(note,)] = self.query(
            "SELECT site_note FROM res_partner WHERE id = %s", line["id"]
        ) or [("",)]
        if (note or "").split().count(token) > 1:
            self.say(2, f"{token} is there more than once: {note!r}")

    def _count_photos(self, line):
        shas = line["payload"]["blobs"]
        found = self.query(
            "SELECT u.sha256, u.state, a.res_model, a.res_id FROM field_upload u "
            "JOIN ir_attachment a ON a.id = u.attachment_id WHERE u.owner = %s",
            line["uuid"],
        )
        there = [("attached", line["model"], line["id"])] * len(set(shas))
        exists = self.query(
            f"SELECT 1 FROM {line['model'].replace('.', '_')} WHERE id = %s",
            line["id"],
        )
        if exists and sorted(row[1:] for row in found) != there:
            if self.run.is_revoked or self.run.has_lost_photos:
                return
            self.say(2, f"photos of {line}: {found}")

    # 3 -----------------------------------------------------------------------------

    def ticks(self):
        """Two ticks when the ledger says that it is applied, and only then."""
        rows = [*self.disk["outbox"], *self.disk["acked"]]
        for row in rows:
            line = self.ledger.get(row["uuid"])
            state = line and line["state"].replace("quarantined", "hold")
            if row["state"] != "waiting" and row["state"] != state:
                self.say(3, f"{row['uuid']}: {row['state']} here, {state} there")
        alerts = {row["uuid"]: row["state"] for row in self.disk["alert"]}
        for each, line in self.ledger.items():
            is_alert = each in self.ticked and line["state"] in ALERTS
            if is_alert and alerts.get(each) != line["state"]:
                self.say(3, f"no alert of {line}, but {alerts.get(each)}")
        for each, state in alerts.items():
            if each not in self.ledger or self.ledger[each]["state"] != state:
                self.say(3, f"an alert {state} of {each}: {self.ledger.get(each)}")
        queue = sorted(row["seq"] for row in self.disk["outbox"])
        if queue != self.disk["queue"]:
            self.say(3, f"in memory {self.disk['queue']}, on the disk {queue}")

    # 4 -----------------------------------------------------------------------------

    def rows(self):
        """The phone holds what its rep may see, column by column, and nothing else."""
        rep = Remote(
            self.world.direct,
            self.world.database,
            self.office.account.login,
            self.office.account.password,
        )
        tables, lists = _first_load(self.world.direct, rep)
        held = self.disk["tables"]
        for name in ("partner", "person", "visit", "request", "history"):
            wanted = tables.get(name, {})
            mine = {int(number): row for number, row in held.get(name, {}).items()}
            if sorted(mine) != [int(one) for one in self.disk["memory"][name]]:
                self.say(4, f"{name}: memory and disk differ")
            for number in sorted(mine.keys() | wanted.keys()):
                self._compare(name, number, mine.get(number), wanted.get(number))
        if self.disk["lists"] != lists:
            self.say(4, "other forms than the office's")
        self._ask_the_orm(rep, held)

    def _compare(self, table, number, mine, wanted):
        if mine is None or wanted is None:
            side = "missing" if mine is None else "too much"
            self.say(4, f"{table} {number} is {side}: {mine or wanted}")
            return
        for name in sorted(mine.keys() | wanted.keys()):
            if name not in _NOISE and mine.get(name) != wanted.get(name):
                self.say(
                    4,
                    f"{table} {number}.{name}: {mine.get(name)!r} here, "
                    f"{wanted.get(name)!r} there",
                )

    def _ask_the_orm(self, rep, held):
        """The same by Odoo's own calls, which know nothing of phones."""
        for table, model, domain, names in (
            (
                "partner",
                "res.partner",
                [["field_status", "!=", False], ["is_offline", "=", True]],
                ["name", "phone", "city", "field_status", "site_note", "revisit_date"],
            ),
            (
                "visit",
                "field.visit",
                [["partner_id.field_status", "!=", False]],
                ["state", "comment", "subject"],
            ),
        ):
            rows = rep.call(model, "search_read", domain, names)
            mine = held.get(table, {})
            if {str(row["id"]) for row in rows} != set(mine):
                self.say(4, f"{table}: other numbers than {model}.search gives")
            for row in rows:
                for name in names:
                    here = mine.get(str(row["id"]), {}).get(name) or False
                    if here != row[name]:
                        self.say(4, f"{model} {row['id']}.{name}: {here} {row[name]}")

    # 5 -----------------------------------------------------------------------------

    def replay(self):
        """All that was acknowledged, once more: nothing of the server changes."""
        before = self._digests()
        log = [row for row in self.disk["acked"] if row["state"] in (*DONE, "rejected")]
        messages = [
            {"seq": row["seq"], **row["body"]}
            for row in sorted(log, key=lambda row: row["seq"])
        ]
        answered = {}
        for start in range(0, len(messages), 40):
            answer = self.run.phone.ask(
                "await session.transport.post('push', argument)",
                {"device": self.disk["device"], "mutations": messages[start:][:40]},
            )
            answered.update({one["uuid"]: one["state"] for one in answer["results"]})
        after = self._digests()
        for table in sorted(before.keys() | after.keys()):
            if before.get(table) != after.get(table):
                self.say(5, f"a replay changes {table}")
        for row in log:
            if answered.get(row["uuid"]) != row["state"]:
                self.say(5, f"{row['uuid']}: {answered.get(row['uuid'])} at a replay")

    def _digests(self):
        names = self.query(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
        # What no phone and no rep touches is not read twice.
        tables = [
            name
            for (name,) in names
            if name not in _RESTLESS
            and not name.startswith(("ir_", "report_", "base_"))
        ] + ["ir_attachment"]
        query = " UNION ALL ".join(
            f"SELECT '{name}', md5(string_agg(t::text, '' ORDER BY t::text)) "
            f'FROM "{name}" t'
            for name in tables
        )
        return dict(self.query(query.replace("%", "%%")))

    # -------------------------------------------------------------------------------

    def quiet_server(self):
        """Nothing of this was an error to the server."""
        self.problems.extend(
            f"server: {line}" for line in self.world.problems_since(self.run.log_size)
        )


def _first_load(url, rep):
    """({table: {number: row}}, hash of the forms) as a new phone gets them."""
    device = str(uuid.uuid4())
    key = rep.post_app("device", device=device, version="1")["key"]
    tables, lists, body = {}, None, {}
    for _part in range(PARTS):
        answer = _post(url, key, "pull", {"device": device, **body})
        for name, table in answer["tables"].items():
            rows = zip(*table["rows"], strict=True)
            found = [dict(zip(table["columns"], row, strict=True)) for row in rows]
            tables.setdefault(name, {}).update({row["id"]: row for row in found})
        lists = answer.get("lists", {}).get("hash", lists)
        if not answer.get("next"):
            return tables, lists
        body = {"page": answer["next"], "epoch": answer["epoch"]}
    raise AssertionError("The first load does not end.")


def _post(url, key, name, body):
    request = urllib.request.Request(
        f"{url}{API}{name}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)
