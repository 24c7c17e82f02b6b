from odoo import api, models
from odoo.tools import SQL
from odoo.tools.sql import column_exists

_PREFIX = "field_sync"
TOMBSTONES = "field_sync_tombstone"


class FieldSyncMark(models.AbstractModel):
    """Marks of PostgreSQL on what changed: which transaction wrote a row last.

    Triggers set them, for imports and merges write by SQL as well. ``sync_xid`` is set
    by any change of a column that phones get, ``sync_gain_xid`` by one after which
    others may see the row: what hangs on it has not changed, but is new to them.
    """

    _name = "field.sync.mark"
    _description = "Marks of what changed"

    @api.model
    def _watch(self, table, columns, gaining=()):
        """Mark rows of a table when they are written, and keep a trace of deleted ones.

        Parameters
        ----------
        table : str
        columns : iterable of str
            Columns whose change a phone must hear of; those of other add-ons may be
            missing.
        gaining : iterable of str
            Columns that say who sees the row.
        """
        self._create_tombstones()
        for column in ("sync_xid", "sync_gain_xid") if gaining else ("sync_xid",):
            self._add_column(table, column)
        cr = self.env.cr
        known = {name: SQL.identifier(name) for name in sorted({*columns, *gaining})}
        known = {n: one for n, one in known.items() if column_exists(cr, table, n)}
        gained = SQL()
        if gaining:
            gained = SQL(
                "IF TG_OP = 'INSERT' OR %s THEN "
                "NEW.sync_gain_xid := pg_current_xact_id(); END IF;",
                self._differ([known[name] for name in gaining if name in known]),
            )
        function = SQL.identifier(f"{_PREFIX}_mark_{table}")
        cr.execute(
            SQL(
                """
                CREATE OR REPLACE FUNCTION %(function)s() RETURNS trigger AS $$
                BEGIN
                    IF TG_OP = 'INSERT' OR %(changed)s THEN
                        NEW.sync_xid := pg_current_xact_id();
                    END IF;
                    %(gained)s
                    RETURN NEW;
                END $$ LANGUAGE plpgsql
                """,
                function=function,
                changed=self._differ(list(known.values())),
                gained=gained,
            )
        )
        cr.execute(
            SQL(
                "CREATE OR REPLACE TRIGGER %s BEFORE INSERT OR UPDATE ON %s "
                "FOR EACH ROW EXECUTE FUNCTION %s()",
                SQL.identifier(f"{_PREFIX}_mark"),
                SQL.identifier(table),
                function,
            )
        )
        cr.execute(
            SQL(
                "CREATE OR REPLACE TRIGGER %s AFTER DELETE ON %s "
                "REFERENCING OLD TABLE AS gone "
                "FOR EACH STATEMENT EXECUTE FUNCTION %s()",
                SQL.identifier(f"{_PREFIX}_bury"),
                SQL.identifier(table),
                SQL.identifier(f"{_PREFIX}_bury"),
            )
        )

    @api.model
    def _touch(self, child, column, table):
        """Mark a row of ``table`` when rows that hang on it are written.

        A row that this transaction has marked already is left alone, which makes an
        import of thousands of lines cost one look.
        """
        cr = self.env.cr
        for event, source in (
            ("INSERT", "NEW TABLE AS fresh"),
            ("UPDATE", "OLD TABLE AS stale NEW TABLE AS fresh"),
            ("DELETE", "OLD TABLE AS stale"),
        ):
            kind = event.lower()
            sides = [
                SQL(
                    "SELECT %s AS id FROM %s", SQL.identifier(column), SQL.identifier(s)
                )
                for s in ("stale", "fresh")
                if s in source
            ]
            function = SQL.identifier(f"{_PREFIX}_touch_{child}_{kind}"[:63])
            cr.execute(
                SQL(
                    """
                    CREATE OR REPLACE FUNCTION %(function)s() RETURNS trigger AS $$
                    BEGIN
                        UPDATE %(table)s SET sync_xid = pg_current_xact_id()
                        WHERE id IN (%(ids)s) AND sync_xid <> pg_current_xact_id();
                        RETURN NULL;
                    END $$ LANGUAGE plpgsql
                    """,
                    function=function,
                    table=SQL.identifier(table),
                    ids=SQL(" UNION ").join(sides),
                )
            )
            cr.execute(
                SQL(
                    "CREATE OR REPLACE TRIGGER %s AFTER %s ON %s REFERENCING %s "
                    "FOR EACH STATEMENT EXECUTE FUNCTION %s()",
                    SQL.identifier(f"{_PREFIX}_touch_{kind}"),
                    SQL(event),
                    SQL.identifier(child),
                    SQL(source),
                    function,
                )
            )

    @api.model
    def _create_tombstones(self):
        cr = self.env.cr
        cr.execute(
            SQL(
                "CREATE TABLE IF NOT EXISTS %s (table_name text NOT NULL, "
                "res_id integer NOT NULL, sync_xid xid8 NOT NULL, "
                "deleted_on timestamp NOT NULL DEFAULT (now() at time zone 'utc'))",
                SQL.identifier(TOMBSTONES),
            )
        )
        cr.execute(
            SQL(
                "CREATE INDEX IF NOT EXISTS %s ON %s (table_name, sync_xid)",
                SQL.identifier(f"{TOMBSTONES}_xid_idx"),
                SQL.identifier(TOMBSTONES),
            )
        )
        cr.execute(
            SQL(
                """
                CREATE OR REPLACE FUNCTION %s() RETURNS trigger AS $$
                BEGIN
                    INSERT INTO %s (table_name, res_id, sync_xid)
                    SELECT TG_TABLE_NAME, id, pg_current_xact_id() FROM gone;
                    RETURN NULL;
                END $$ LANGUAGE plpgsql
                """,
                SQL.identifier(f"{_PREFIX}_bury"),
                SQL.identifier(TOMBSTONES),
            )
        )

    @api.model
    def _add_column(self, table, column):
        """A column of marks, and its index.

        The default is older than any snapshot: what was there before is in the first
        load, and no row is written for it.
        """
        cr = self.env.cr
        cr.execute(
            SQL(
                "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s xid8 NOT NULL DEFAULT '0'",
                SQL.identifier(table),
                SQL.identifier(column),
            )
        )
        cr.execute(
            SQL(
                "CREATE INDEX IF NOT EXISTS %s ON %s (%s)",
                SQL.identifier(f"{table}_{column}_idx"),
                SQL.identifier(table),
                SQL.identifier(column),
            )
        )

    @staticmethod
    def _differ(columns):
        old = SQL(", ").join(SQL("OLD.%s", column) for column in columns)
        new = SQL(", ").join(SQL("NEW.%s", column) for column in columns)
        return SQL("(%s) IS DISTINCT FROM (%s)", old, new)

    # ------------------------------------------------------------------
    # Cleaning
    # ------------------------------------------------------------------

    @api.model
    def _get_marked_tables(self):
        self.env.cr.execute(
            SQL(
                "SELECT table_name, column_name FROM information_schema.columns "
                "WHERE table_schema = current_schema AND data_type = 'xid8' "
                "AND column_name IN ('sync_xid', 'sync_gain_xid')"
            )
        )
        return self.env.cr.fetchall()

    @api.model
    def _forget_future(self):
        """Clear marks of another server's transactions, after a restored backup.

        They would look as if they had not happened yet, for years.
        """
        for table, column in self._get_marked_tables():
            self.env.cr.execute(
                SQL(
                    "UPDATE %(table)s SET %(column)s = '0' "
                    "WHERE %(column)s >= pg_snapshot_xmax(pg_current_snapshot())",
                    table=SQL.identifier(table),
                    column=SQL.identifier(column),
                )
            )

    @api.autovacuum
    def _gc_tombstones(self):
        """Phones that were away for longer begin anew (``field.pull``)."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM %s WHERE deleted_on < now() at time zone 'utc' - "
                "interval '400 days'",
                SQL.identifier(TOMBSTONES),
            )
        )

    @api.model
    def _remove(self):
        """Leave the tables as they were before this add-on."""
        cr = self.env.cr
        cr.execute(
            SQL(
                "SELECT tgname, tgrelid::regclass::text FROM pg_trigger "
                "WHERE NOT tgisinternal AND tgname LIKE %s",
                f"{_PREFIX}\\_%",
            )
        )
        for trigger, table in cr.fetchall():
            cr.execute(
                SQL(
                    "DROP TRIGGER %s ON %s",
                    SQL.identifier(trigger),
                    SQL.identifier(table.strip('"')),
                )
            )
        cr.execute(
            SQL(
                "SELECT proname FROM pg_proc WHERE pronamespace = "
                "current_schema::regnamespace AND proname LIKE %s",
                f"{_PREFIX}\\_%",
            )
        )
        for (function,) in cr.fetchall():
            cr.execute(SQL("DROP FUNCTION %s()", SQL.identifier(function)))
        for table, column in self._get_marked_tables():
            if table != TOMBSTONES:
                cr.execute(
                    SQL(
                        "ALTER TABLE %s DROP COLUMN %s",
                        SQL.identifier(table),
                        SQL.identifier(column),
                    )
                )
        cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(TOMBSTONES)))
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.search([("key", "=like", "field_crm_sync.%")]).unlink()
