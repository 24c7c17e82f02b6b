import json

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.sql import column_exists

from ...engine.sync import digest
from ...engine.sync.id_list import FIRST, SECOND
from .field_sync_mark import TOMBSTONES

_WORD = 0xFFFFFFFF


class FieldPullTable(models.AbstractModel):
    """A table of the phone: which records of which model, and what of them.

    Numbers come from the ORM with the user's record rules. Values come as JSON from
    PostgreSQL, column by column, of fields that the user may read: that is what makes
    100,000 clients a matter of seconds.
    """

    _name = "field.pull.table"
    _description = "Table of a phone"

    _source = ""  # model
    _pull_columns = ()  # names of its fields, in order

    # ------------------------------------------------------------------
    # Which records
    # ------------------------------------------------------------------

    @api.model
    def _get_domain(self):
        """What the phone holds, of what the user may see."""
        return Domain.TRUE

    @api.model
    def _get_query(self, domain=Domain.TRUE):
        """The records as a query; ``None`` when there can be none."""
        query = self.env[self._source]._search(self._get_domain() & Domain(domain))
        return None if query.is_empty() else query

    @api.model
    def _get_ids(self, ids=None):
        """Numbers that the phone may hold, of the given ones or of all."""
        domain = Domain.TRUE if ids is None else Domain("id", "in", list(ids))
        query = self._get_query(domain)
        if query is None:
            return []
        self.env.cr.execute(query.select())
        return sorted(row[0] for row in self.env.cr.fetchall())

    @api.model
    def _get_digest(self):
        """``engine.sync.digest`` of the numbers, reckoned by the database."""
        query = self._get_query()
        if query is None:
            return digest(())
        self.env.cr.execute(
            SQL(
                """
                SELECT count(*), COALESCE(sum(v # (v >> 16)), 0) FROM (
                    SELECT ((u # (u >> 16)) * %(second)s) & %(word)s AS v FROM (
                        SELECT (id::bigint * %(first)s) & %(word)s AS u
                        FROM (%(visible)s) AS visible
                    ) AS one
                ) AS two
                """,
                first=SQL("%s::bigint", FIRST),
                second=SQL("%s::bigint", SECOND),
                word=SQL("%s::bigint", _WORD),
                visible=query.select(),
            )
        )
        count, total = self.env.cr.fetchone()
        return count, int(total) & _WORD

    # ------------------------------------------------------------------
    # What changed
    # ------------------------------------------------------------------

    @api.model
    def _is_since(self, column, cursor):
        """Condition: marked by a transaction that the cursor's snapshot did not see."""
        return SQL(
            "(%(column)s >= pg_snapshot_xmin(%(seen)s::pg_snapshot) "
            "AND NOT pg_visible_in_snapshot(%(column)s, %(seen)s::pg_snapshot))",
            column=column,
            seen=cursor.snapshot,
        )

    @api.model
    def _get_changed_ids(self, cursor):
        """Numbers of all rows that changed, seen by the user or not."""
        return self._read_numbers(
            "SELECT id FROM %s WHERE %s",
            SQL.identifier(self.env[self._source]._table),
            self._is_since(SQL.identifier("sync_xid"), cursor),
        )

    @api.model
    def _get_gained_ids(self, _cursor):
        """Numbers of rows that did not change, but that somebody may see anew."""
        return set()

    @api.model
    def _get_ids_of_gained(self, column, cursor):
        """Numbers of rows that hang on partners whose viewers changed."""
        return self._read_numbers(
            "SELECT id FROM %s WHERE %s IN (SELECT id FROM res_partner WHERE %s)",
            SQL.identifier(self.env[self._source]._table),
            SQL.identifier(column),
            self._is_since(SQL.identifier("sync_gain_xid"), cursor),
        )

    @api.model
    def _get_buried_ids(self, cursor):
        return self._read_numbers(
            "SELECT res_id FROM %s WHERE table_name = %s AND %s",
            SQL.identifier(TOMBSTONES),
            self.env[self._source]._table,
            self._is_since(SQL.identifier("sync_xid"), cursor),
        )

    @api.model
    def _get_delta(self, cursor):
        """What the phone has to hear of: (numbers to send, numbers that are gone)."""
        changed = self._get_changed_ids(cursor)
        candidates = changed | self._get_gained_ids(cursor)
        visible = set(self._get_ids(candidates)) if candidates else set()
        gone = (changed - visible) | self._get_buried_ids(cursor)
        return visible, gone

    @api.model
    def _leave_out(self, numbers, condition):
        """Numbers without those whose row is still there and meets a condition."""
        return numbers - self._read_numbers(
            "SELECT id FROM %s WHERE id = ANY(%s) AND %s",
            SQL.identifier(self.env[self._source]._table),
            list(numbers),
            condition,
        )

    @api.model
    def _read_numbers(self, query, *parts):
        """What a query of one column finds, as a set."""
        self.env.cr.execute(SQL(query, *parts))
        return {number for (number,) in self.env.cr.fetchall()}

    # ------------------------------------------------------------------
    # What of them
    # ------------------------------------------------------------------

    @api.model
    def _get_page(self, after, limit, ids=None):
        """Rows after a number, in the order of the numbers.

        :param ids: only these
        :return: (numbers, {column: JSON text of its values})
        """
        domain = Domain("id", ">", after)
        if ids is not None:
            domain &= Domain("id", "in", list(ids))
        query = self._get_query(domain)
        if query is None:
            return [], {}
        query.order = SQL.identifier(query.table, "id")
        query.limit = limit
        names = self._get_column_names()
        expressions = [self._get_expression(name, query) for name in names]
        aliases = [SQL.identifier(f"c{number}") for number in range(len(names))]
        inner = query.select(
            SQL("%s AS id", SQL.identifier(query.table, "id")),
            *(
                SQL("%s AS %s", expression, alias)
                for expression, alias in zip(expressions, aliases, strict=True)
            ),
        )
        self.env.cr.execute(
            SQL(
                "SELECT array_agg(id), %s FROM (%s) AS page",
                SQL(", ").join(
                    SQL("to_json(array_agg(%s))::text", alias) for alias in aliases
                ),
                inner,
            )
        )
        found, *texts = self.env.cr.fetchone()
        if not found:
            return [], {}
        columns = dict(zip(names, texts, strict=True))
        for name, values in self._get_reckoned(found).items():
            columns[name] = json.dumps(values, separators=(",", ":"))
        return found, columns

    @api.model
    def _get_column_names(self):
        """Fields of the whitelist that exist and that the user may read."""
        model = self.env[self._source]
        return [
            name
            for name in self._pull_columns
            if name not in model._fields
            or model._has_field_access(model._fields[name], "read")
        ]

    @api.model
    def _get_expression(self, name, query):
        """SQL of a column; the ORM's, which asks once more for the user's right."""
        model = self.env[self._source]
        field = model._fields[name]
        value = model._field_to_sql(query.table, name, query)
        if field.type == "date":
            return SQL("%s::text", value)
        if field.type == "datetime":
            return SQL("%s::timestamp(0)::text", value)
        if field.type in ("char", "text", "boolean", "float", "integer", "monetary"):
            return (
                SQL("NULLIF(%s, '')", value)
                if field.type in ("char", "text")
                else value
            )
        if field.type in ("many2one", "selection", "json", "properties"):
            return value
        raise TypeError(f"{name}: no column of type {field.type}")

    @api.model
    def _get_reckoned(self, _ids):
        """Columns that no SQL can make: {name: one value for each number}."""
        return {}

    @api.model
    def _get_stored_names(self):
        """Columns of the table whose change phones must hear of."""
        table = self.env[self._source]._table
        return [
            name
            for name in self._pull_columns
            if column_exists(self.env.cr, table, name)
        ]
