"""What a merge has changed in the database, row by row, so that it can be undone.

Values are PostgreSQL's own text of them: any type goes there and back unchanged.
"""

from dataclasses import dataclass, field


@dataclass(slots=True)
class ColumnChange:
    """Rows of one table whose column went from one value to another."""

    table: str
    column: str
    before: str | None
    after: str | None
    ids: list[int] = field(default_factory=list)


@dataclass(slots=True)
class LinkChange:
    """Rows of a link table, which have no identifier: the other columns tell them."""

    table: str
    column: str
    before: int
    after: int
    others: list[str]
    rows: list[list[str | None]] = field(default_factory=list)


@dataclass(slots=True)
class Journal:
    """All changes of one merge, in the order in which they were made.

    ``created`` are records that the merge has made, as pairs of model and identifier.
    """

    columns: list[ColumnChange] = field(default_factory=list)
    links: list[LinkChange] = field(default_factory=list)
    created: list[tuple[str, int]] = field(default_factory=list)

    @classmethod
    def of_images(cls, before, after):
        """Compare what rows were with what they are.

        :param before: {(table, column): {id: text}}
        :param after: as ``before``; rows that are gone are left out
        """
        journal = cls()
        for key, rows in before.items():
            changes = {}
            for row, old in rows.items():
                if row not in after[key] or after[key][row] == old:
                    continue
                new = after[key][row]
                change = changes.get((old, new))
                if change is None:
                    change = changes[old, new] = ColumnChange(*key, old, new)
                change.ids.append(row)
            journal.columns += changes.values()
        return journal

    def to_json(self):
        """JSON of it, as short as many moved rows need it to be."""
        return {
            "columns": [
                [one.table, one.column, one.before, one.after, one.ids]
                for one in self.columns
            ],
            "links": [
                [one.table, one.column, one.before, one.after, one.others, one.rows]
                for one in self.links
            ],
            "created": [list(one) for one in self.created],
        }

    @classmethod
    def from_json(cls, value):
        value = value or {}
        return cls(
            [ColumnChange(*one) for one in value.get("columns", ())],
            [LinkChange(*one) for one in value.get("links", ())],
            [tuple(one) for one in value.get("created", ())],
        )
