"""Which tables and columns this winpneu has: the settings of a backend, as values."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from . import relation
from .columns import AMOUNT, CHAR, DATETIME, INTEGER, CodePage, Column
from .names import TableName

CLIENT_CODE = Column("c_client", CHAR, 30)
NAME_LENGTH = 100

LEDGER = (
    Column("name", CHAR, NAME_LENGTH),
    Column("reference", CHAR, 30),
    Column("integrated_on", DATETIME),
)


@dataclass(frozen=True)
class Revenue:
    """Where the revenue of a client and a year stands (S3-15)."""

    table: TableName
    client: Column = CLIENT_CODE
    year: Column = field(default=Column("exercice", INTEGER))
    amount: Column = field(default=Column("ca", AMOUNT))


@dataclass(frozen=True)
class Layout:
    """Tables, columns and code page of one winpneu.

    Attributes
    ----------
    relation_table, client_table
        Where annexe 1 and annexe 2 are.
    client_columns
        Columns of annexe 2, without the code.
    client_code
        Column of the client's code.
    ledger_table
        ``None``: names stand inside the rows.
    revenue
        ``None``: winpneu tells no revenue.
    """

    relation_table: TableName
    client_table: TableName
    client_columns: Sequence[Column]
    client_code: Column = CLIENT_CODE
    relation_columns: Sequence[Column] = relation.COLUMNS
    ledger_table: TableName | None = None
    revenue: Revenue | None = None
    code_page: CodePage = CodePage()

    @property
    def read_columns(self) -> tuple[Column, ...]:
        """What is read of a client: its code first."""
        return (self.client_code, *self.client_columns)

    def relation_column(self, name: str) -> Column:
        return next(one for one in self.relation_columns if one.name == name)
