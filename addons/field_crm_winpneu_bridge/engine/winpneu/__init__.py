"""winpneu, the ERP on SQL Server: what its tables hold, and how they are reached.

Plain Python on top of an ODBC connection; portable between SQL Server and PostgreSQL,
which stands in for it in tests and in the demo.
"""

from .address import Address, Secret, split_options
from .columns import (
    AMOUNT,
    CHAR,
    DATETIME,
    INTEGER,
    TEXT,
    CodePage,
    Column,
    decode,
    encode,
)
from .compare import Comparer, Comparison, row_digest
from .conflict import Rule, Verdict, judge
from .diagnosis import Finding, Problem, diagnose
from .errors import (
    Busy,
    ConnectionTrouble,
    NamingError,
    RowRefused,
    SchemaTrouble,
    ServerError,
    Unreadable,
    ValueRefused,
    WinpneuError,
)
from .layout import CLIENT_CODE, Layout, Revenue
from .names import TableName, quote
from .reader import ClientRow, HistoryRow, Reader, is_ours
from .relation import Relation, relation_columns, subject_prefix
from .session import Session
from .standin import create_ledger, create_tables
from .writer import CodeTaken, Outcome, Outgoing, Result, Writer, creation

__all__ = [
    "AMOUNT",
    "CHAR",
    "CLIENT_CODE",
    "DATETIME",
    "INTEGER",
    "TEXT",
    "Address",
    "Busy",
    "ClientRow",
    "CodePage",
    "CodeTaken",
    "Comparer",
    "Comparison",
    "Column",
    "ConnectionTrouble",
    "Finding",
    "HistoryRow",
    "Layout",
    "NamingError",
    "Outcome",
    "Outgoing",
    "Problem",
    "Reader",
    "Relation",
    "Result",
    "Revenue",
    "RowRefused",
    "Rule",
    "SchemaTrouble",
    "Secret",
    "ServerError",
    "Session",
    "TableName",
    "Unreadable",
    "ValueRefused",
    "Verdict",
    "WinpneuError",
    "Writer",
    "create_ledger",
    "create_tables",
    "creation",
    "decode",
    "diagnose",
    "encode",
    "is_ours",
    "judge",
    "quote",
    "relation_columns",
    "row_digest",
    "split_options",
    "subject_prefix",
]
