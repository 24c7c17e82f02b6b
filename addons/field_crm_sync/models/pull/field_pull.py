import hashlib
import json
from dataclasses import replace

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.sync import (
    Cursor,
    Malformed,
    Page,
    delta_code,
    delta_decode,
    read_uuid,
)

TABLES = {
    "partner": "field.pull.partner",
    "person": "field.pull.person",
    "visit": "field.pull.visit",
    "request": "field.pull.request",
    "history": "field.pull.history",
}
_ROWS = 10_000  # of an answer; a part of a long one
_WANTED = 5_000
_COUNTED = 20_000  # clients that are counted at each pull


class FieldPull(models.AbstractModel):
    """What a phone gets: everything it may see, or what changed of it.

    All of one answer is one snapshot, as every transaction of Odoo's is: rows, removed
    numbers, results of the phone's own mutations, and the cursor.
    """

    _name = "field.pull"
    _description = "What a phone gets"

    @api.model
    def _answer(self, device, body):
        """The answer to a pull, as JSON text.

        :param device: field.device, that of the user
        :param dict body: what the phone sent; see docs/design/sync.md
        :raises BadCursor: for a cursor or page that no server gave out
        :raises Malformed: for numbers or tables that are none
        """
        epoch = self._get_epoch()
        page = body.get("page")
        page = page and Page.parse(page, TABLES)
        cursor = body.get("cursor")
        cursor = Cursor.parse(cursor) if cursor and not page else None
        now = Cursor(self._get_snapshot(), self._get_stamp())
        head = {
            "epoch": epoch,
            "cursor": str(page.until if page else now),
            "last_seq": page.last_seq if page else device.last_seq,
        }
        seen = page.since if page else cursor
        problem = self._get_reset_reason(device, body, epoch, now, seen or page)
        if problem:
            return json.dumps({**head, "cursor": None, "reset": problem})
        if "want" in body or "ids" in body:
            return self._answer_numbers(head, body)
        until = page.until if page else now
        tables, gone, following = self._read(seen, until, device, page)
        if following:
            head["next"] = str(following)
        parts = {"tables": tables, "gone": json.dumps(gone, separators=(",", ":"))}
        if not page:
            head.update(self._get_companions(device, body, seen))
        if seen and not page and not following:
            head["sums"] = sums = self._get_sums(seen, now)
            held = sums["partner"][0] if "partner" in sums else seen.held
            head["cursor"] = str(replace(now, held=held))
        return _join(head, parts)

    @api.model
    def _get_companions(self, device, body, seen):
        """What comes with rows once: forms, and results."""
        extra = {}
        lists = self.env["field.pull.lists"]
        signature = lists._get_signature()
        if body.get("lists") != signature:
            extra["lists"] = {"hash": signature, **lists._get_document()}
        if seen:
            results = device._get_results_since(seen)
            if results:
                extra["results"] = results
        return extra

    @api.model
    def _get_sums(self, seen, now):
        """Sums that the phone compares: rights may change without any row.

        All of them when rights, rules, settings or the day have changed. Otherwise the
        clients alone, on which the rest hangs; and not even them where counting would
        cost more than all the rest.
        """
        if seen.stamp != now.stamp:
            names = list(TABLES)
        else:
            is_small = seen.held is None or seen.held <= _COUNTED
            names = ["partner"] if is_small else []
        return {name: self._get_reader(name)._get_digest() for name in names}

    # ------------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------------

    @api.model
    def _get_reader(self, name):
        return self.env[TABLES[name]]

    @api.model
    def _read(self, since, until, device, page):
        """Rows of as many tables as fit.

        :return: ({table: JSON text}, {table: numbers}, the next Page or None)
        """
        names = list(TABLES)
        start = names.index(page.table) if page else 0
        after, left = (page.after if page else 0), _ROWS
        tables, gone = {}, {}
        for name in names[start:]:
            table = self._get_reader(name)
            ids = None
            if since:
                ids, removed = table._get_delta(since)
                # Once: a later part knows nothing that the first did not.
                if removed and not after:
                    gone[name] = sorted(removed)
            if ids is None or ids:
                found, columns = table._get_page(after, left, ids)
                if found:
                    tables[name] = _as_columns(found, columns)
                left -= len(found)
                if left <= 0:
                    last_seq = page.last_seq if page else device.last_seq
                    return tables, gone, Page(since, until, last_seq, name, found[-1])
            after = 0
        return tables, gone, None

    @api.model
    def _answer_numbers(self, head, body):
        """Numbers of whole tables, and rows that the phone misses.

        What hangs on a partner that it misses comes with the partner.
        """
        parts = {}
        asked = body.get("ids", [])
        if not isinstance(asked, list) or not set(map(str, asked)) <= set(TABLES):
            raise Malformed("ids", "names of tables are expected")
        wanted = body.get("want", {})
        if not isinstance(wanted, dict) or not set(wanted) <= set(TABLES):
            raise Malformed("want", "numbers by table are expected")
        if asked:
            ids = {
                name: delta_code(self._get_reader(name)._get_ids()) for name in asked
            }
            parts["ids"] = json.dumps(ids, separators=(",", ":"))
        tables = {}
        for name, ids in self._get_wanted(wanted).items():
            found, columns = self._get_reader(name)._get_page(0, _WANTED * 20, ids)
            if found:
                tables[name] = _as_columns(found, columns)
        return _join({**head, "cursor": None}, {"tables": tables, **parts})

    @api.model
    def _get_wanted(self, wanted):
        numbers = {
            name: set(_read_numbers(steps, f"want.{name}"))
            for name, steps in wanted.items()
        }
        partners = self._get_reader("partner")._get_ids(numbers.get("partner", ()))
        for name, model, column in (
            ("person", "res.partner", "parent_id"),
            ("visit", "field.visit", "partner_id"),
            ("history", "field.history", "partner_id"),
        ):
            if partners:
                query = self.env[model]._search(Domain(column, "in", partners))
                numbers[name] = numbers.get(name, set()) | set(query)
        return numbers

    # ------------------------------------------------------------------
    # Moments
    # ------------------------------------------------------------------

    @api.model
    def _get_database(self):
        return self.env["field.sync.epoch"]._get_database()

    @api.model
    def _get_epoch(self):
        return self.env["field.sync.epoch"]._get_epoch()

    @api.model
    def _get_snapshot(self):
        self.env.cr.execute(SQL("SELECT pg_current_snapshot()::text"))
        return self.env.cr.fetchone()[0]

    @api.model
    def _get_stamp(self):
        """Of what decides on rights, settings and forms, and of the day."""
        user, company = self.env.user, self.env.company
        self.env.cr.execute(
            SQL(
                "SELECT count(*), max(write_date), current_date FROM ir_rule "
                "WHERE active"
            )
        )
        rules = self.env.cr.fetchone()
        parts = (
            user.id,
            sorted(user._get_group_ids()),
            self.env.companies.ids,
            company.field_phone_history_days,
            company.field_prospect_retention_months,
            *map(str, rules),
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]

    @api.model
    def _get_reset_reason(self, device, body, epoch, now, seen):
        """Why the phone has to begin anew, ``None`` when it may go on.

        Never for a phone that holds nothing yet: it begins anyway.
        """
        if not seen:
            return None
        if body.get("epoch") != epoch:
            return "epoch"
        known = seen.until if isinstance(seen, Page) else seen
        if known.next_transaction > now.next_transaction:
            return "future"
        acked = body.get("acked")
        if acked and not device._has_result(read_uuid(acked, "acked")):
            return "ledger"
        if device._is_forgotten():
            return "age"
        return None


def _read_numbers(steps, place):
    is_list = isinstance(steps, list) and len(steps) <= _WANTED
    if not is_list or any(type(one) is not int or one < 0 for one in steps):
        raise Malformed(place, f"{_WANTED} numbers at most are expected")
    numbers = delta_decode(steps)
    if numbers and numbers[-1] >= 2**31:
        raise Malformed(place, "a number out of bounds")
    return numbers


def _as_columns(found, columns):
    """JSON text of a table: names, and an array of values for each."""
    names = json.dumps(["id", *columns])
    ids = json.dumps(found, separators=(",", ":"))
    return f'{{"columns":{names},"rows":[{",".join((ids, *columns.values()))}]}}'


def _join(head, parts):
    """JSON text of an answer, whose parts are JSON text already."""
    texts = [f"{json.dumps(k)}:{json.dumps(v)}" for k, v in head.items()]
    for name, value in parts.items():
        if isinstance(value, dict):
            inner = ",".join(f"{json.dumps(k)}:{text}" for k, text in value.items())
            value = f"{{{inner}}}"
        texts.append(f"{json.dumps(name)}:{value}")
    return f"{{{','.join(texts)}}}"
