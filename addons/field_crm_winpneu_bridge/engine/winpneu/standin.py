"""The tables of annexes 1 and 2, for a stand-in of winpneu (demo, tests)."""

from .columns import AMOUNT, CHAR, DATETIME, INTEGER, TEXT
from .layout import LEDGER, Layout
from .names import quote

_TYPES = {
    "postgres": {
        INTEGER: "integer",
        DATETIME: "timestamp(3)",
        TEXT: "text",
        AMOUNT: "numeric(15, 2)",
    },
    "tsql": {
        INTEGER: "int",
        DATETIME: "datetime",
        TEXT: "nvarchar(max)",
        AMOUNT: "numeric(15, 2)",
    },
}


def create_tables(layout: Layout, dialect: str) -> list[str]:
    """Statements that make the tables of a layout and their indexes.

    :param dialect: ``postgres`` or ``tsql``
    """
    types = _TYPES[dialect]

    def table(name, columns):
        parts = ", ".join(
            f"{quote(one.real_name)} "
            + (f"char({one.length})" if one.kind == CHAR else types[one.kind])
            + " NULL"
            for one in columns
        )
        return f"CREATE TABLE {name.sql} ({parts})"

    relation = layout.relation_table
    client = layout.client_table
    entity = quote(layout.relation_column("c_entite").real_name)
    code = quote(layout.client_code.real_name)
    found = [
        table(relation, layout.relation_columns),
        f"CREATE INDEX ix_client_relation_entite ON {relation.sql} ({entity})",
        table(client, layout.read_columns),
        f"CREATE INDEX ix_client_code ON {client.sql} ({code})",
    ]
    if layout.revenue:
        revenue = layout.revenue
        columns = (revenue.client, revenue.year, revenue.amount)
        found.append(table(revenue.table, columns))
        found.append(
            f"CREATE INDEX ix_revenue_client ON {revenue.table.sql}"
            f" ({quote(revenue.client.real_name)})"
        )
    return found + ([create_ledger(layout, dialect)] if layout.ledger_table else [])


def create_ledger(layout: Layout, dialect: str) -> str:
    name, reference, moment = LEDGER
    return (
        f"CREATE TABLE {layout.ledger_table.sql} ("
        f'"{name.name}" varchar({name.length}) NOT NULL PRIMARY KEY, '
        f'"{reference.name}" char({reference.length}) NULL, '
        f'"{moment.name}" {_TYPES[dialect][DATETIME]} NOT NULL)'
    )
