"""Where a phone stands: what it has seen, and where a long answer goes on.

Both are text that a phone keeps without understanding it. It may be forged, so it is
read strictly: a snapshot of PostgreSQL and a few words, nothing that reaches SQL
unchecked.
"""

import base64
import binascii
import json
import re
from dataclasses import dataclass

# xmin:xmax:xip_list, as ``pg_snapshot`` is written. The list names the transactions
# that were open: as many as there are connections, at most.
_SNAPSHOT = re.compile(
    r"(\d{1,20}):(\d{1,20}):((?:\d{1,20}(?:,\d{1,20}){0,4999})?)", re.ASCII
)
_STAMP = re.compile(r"[0-9a-f]{0,64}")
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_HIGHEST = 2**63 - 1


class BadCursor(ValueError):
    """A cursor that no server gave out."""


def _check_snapshot(text: str) -> str:
    found = _SNAPSHOT.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise BadCursor("this is no snapshot")
    low, high = int(found[1]), int(found[2])
    running = [int(one) for one in found[3].split(",") if one]
    inside = all(low <= one < high for one in running)
    is_ordered = running == sorted(set(running))
    if not 0 < low <= high <= _HIGHEST or not inside or not is_ordered:
        raise BadCursor("no transaction can have seen this snapshot")
    return text


def _check_stamp(text: str) -> str:
    if not isinstance(text, str) or not _STAMP.fullmatch(text):
        raise BadCursor("this is no stamp")
    return text


@dataclass(frozen=True)
class Cursor:
    """What a phone has seen.

    Attributes
    ----------
    snapshot
        ``pg_snapshot`` of the transaction that answered.
    stamp
        Of the rights and settings at that moment: when it is another one now, more is
        compared than the rows that changed.
    held
        How many clients and prospects the phone should hold, once they were counted.
    """

    snapshot: str
    stamp: str = ""
    held: int | None = None

    def __str__(self) -> str:
        held = "" if self.held is None else self.held
        return f"{self.snapshot}|{self.stamp}|{held}"

    @property
    def next_transaction(self) -> int:
        """First transaction that had not begun: none of them can be in the future."""
        return int(self.snapshot.split(":")[1])

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Read what a phone sent.

        :raises BadCursor: when no server can have given it out
        """
        if not isinstance(text, str) or text.count("|") != 2:
            raise BadCursor("this is no cursor")
        snapshot, stamp, held = text.split("|")
        if held and not _COUNT.fullmatch(held):
            raise BadCursor("this is no count")
        return cls(
            _check_snapshot(snapshot), _check_stamp(stamp), int(held) if held else None
        )


@dataclass(frozen=True)
class Page:
    """Where the next part of a long answer begins.

    Attributes
    ----------
    since
        Cursor that the phone came with, ``None`` for a first load.
    until
        Cursor of the first part: what changes while the parts are fetched comes with
        the next pull.
    last_seq
        Mutations that the first part held already.
    table, after
        The table to go on with, and the last number of it that was sent.
    """

    since: Cursor | None
    until: Cursor
    last_seq: int
    table: str
    after: int

    def __str__(self) -> str:
        since = str(self.since) if self.since else None
        parts = [since, str(self.until), self.last_seq, self.table, self.after]
        return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()

    @classmethod
    def parse(cls, text: str, tables) -> "Page":
        """Read what a phone sent back.

        :raises BadCursor: when no server can have given it out
        """
        try:
            parts = json.loads(base64.urlsafe_b64decode(text.encode("ascii")))
            since, until, last_seq, table, after = parts
        except (AttributeError, TypeError, ValueError, binascii.Error) as error:
            raise BadCursor("this is no page") from error
        numbers = (last_seq, after)
        if any(type(one) is not int or not 0 <= one < 2**53 for one in numbers):
            raise BadCursor("this page has no numbers")
        if table not in tables:
            raise BadCursor("this page is of no table")
        return cls(
            Cursor.parse(since) if since is not None else None,
            Cursor.parse(until),
            last_seq,
            table,
            after,
        )
