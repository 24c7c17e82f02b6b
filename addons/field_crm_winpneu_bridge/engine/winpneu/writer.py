"""Rows on their way to winpneu: each once, in order, whatever breaks (S3-73)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import Enum

from . import statements
from .columns import Column, encode
from .compare import row_digest
from .errors import RowRefused, ValueRefused, WinpneuError
from .layout import LEDGER, Layout
from .relation import CREATION, Relation, tag
from .session import Session
from .statements import Statements

_NAME = re.compile(r"\[([A-Z]{2}-[^\[\]]+)\]\s*$")


class Outcome(Enum):
    WRITTEN = "written"
    KNOWN = "known"
    REFUSED = "refused"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Outgoing:
    """One event.

    Attributes
    ----------
    name
        Unique for ever; what winpneu is asked about before anything is written.
    relation
        The row of its history.
    client
        For a new client: the values of annexe 2 by the annexe's names.
    """

    name: str
    relation: Relation
    client: dict | None = None

    @property
    def code(self) -> str:
        return self.relation.client


@dataclass(frozen=True)
class Result:
    """What became of an event.

    Attributes
    ----------
    reference
        Code of the client that winpneu has it under.
    row
        What its row of the history is recognised by.
    problem
        Why it was refused.
    """

    name: str
    outcome: Outcome
    reference: str = ""
    problem: WinpneuError | None = None
    row: str = ""


class CodeTaken(WinpneuError):
    """Another client of winpneu has the code."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass
class _Encoded:
    event: Outgoing
    relation: tuple | None
    client: tuple | None
    client_columns: Sequence[Column] = field(default_factory=tuple)


