"""Every statement that both SQL Server and PostgreSQL take, and nothing else.

Values are parameters, names come quoted from ``names``. What the two servers say
differently is in ``dialect``.
"""

from . import relation
from .layout import LEDGER, Layout
from .names import TableName, quote

# The fewer of SQL Server's 2,100 parameters and 1,000 rows a statement.
_PARAMETERS, _ROWS = 2000, 1000

COLUMNS = (
    "SELECT COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH"
    " FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = ? AND TABLE_SCHEMA = ?"
)


def names(columns) -> str:
    return ", ".join(quote(column.real_name) for column in columns)


def marks(count: int) -> str:
    return ", ".join("?" * count)


def rows_of(columns) -> int:
    """How many rows one insert may hold."""
    return min(_ROWS, _PARAMETERS // len(columns))


def insert(table: TableName, columns, rows: int = 1) -> str:
    values = ", ".join([f"({marks(len(columns))})"] * rows)
    return f"INSERT INTO {table.sql} ({names(columns)}) VALUES {values}"


def probe_read(table: TableName, columns) -> str:
    """Reads nothing, but is refused to who may not read."""
    return f"SELECT {names(columns)} FROM {table.sql} WHERE 1 = 0"


def probe_insert(table: TableName, columns) -> str:
    """Inserts nothing, but is refused to who may not insert."""
    these = names(columns)
    return (
        f"INSERT INTO {table.sql} ({these}) SELECT {these} FROM {table.sql} WHERE 1 = 0"
    )


class Statements:
    """The statements for one layout."""

    def __init__(self, layout: Layout):
        self.layout = layout
        self._relation = layout.relation_table.sql
        self._client = layout.client_table.sql

    def _column(self, name):
        return quote(self.layout.relation_column(name).real_name)

    # --- out ---------------------------------------------------------------------

    def insert_relations(self, rows: int) -> str:
        return insert(self.layout.relation_table, self.layout.relation_columns, rows)

    def insert_client(self, columns) -> str:
        return insert(self.layout.client_table, columns)

    def client_exists(self) -> str:
        code = quote(self.layout.client_code.real_name)
        return f"SELECT {code} FROM {self._client} WHERE {code} = ?"

    def known_names(self, count: int) -> str:
        """Names of the ledger among some, with their references."""
        return (
            f'SELECT "name", "reference" FROM {self.layout.ledger_table.sql}'
            f' WHERE "name" IN ({marks(count)})'
        )

    def insert_names(self, rows: int) -> str:
        return insert(self.layout.ledger_table, LEDGER, rows)

    def all_names(self) -> str:
        return (
            f'SELECT "name", "reference" FROM {self.layout.ledger_table.sql}'
            ' WHERE "name" > ? ORDER BY "name" OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY'
        )

    def marked_rows(self, count: int) -> str:
        """Rows of ours, of some clients, with the comment that may hold a name."""
        return (
            f"SELECT {self._column('c_entite')}, {self._column('commentaire')}"
            f" FROM {self._relation}"
            f" WHERE {self._column('type_entite')} = '{relation.CLIENT}'"
            f" AND {self._column('origine_relation')} = '{relation.ORIGIN}'"
            f" AND {self._column('c_entite')} IN ({marks(count)})"
        )

    def creations(self) -> str:
        """Rows that tell of a client's creation under a name."""
        return (
            f"SELECT {self._column('c_entite')}, {self._column('commentaire')}"
            f" FROM {self._relation}"
            f" WHERE {self._column('origine_relation')} = '{relation.ORIGIN}'"
            f" AND {self._column('date_relation')} = ?"
            f" AND {self._column('commentaire')} LIKE ?"
        )

    # --- in ----------------------------------------------------------------------

    def clients(self) -> str:
        """The next clients after a code."""
        code = quote(self.layout.client_code.real_name)
        return (
            f"SELECT {names(self.layout.read_columns)} FROM {self._client}"
            f" WHERE {code} > ? ORDER BY {code} OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY"
        )

    def repeated_clients(self) -> str:
        code = quote(self.layout.client_code.real_name)
        return f"SELECT {code} FROM {self._client} GROUP BY {code} HAVING COUNT(*) > 1"

    def uncoded_clients(self) -> str:
        code = quote(self.layout.client_code.real_name)
        return (
            f"SELECT COUNT(*) FROM {self._client} WHERE {code} IS NULL OR {code} = ''"
        )

    def revenues(self) -> str:
        """Revenue by client and year between two codes, of two years."""
        revenue = self.layout.revenue
        code, year = quote(revenue.client.real_name), quote(revenue.year.real_name)
        return (
            f"SELECT {code}, {year}, SUM({quote(revenue.amount.real_name)})"
            f" FROM {revenue.table.sql}"
            f" WHERE {code} >= ? AND {code} <= ? AND {year} IN (?, ?)"
            f" GROUP BY {code}, {year}"
        )

    def _not_archived(self):
        archive = self._column("c_archive")
        return (
            f"{self._column('type_entite')} = '{relation.CLIENT}'"
            f" AND ({archive} IS NULL OR {archive} <> '{relation.ARCHIVED}')"
        )

    def entities(self, since: bool) -> str:
        """Clients with a history after a code, and how many rows each has."""
        entity = self._column("c_entite")
        when = f" AND {self._column('date_relation')} >= ?" if since else ""
        return (
            f"SELECT {entity}, COUNT(*) FROM {self._relation}"
            f" WHERE {self._not_archived()} AND {entity} > ?{when}"
            f" GROUP BY {entity} ORDER BY {entity}"
            " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY"
        )

    def history(self, count: int) -> str:
        """The whole history of some clients."""
        return (
            f"SELECT {names(self.layout.relation_columns)} FROM {self._relation}"
            f" WHERE {self._not_archived()}"
            f" AND {self._column('c_entite')} IN ({marks(count)})"
        )

    # --- comparison ----------------------------------------------------------------

    def _written(self):
        return (
            f"{self._column('type_entite')} = '{relation.CLIENT}'"
            f" AND {self._column('origine_relation')} = '{relation.ORIGIN}'"
        )

    def written_entities(self) -> str:
        """Clients with rows of ours after a code, archived ones too."""
        entity = self._column("c_entite")
        return (
            f"SELECT {entity}, COUNT(*) FROM {self._relation}"
            f" WHERE {self._written()} AND {entity} > ?"
            f" GROUP BY {entity} ORDER BY {entity}"
            " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY"
        )

    def written_rows(self, count: int) -> str:
        """Rows of ours of some clients, archived ones too."""
        return (
            f"SELECT {names(self.layout.relation_columns)} FROM {self._relation}"
            f" WHERE {self._written()}"
            f" AND {self._column('c_entite')} IN ({marks(count)})"
        )

    # --- archive -------------------------------------------------------------------

    def oldest_to_archive(self) -> str:
        return (
            f"SELECT MIN({self._column('date_relation')}) FROM {self._relation}"
            f" WHERE {self._to_archive()} AND {self._column('date_relation')} < ?"
        )

    def archive(self) -> str:
        """Archive our rows of a span of time."""
        day = self._column("date_relation")
        return (
            f"UPDATE {self._relation}"
            f" SET {self._column('c_archive')} = '{relation.ARCHIVED}'"
            f" WHERE {self._to_archive()} AND {day} >= ? AND {day} < ?"
        )

    def _to_archive(self):
        return (
            f"{self._column('origine_relation')} = '{relation.ORIGIN}'"
            f" AND {self._column('c_archive')} = '{relation.OPEN}'"
        )

    def probe_archive(self) -> str:
        archive = self._column("c_archive")
        return (
            f"UPDATE {self._relation} SET {archive} = '{relation.ARCHIVED}' WHERE 1 = 0"
        )
