"""What winpneu tells: clients, revenue, history; in pieces, and holding no lock."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from . import relation
from .columns import CodePage, Column, decode
from .errors import Unreadable
from .layout import Layout
from .session import Session
from .statements import Statements

CHUNK = 1000
_ENTITIES = 200


@dataclass(frozen=True)
class ClientRow:
    """A client as winpneu has it; what it holds is looked at when it is asked for.

    Attributes
    ----------
    code
        Its code, without padding.
    raw
        The columns as the driver gives them.
    """

    code: str
    raw: Sequence
    _columns: Sequence[Column]
    _code_page: CodePage

    @property
    def digest(self) -> str:
        """The same as long as nothing of the row changes."""
        return digest(self.raw)

    def decode(self):
        """What it holds.

        Returns
        -------
        (dict, Unreadable or None)
            Values by the annexe's names, the code left out, as text what cannot be
            read; the first of those.
        """
        values, problem = read(self.raw, self._columns, self._code_page)
        del values[self._columns[0].name]
        return values, problem


@dataclass(frozen=True)
class HistoryRow:
    """A row of ``client_relation`` (S3-29).

    ``key`` is the same at each reading: the digest of the row, and for rows that are
    alike their number.
    """

    code: str
    values: dict
    key: str
    problem: Unreadable | None = None


class Reader:
    """Reads by client code, which every winpneu has in order."""

    def __init__(self, session: Session, layout: Layout, chunk: int = CHUNK):
        self.session = session
        self.layout = layout
        self.chunk = chunk
        self.sql = Statements(layout)
        session.read_without_waiting()

    # --- clients ---------------------------------------------------------------------

    def clients(self, after: str = "") -> Iterator[list[ClientRow]]:
        """All clients after a code, some at a time."""
        columns = self.layout.read_columns
        while True:
            rows = self.session.rows(self.sql.clients(), after, self.chunk)
            if rows:
                after = rows[-1][0]
                yield [self._client(row, columns) for row in rows]
            if len(rows) < self.chunk:
                return

    def _client(self, row, columns):
        page = self.layout.code_page
        try:
            code = decode(columns[0], row[0], page) or ""
        except Unreadable as error:
            code = error.value
        return ClientRow(code, row, columns, page)

    def repeated_codes(self) -> set[str]:
        """Codes that several clients have: nobody knows which of them is meant."""
        rows = self.session.rows(self.sql.repeated_clients())
        return {(code or "").rstrip() for (code,) in rows}

    def count_uncoded(self) -> int:
        return self.session.rows(self.sql.uncoded_clients())[0][0]

    # --- revenue ---------------------------------------------------------------------

    def revenues(self, first: str, last: str, years) -> dict[str, dict]:
        """Revenue by year of the clients between two codes: {code: {year: amount}}.

        An amount that cannot be right is an :class:`Unreadable` in its place.
        """
        revenue = self.layout.revenue
        found = defaultdict(dict)
        if revenue is None:
            return found
        rows = self.session.rows(self.sql.revenues(), first, last, *years)
        for code, year, amount in rows:
            try:
                value = decode(revenue.amount, amount, self.layout.code_page)
            except Unreadable as error:
                value = error
            found[(code or "").rstrip()][int(year)] = value
        return found

    # --- history ---------------------------------------------------------------------

    def histories(self, since: datetime | None = None) -> Iterator[dict]:
        """History by client: {code: [HistoryRow]}, some clients at a time.

        :param since: only clients with a row of this date or later
        """
        after, size = "", _ENTITIES
        while True:
            values = [after, since, size] if since else [after, size]
            entities = self.session.rows(self.sql.entities(bool(since)), *values)
            part, count = [], 0
            for code, rows in entities:
                part.append(code)
                count += rows
                if count >= self.chunk:
                    yield self.history_of(part)
                    part, count = [], 0
            if part:
                yield self.history_of(part)
            if len(entities) < size:
                return
            after = entities[-1][0]

    def history_of(self, codes: Sequence[str]) -> dict[str, list[HistoryRow]]:
        """The history of these clients; a client without any has an empty list."""
        columns = self.layout.relation_columns
        at = [one.name for one in columns].index("c_entite")
        raw = defaultdict(list)
        for row in self.session.rows(self.sql.history(len(codes)), list(codes)):
            raw[(row[at] or "").rstrip()].append(row)
        return {
            code: self._history(code, raw.get(code, ()))
            for code in ((one or "").rstrip() for one in codes)
        }

    def _history(self, code, rows):
        seen = defaultdict(int)
        history = []
        for row in rows:
            mark = digest(row)
            seen[mark] += 1
            key = mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"
            values, problem = read(
                row, self.layout.relation_columns, self.layout.code_page
            )
            history.append(HistoryRow(code, values, key, problem))
        return history

    # --- archive ---------------------------------------------------------------------

    def archive(self, before: datetime) -> int:
        """Archive our own rows that are older (S3-76); gives their number.

        A day at a time, so that no lock is held for long.
        """
        count = 0
        while True:
            oldest = self.session.rows(self.sql.oldest_to_archive(), before)[0][0]
            if oldest is None:
                return count
            day = oldest.replace(hour=0, minute=0, second=0, microsecond=0)
            end = min(day + timedelta(days=1), before)
            with self.session.transaction() as cursor:
                count += cursor.execute(self.sql.archive(), day, end).rowcount


def read(row, columns: Sequence[Column], code_page: CodePage):
    """(values by the annexe's names, the first that cannot be right or ``None``)."""
    values, problem = {}, None
    for column, raw in zip(columns, row, strict=True):
        if raw is None:
            values[column.name] = None
            continue
        try:
            values[column.name] = decode(column, raw, code_page)
        except Unreadable as error:
            values[column.name] = error.value
            problem = problem or error
    return values, problem


def digest(row) -> str:
    """Twenty letters that change when a row does; padding counts for nothing."""
    text = "\x1f".join(
        ["\x00" if value is None else str(value).rstrip(" ") for value in row]
    )
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=10).hexdigest()


def is_ours(values: dict) -> bool:
    """Whether the CRM wrote a row of the history."""
    return values.get("origine_relation") == relation.ORIGIN
