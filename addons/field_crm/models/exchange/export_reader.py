"""Read partners for an export, a page at a time, with the rights of the user."""

from functools import cached_property

from odoo.tools import SQL, Query

from .export_columns import local_sql

PAGE = 2000


class Page:
    """Some records, and what was read of them.

    Attributes
    ----------
    ids
        Identifiers, in the order of the export.
    values
        {source: values of its column, in the order of ``ids``}.
    """

    def __init__(self, env, ids, values):
        self.env, self.ids, self.values = env, ids, values
        self._loaded = {}

    @cached_property
    def records(self):
        return self.env["res.partner"].browse(self.ids)

    def forget(self):
        """Let the ORM keep nothing of the page: a long export reads many."""
        if "records" in vars(self):
            self.records.invalidate_recordset(flush=False)

    def once(self, load):
        """What ``load(ids)`` gives, called once for all columns that ask for it."""
        if load not in self._loaded:
            self._loaded[load] = load(self.ids)
        return self._loaded[load]


class ExportReader:
    """Rows of partners, in constant memory.

    One statement reads a page: the terms come from the ORM, which refuses what the user
    may not read. The identifiers have passed the record rules.

    Parameters
    ----------
    env : Environment
        Of the user.
    columns : list of Column
        From ``field.export.catalogue``.
    """

    def __init__(self, env, columns):
        self._env, self._columns = env, columns
        self._sources = list(
            dict.fromkeys(source for column in columns for source in column.sources)
        )

    def rows(self, ids, advance):
        """Rows of these partners.

        :param ids: identifiers, in order
        :param advance: called with the number of rows read after each page
        """
        for start in range(0, len(ids), PAGE):
            page = self._read(ids[start : start + PAGE])
            cells = [column.fill(page) for column in self._columns]
            yield from zip(*cells, strict=True)
            page.forget()
            advance(start + len(page.ids))

    def _read(self, ids):
        partners = self._env["res.partner"]
        query = Query(self._env, partners._table, partners._table_sql)
        terms = [self._term(partners, query, source) for source in self._sources]
        key = SQL.identifier(partners._table, "id")
        query.add_where(SQL("%s = ANY(%s)", key, list(ids)))
        rows = self._env.execute_query(query.select(key, *terms))
        found = {row[0]: row for row in rows}
        # Whatever is gone since the export was started is left out.
        rows = [found[one] for one in ids if one in found]
        ids, *lists = zip(*rows, strict=True) if rows else [()] * (len(terms) + 1)
        return Page(self._env, ids, dict(zip(self._sources, lists, strict=True)))

    def _term(self, partners, query, source):
        term = partners._field_to_sql(partners._table, source, query)
        if partners._fields[source].type == "datetime":
            return local_sql(self._env, term)
        return term
