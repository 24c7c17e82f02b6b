"""Keep what rows were before a merge changes them."""

from contextlib import contextmanager

from odoo.tools import SQL

from ...engine.merge import Journal, LinkChange

# Key of the recorder in ``cr.cache``, where ``_write_multi`` of every model finds it.
RECORDER = "field_merge_recorder"


class Recorder:
    """Before-images of rows, from which the journal of a merge is made.

    The columns that say who changed a row when are left out: going back is a change as
    well, and whoever follows the changes (a phone that was offline) must see it.
    """

    LOG = frozenset({"write_uid", "write_date"})

    def __init__(self, cr):
        self.cr = cr
        self.before = {}
        self.links = []
        self.created = []
        self._types = {}

    def types(self, table):
        """{column: PostgreSQL type} of a table."""
        if table not in self._types:
            self._types[table] = column_types(self.cr, table)
        return self._types[table]

    def note(self, table, columns, ids):
        """Keep what these columns of these rows hold, unless it is kept already."""
        for column in columns:
            if column in self.LOG or column not in self.types(table):
                continue
            known = self.before.setdefault((table, column), {})
            wanted = [row for row in ids if row not in known]
            if wanted:
                known.update(read_texts(self.cr, table, column, wanted))

    def journal(self) -> Journal:
        """What has changed since; the recorder is of no use afterwards."""
        after = {
            (table, column): read_texts(self.cr, table, column, list(rows))
            for (table, column), rows in self.before.items()
        }
        journal = Journal.of_images(self.before, after)
        journal.links = self.links
        journal.created = self.created
        return journal

    def note_link(self, table, column, before, after, others, rows):
        self.links.append(LinkChange(table, column, before, after, others, rows))


@contextmanager
def recording(env):
    """Record every row that the ORM updates, too; yields the :class:`Recorder`."""
    env.flush_all()
    cr = env.cr
    recorder = cr.cache[RECORDER] = Recorder(cr)
    try:
        yield recorder
        env.flush_all()
    finally:
        cr.cache.pop(RECORDER, None)


def read_texts(cr, table, column, ids):
    """{id: text of the column} of the rows that exist."""
    cr.execute(
        SQL(
            "SELECT id, %s::text FROM %s WHERE id = ANY(%s)",
            SQL.identifier(column),
            SQL.identifier(table),
            list(ids),
        )
    )
    return dict(cr.fetchall())


def column_types(cr, table):
    """{column: PostgreSQL type} of a table; empty when there is no such table."""
    cr.execute(
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute "
        "WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped",
        [f'"{table}"'],
    )
    return dict(cr.fetchall())
