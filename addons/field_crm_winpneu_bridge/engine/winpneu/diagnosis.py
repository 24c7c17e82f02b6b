"""« Test the connection »: everything that would go wrong later, told now.

Looks at INFORMATION_SCHEMA, which both servers have, and tries each right on no row at
all. Changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from . import statements
from .columns import CHAR, Column
from .errors import SchemaTrouble, ServerError
from .layout import LEDGER, Layout
from .names import TableName
from .session import Session
from .statements import Statements

_TEXT_TYPES = {"char", "character", "nchar", "varchar", "character varying", "nvarchar"}
_ENDLESS = {"text", "ntext"}


class Problem(Enum):
    TABLE_MISSING = "table_missing"
    COLUMN_MISSING = "column_missing"
    TOO_SHORT = "too_short"
    MAY_NOT_READ = "may_not_read"
    MAY_NOT_WRITE = "may_not_write"
    MAY_NOT_ARCHIVE = "may_not_archive"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes
    ----------
    table, column
        Where.
    length, wanted
        Characters that the column holds, and that it must hold.
    """

    problem: Problem
    table: str
    column: str = ""
    length: int = 0
    wanted: int = 0
    detail: str = ""


@dataclass(frozen=True)
class _Need:
    table: TableName
    columns: tuple[Column, ...]
    writes: bool


def diagnose(session: Session, layout: Layout, *, archives: bool) -> list[Finding]:
    """All that keeps the bridge from working, in the order of the tables.

    :param archives: whether rows are to be archived, which needs one more right
    """
    findings = []
    for need in _needs(layout):
        missing = list(_missing(session, need))
        findings += missing
        if not missing:
            findings += _rights(session, need)
    if archives and not any(
        one.table == str(layout.relation_table) for one in findings
    ):
        findings += _try(
            session,
            Statements(layout).probe_archive(),
            Finding(Problem.MAY_NOT_ARCHIVE, str(layout.relation_table)),
        )
    return findings


def _needs(layout: Layout) -> Iterable[_Need]:
    yield _Need(layout.relation_table, tuple(layout.relation_columns), True)
    yield _Need(layout.client_table, layout.read_columns, True)
    if layout.ledger_table:
        yield _Need(layout.ledger_table, LEDGER, True)
    if layout.revenue:
        revenue = layout.revenue
        columns = (revenue.client, revenue.year, revenue.amount)
        yield _Need(revenue.table, columns, False)


def _missing(session, need):
    rows = session.rows(statements.COLUMNS, need.table.name, need.table.schema or "dbo")
    if not rows:
        yield Finding(Problem.TABLE_MISSING, str(need.table))
        return
    known = {name.lower(): (kind, length) for name, kind, length in rows}
    for column in need.columns:
        found = known.get(column.real_name.lower())
        if not found:
            yield Finding(
                Problem.COLUMN_MISSING, str(need.table), column=column.real_name
            )
            continue
        kind, length = found
        is_short = (
            column.kind == CHAR
            and kind.lower() in _TEXT_TYPES - _ENDLESS
            # SQL Server says -1 for (max), PostgreSQL nothing.
            and 0 < (length or -1) < (column.length or 0)
        )
        if is_short:
            yield Finding(
                Problem.TOO_SHORT,
                str(need.table),
                column=column.real_name,
                length=length,
                wanted=column.length,
            )


def _rights(session, need):
    yield from _try(
        session,
        statements.probe_read(need.table, need.columns),
        Finding(Problem.MAY_NOT_READ, str(need.table)),
    )
    if need.writes:
        yield from _try(
            session,
            statements.probe_insert(need.table, need.columns),
            Finding(Problem.MAY_NOT_WRITE, str(need.table)),
        )


def _try(session, statement, finding):
    try:
        with session.transaction() as cursor:
            cursor.execute(statement)
    except SchemaTrouble as error:
        yield Finding(finding.problem, finding.table, detail=error.detail)
    except ServerError as error:
        if error.state[:2] == "08":
            raise
        yield Finding(finding.problem, finding.table, detail=error.detail)
