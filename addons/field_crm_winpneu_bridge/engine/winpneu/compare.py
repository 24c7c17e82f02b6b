"""Both sides row by row: what is there and not here, here and not there, or twice."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .columns import decode
from .errors import Unreadable
from .layout import Layout
from .session import Session
from .statements import Statements

_ENTITIES = 100


def row_digest(row, layout: Layout) -> str:
    """What a row of ours is recognised by, as written or as read back.

    Archiving changes nothing of what it tells, so that it counts for nothing.
    """
    parts = []
    for column, raw in zip(layout.relation_columns, row, strict=True):
        if column.name == "c_archive":
            continue
        try:
            value = decode(column, raw, layout.code_page)
        except Unreadable as error:
            value = error.value
        parts.append("" if value is None else str(value))
    text = "\x1f".join(parts)
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=10).hexdigest()


@dataclass
class Comparison:
    """Differences of one client's rows.

    Attributes
    ----------
    missing
        Digests that ought to be there and are not, each as often as it lacks.
    doubled
        Digests that are there more often than they ought to be, and how often too much.
    strange
        Subjects of rows under our mark that we never wrote.
    """

    missing: Counter = field(default_factory=Counter)
    doubled: Counter = field(default_factory=Counter)
    strange: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.missing or self.doubled or self.strange)


class Comparer:
    """Compares what was sent with what winpneu has, some clients at a time."""

    def __init__(self, session: Session, layout: Layout):
        self.session = session
        self.layout = layout
        self.sql = Statements(layout)
        session.read_without_waiting()

    def codes(self) -> Iterator[list[str]]:
        """Clients with rows of ours in winpneu."""
        after = ""
        while True:
            rows = self.session.rows(self.sql.written_entities(), after, _ENTITIES)
            if rows:
                yield [code.rstrip() for code, _count in rows]
                after = rows[-1][0]
            if len(rows) < _ENTITIES:
                return

    def compare(
        self, codes: Iterable[str], expected: dict[str, Counter]
    ) -> dict[str, Comparison]:
        """Differences by client, of those that have any.

        :param expected: how often each digest ought to be there, by client
        """
        codes = list(codes)
        names = [one.name for one in self.layout.relation_columns]
        entity, subject = names.index("c_entite"), names.index("objet")
        found, subjects = defaultdict(Counter), {}
        for row in self.session.rows(self.sql.written_rows(len(codes)), codes):
            digest = row_digest(row, self.layout)
            found[row[entity].rstrip()][digest] += 1
            subjects[digest] = (row[subject] or "").rstrip()
        differences = {}
        for code in codes:
            wanted = expected.get(code, Counter())
            there = found[code]
            one = Comparison(missing=wanted - there)
            for digest, count in (there - wanted).items():
                if digest in wanted:
                    one.doubled[digest] = count
                else:
                    one.strange += [subjects[digest]] * count
            if one:
                differences[code] = one
        return differences
