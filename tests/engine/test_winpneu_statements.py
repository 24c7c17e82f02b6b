"""Every statement for winpneu is SQL Server's and PostgreSQL's at once."""

import inspect
import logging
import re
from pathlib import Path

import pytest
import sqlglot
from field_crm.engine.client_sheet import SHEET
from field_crm_winpneu_bridge.engine.winpneu import (
    Column,
    Layout,
    NamingError,
    Revenue,
    TableName,
    create_tables,
    quote,
)
from field_crm_winpneu_bridge.engine.winpneu import dialect as dialects
from field_crm_winpneu_bridge.engine.winpneu import statements as sql
from hypothesis import given
from hypothesis import strategies as st

LAYOUT = Layout(
    TableName.parse("winpneu.dbo.client_relation"),
    TableName.parse("winpneu.dbo.client"),
    tuple(Column(field.column) for field in SHEET),
    ledger_table=TableName.parse("winpneu.dbo.field_crm_ledger"),
    revenue=Revenue(TableName.parse("winpneu.dbo.client_ca")),
)
LEDGER_SCRIPT = (
    Path(__file__).resolve().parents[2]
    / "addons/field_crm_winpneu_bridge/static/sql/ledger.sql"
)
OPERATORS = Path(__file__).resolve().parents[2] / "docs/operators/winpneu.md"
PORTABLE = ("tsql", "postgres")


def parse(statement, dialect):
    """The one statement in a text; unknown syntax is an error, not a guess."""
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    (tree,) = sqlglot.parse(
        statement, read=dialect, error_level=sqlglot.ErrorLevel.RAISE
    )
    assert not isinstance(tree, sqlglot.exp.Command), statement
    return tree


def all_statements():
    """{name: statement} of everything that the two servers are told alike."""
    made = sql.Statements(LAYOUT)
    arguments = {"count": 3, "rows": 2, "since": True, "columns": LAYOUT.read_columns}
    found = {"columns": sql.COLUMNS}
    for name, method in inspect.getmembers(made, inspect.ismethod):
        if name.startswith("_"):
            continue
        wanted = inspect.signature(method).parameters
        found[name] = method(*(arguments[one] for one in wanted))
    columns = LAYOUT.read_columns
    found["insert"] = sql.insert(LAYOUT.client_table, columns, 2)
    found["probe_read"] = sql.probe_read(LAYOUT.client_table, columns)
    found["probe_insert"] = sql.probe_insert(LAYOUT.client_table, columns)
    return found


STATEMENTS = all_statements()


@pytest.mark.parametrize("dialect", PORTABLE)
@pytest.mark.parametrize("name", STATEMENTS)
def test_each_statement_is_portable(name, dialect):
    """S3-67, S3-72, AMB-07: no TOP, no LIMIT, no brackets, one meaning."""
    statement = STATEMENTS[name]
    parse(statement, dialect)
    for word in (" TOP ", " LIMIT ", "[", "NOLOCK", "RETURNING"):
        assert word not in statement.upper()


@pytest.mark.parametrize("name", STATEMENTS)
def test_values_are_parameters(name):
    """S3-64: the only literals are the annexe's own marks and numbers."""
    literals = {
        one.this
        for one in parse(STATEMENTS[name], "tsql").find_all(sqlglot.exp.Literal)
    }
    assert literals <= {"C", "CRV", "O", "N", "0", "1", ""}


@pytest.mark.parametrize("dialect", [dialects.SQL_SERVER, dialects.POSTGRESQL])
def test_what_differs_is_each_server_s_own(dialect):
    """S3-64: and nothing of it is more than a setting of the session or a lock."""
    assert dialect.snapshot.startswith("SET TRANSACTION ISOLATION LEVEL ")
    texts = (*dialect.session, dialect.snapshot_allowed, dialect.writer_lock)
    # sqlglot knows no level SNAPSHOT.
    for text in (*texts, dialect.committed):
        assert sqlglot.parse(text, read=dialect.name)


@pytest.mark.parametrize("dialect", PORTABLE)
def test_tables_of_the_stand_in(dialect):
    """S3-82…S3-111: they are the annexes' tables on either server."""
    for statement in create_tables(LAYOUT, dialect):
        parse(statement, dialect)


def test_the_dba_s_script_makes_the_ledger_that_we_use():
    """S3-73: a script that a DBA can read, for SQL Server."""
    trees = sqlglot.parse(LEDGER_SCRIPT.read_text("utf-8"), read="tsql")
    created = [one for one in trees if isinstance(one, sqlglot.exp.Create)]
    columns = {
        one.name for tree in created for one in tree.find_all(sqlglot.exp.ColumnDef)
    }
    assert columns == {"name", "reference", "integrated_on"}


def test_the_docs_list_the_rights_of_the_script():
    """S3-64: what the DBA reads is what the DBA runs, right by right."""
    granted = {
        (table if not column else f"{table} ({column})", rights)
        for rights, table, column in re.findall(
            r"^GRANT ([A-Z, ]+) ON ([\w.]+)(?: \((\w+)\))? TO field_crm;",
            LEDGER_SCRIPT.read_text("utf-8"),
            re.MULTILINE,
        )
    }
    listed = set(
        re.findall(
            r"^\| `([\w. ()]+)`[^|]*\| ([A-Z, ]+) \|",
            OPERATORS.read_text("utf-8"),
            re.MULTILINE,
        )
    )
    assert len(granted) == 5
    assert listed == granted


def test_a_statement_stays_below_sql_server_s_limits():
    """S3-67: 2,100 parameters, 1,000 rows."""
    for columns in (LAYOUT.read_columns, LAYOUT.relation_columns, [Column("a")]):
        rows = sql.rows_of(columns)
        assert 1 <= rows <= 1000
        assert rows * len(columns) <= 2100


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("client_relation", '"client_relation"'),
        ("dbo.client_relation", '"dbo"."client_relation"'),
        ("[winpneu].[dbo].[client relation]", '"winpneu"."dbo"."client relation"'),
        (' "dbo"."Été" ', '"dbo"."Été"'),
    ],
)
def test_names_are_quoted(text, name):
    """AMB-07: as people write them."""
    assert TableName.parse(text).sql == name


@pytest.mark.parametrize(
    "text", ["", ".", "a..b", "a.b.c.d", 'a"b', "a;b", "a b]", "a--b'", "[a", "1=1"]
)
def test_what_is_no_name_is_refused(text):
    """AMB-07: a setting can never become a statement."""
    with pytest.raises(NamingError):
        TableName.parse(text)


@given(st.text(max_size=40))
def test_a_name_never_ends_its_quotes(text):
    """AMB-07: whatever somebody types."""
    try:
        quoted = quote(text)
    except NamingError:
        return
    assert quoted[0] == quoted[-1] == '"'
    assert '"' not in quoted[1:-1]