class Writer:
    """Writes events in one transaction of winpneu a batch.

    A batch that winpneu refuses is halved until the row is found that it refuses; the
    others are written. What comes after a refused event of the same client is blocked,
    so that a client's rows keep their order.
    """

    def __init__(self, session: Session, layout: Layout, now=datetime.now):
        self.session = session
        self.layout = layout
        self.sql = Statements(layout)
        self.now = now

    def write_batch(self, events: Sequence[Outgoing]) -> list[Result]:
        """Write a batch, in its order.

        Returns
        -------
        list of Result
            One for each event, in the order of the events.

        Raises
        ------
        ConnectionTrouble, Busy, SchemaTrouble
            Nothing, or all of the batch, was written: nobody knows until the ledger is
            asked again, which the next call does.
        """
        results: dict[str, Result] = {}
        self._write(list(events), results, set())
        return [results[event.name] for event in events]

    def _write(self, events, results, blocked):
        events = self._without_blocked(events, results, blocked)
        encoded = self._encode(events, results, blocked)
        if not encoded:
            return
        try:
            done = self._transaction(encoded)
        except (RowRefused, CodeTaken) as problem:
            if len(encoded) == 1:
                event = encoded[0].event
                results[event.name] = Result(
                    event.name, Outcome.REFUSED, problem=problem
                )
                blocked.add(event.code)
                return
            middle = len(encoded) // 2
            for half in (encoded[:middle], encoded[middle:]):
                self._write([one.event for one in half], results, blocked)
            return
        results.update((result.name, result) for result in done)

    @staticmethod
    def _without_blocked(events, results, blocked):
        for event in events:
            if event.code in blocked:
                results[event.name] = Result(event.name, Outcome.BLOCKED)
        return [event for event in events if event.code not in blocked]

    def _encode(self, events, results, blocked):
        encoded = []
        for event in events:
            if event.code in blocked:
                results[event.name] = Result(event.name, Outcome.BLOCKED)
                continue
            try:
                encoded.append(self._encode_one(event))
            except ValueRefused as problem:
                results[event.name] = Result(
                    event.name, Outcome.REFUSED, problem=problem
                )
                blocked.add(event.code)
        return encoded

    def _encode_one(self, event):
        inside = "" if self.layout.ledger_table else event.name
        relation = None
        if not event.client or inside:
            # Without a ledger, a new client's name needs a row to stand in.
            relation = self._values(
                self.layout.relation_columns, event.relation.values(inside)
            )
        if event.client is None:
            return _Encoded(event, relation, None)
        columns = [
            one for one in self.layout.client_columns if one.name in event.client
        ]
        columns.insert(0, self.layout.client_code)
        values = {**event.client, self.layout.client_code.name: event.code}
        return _Encoded(event, relation, self._values(columns, values), columns)

    def _values(self, columns, values):
        page = self.layout.code_page
        return tuple(
            encode(column, values.get(column.name), page) for column in columns
        )

    # --- one transaction of winpneu ---------------------------------------------------

    def _transaction(self, encoded):
        with self.session.transaction() as cursor:
            self.session.lock_writers(cursor)
            known = self.known(cursor, [one.event for one in encoded])
            new = [one for one in encoded if one.event.name not in known]
            self._insert(cursor, new)
        return [self._result(one, known) for one in encoded]

    def _result(self, one, known):
        name = one.event.name
        outcome = Outcome.KNOWN if name in known else Outcome.WRITTEN
        row = row_digest(one.relation, self.layout) if one.relation else ""
        return Result(name, outcome, known.get(name, one.event.code), row=row)

    def _insert(self, cursor, new):
        relations = []
        for one in new:
            if one.client is not None:
                self._insert_relations(cursor, relations)
                relations = []
                self._insert_client(cursor, one)
            if one.relation is not None:
                relations.append(one.relation)
        self._insert_relations(cursor, relations)
        if self.layout.ledger_table:
            now = self.now().replace(microsecond=0)
            entries = [(one.event.name, one.event.code, now) for one in new]
            self._insert_rows(cursor, entries, LEDGER, self.sql.insert_names)

    def _insert_client(self, cursor, one):
        code = one.event.code
        if cursor.execute(self.sql.client_exists(), code).fetchone():
            raise CodeTaken(code)
        cursor.execute(self.sql.insert_client(one.client_columns), *one.client)

    def _insert_relations(self, cursor, rows):
        columns = self.layout.relation_columns
        self._insert_rows(cursor, rows, columns, self.sql.insert_relations)

    @staticmethod
    def _insert_rows(cursor, rows, columns, statement):
        size = statements.rows_of(columns)
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            values = [value for row in part for value in row]
            cursor.execute(statement(len(part)), values)

    # --- what winpneu knows already ---------------------------------------------------

    def known(self, cursor, events: Iterable[Outgoing]) -> dict[str, str]:
        """References by the names that winpneu has integrated already."""
        events = list(events)
        if not events:
            return {}
        if self.layout.ledger_table:
            rows = cursor.execute(
                self.sql.known_names(len(events)), [event.name for event in events]
            ).fetchall()
            return {name.rstrip(): (code or "").rstrip() for name, code in rows}
        return self._known_inside(cursor, events)

    def _known_inside(self, cursor, events):
        wanted = {event.name for event in events}
        codes = sorted({event.code for event in events})
        rows = cursor.execute(self.sql.marked_rows(len(codes)), codes).fetchall()
        for event in events:
            if event.client is not None:
                # It may stand under another code than the one it would get today.
                day = datetime.combine(event.relation.moment.date(), time())
                pattern = f"%{_like(tag(event.name))}"
                rows += cursor.execute(self.sql.creations(), day, pattern).fetchall()
        found = {}
        for code, comment in rows:
            match = _NAME.search(comment or "")
            if match and match[1] in wanted:
                found[match[1]] = code.rstrip()
        return found


def _like(text):
    """A text for LIKE, in which SQL Server takes a bracket for a set of characters.

    One unknown character stands for each special one: what it finds too much is sorted
    out by the exact comparison that follows.
    """
    return re.sub(r"[\[\]%]", "_", text)


def creation(client: str, user: str, moment: datetime) -> Relation:
    """The row that tells of a new client where there is no ledger."""
    return Relation(client, user, moment, CREATION)
