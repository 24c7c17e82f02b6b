"""What a column of winpneu can hold, in both directions."""

from datetime import date, datetime

import pytest
from field_crm_winpneu_bridge.engine.winpneu import (
    AMOUNT,
    DATETIME,
    INTEGER,
    TEXT,
    Address,
    CodePage,
    Column,
    Relation,
    Rule,
    Secret,
    Unreadable,
    ValueRefused,
    Verdict,
    decode,
    encode,
    judge,
    odbc,
    split_options,
)
from field_crm_winpneu_bridge.engine.winpneu.errors import (
    Busy,
    ConnectionTrouble,
    RowRefused,
    SchemaTrouble,
)
from hypothesis import given
from hypothesis import strategies as st

PAGE = CodePage("cp1252")
NAME = Column("nom_client", length=35)
DAY = Column("date_relation", DATETIME)
COMMENT = Column("commentaire", TEXT)


@given(st.text(alphabet=st.characters(codec="cp1252", categories=["L", "N", "P"])))
def test_what_fits_comes_back(text):
    """S3-91: padding and blanks are nobody's data."""
    try:
        stored = encode(NAME, text, PAGE)
    except ValueRefused as error:
        assert error.reason == "too_long" and len(text) > 35
        return
    if PAGE.is_foreign(stored or ""):
        return
    padded = stored and stored.ljust(35)
    assert decode(NAME, padded, PAGE) == (stored or None)


def test_nothing_is_cut_silently():
    """AMB-09: refused with the column, the value and the limit."""
    with pytest.raises(ValueRefused) as caught:
        encode(NAME, "x" * 36, PAGE)
    assert (caught.value.column, caught.value.limit) == ("nom_client", 35)


def test_empty_is_null():
    """S3-92: nothing, blanks and NULL are one thing."""
    assert encode(NAME, "", PAGE) is encode(NAME, "   ", PAGE) is None
    assert decode(NAME, " " * 35, PAGE) is decode(NAME, None, PAGE) is None


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Café Noël – 5 €", "Café Noël – 5 €"),
        ("Ło\u0301dz", "Lódz"),
        ("Ve\u0301lo", "Vélo"),
        ("10\u202f000 →", "10 000 ->"),
        ("京", "?"),
    ],
)
def test_what_the_code_page_lacks(text, stored):
    """S3-91: the plain letter, or a question mark; or refused, by a setting."""
    assert encode(NAME, text, PAGE) == stored
    if stored in ("?", "10 000 ->"):
        with pytest.raises(ValueRefused):
            encode(NAME, text, CodePage("cp1252", refuses=True))


@pytest.mark.parametrize("raw", ["SociÃ©tÃ©", "a\x81b", "a\ufffdb", b"\x81abc"])
def test_another_code_page_is_noticed(raw):
    """S3-64: rather than spread."""
    with pytest.raises(Unreadable):
        decode(NAME, raw, PAGE)


def test_dates():
    """S3-83, S3-107: whole seconds, no time zone, 1753 to 9999; 1900 is no date."""
    assert encode(DAY, date(2026, 3, 1), PAGE) == datetime(2026, 3, 1)
    assert decode(DAY, datetime(2026, 3, 1, 8, 0, 0, 3000), PAGE) == datetime(
        2026, 3, 1, 8
    )
    late = datetime(2026, 3, 1, 8, 59, 59, 997000)
    assert decode(DAY, late, PAGE) == datetime(2026, 3, 1, 9)
    assert decode(DAY, datetime(1900, 1, 1), PAGE) is None
    assert decode(DAY, "2026-03-01", PAGE) == datetime(2026, 3, 1)
    for bad in (datetime(1752, 12, 31), "31/02/2026", datetime(9999, 12, 31), 5):
        with pytest.raises(Unreadable):
            decode(DAY, bad, PAGE)
    for bad in (datetime(1752, 12, 31), "2026-03-01"):
        with pytest.raises(ValueRefused):
            encode(DAY, bad, PAGE)


def test_numbers():
    """S3-15, S3-105: a revenue below zero cannot be right."""
    days = Column("nb_jour_1", INTEGER)
    assert encode(days, 30, PAGE) == 30
    for bad in (2**31, "30", True):
        with pytest.raises(ValueRefused):
            encode(days, bad, PAGE)
    revenue = Column("ca", AMOUNT)
    assert decode(revenue, "12.345", PAGE) == 12.34
    for bad in (-1, "NaN", "x"):
        with pytest.raises(Unreadable):
            decode(revenue, bad, PAGE)


def test_the_row_of_annexe_1():
    """S3-82…S3-87: the comment's lines as Windows ends them, the mark last."""
    told = Relation("C1", "AB01", datetime(2026, 3, 1, 9, 5), "Visite du", "Un\nDeux")
    values = told.values()
    assert values["objet"] == "Visite du 01/03/2026"
    assert values["heure_relation"] == "09:05"
    assert values["commentaire"] == "Un\r\nDeux\r\nsaisie via le CRM"
    assert values["date_relation"] == datetime(2026, 3, 1)
    inside = told.values("VC-1")["commentaire"]
    assert inside.endswith("saisie via le CRM [VC-1]")
    with pytest.raises(ValueRefused):
        Relation("C1", "", datetime(2026, 3, 1), "Visite du").values()


def test_a_long_subject_is_cut_at_its_end():
    """S3-86, AMB-09, S3-45: generated text keeps its prefix."""
    told = Relation("C1", "A", datetime(2026, 3, 1), "x" * 90, as_prospect=True)
    assert len(told.subject) == 80
    assert told.subject.startswith("[PROSPECT] ")


@given(
    *(st.sampled_from(["a", "b", "c", None]) for _value in range(3)),
    st.sampled_from(Rule),
    st.booleans(),
    st.booleans(),
)
def test_whose_value_stands(base, theirs, ours, rule, known, newer):
    """S3-66: one side's change is never lost; a conflict is one that both changed."""
    verdict = judge(base, theirs, ours, rule, is_known=known, ours_is_newer=newer)
    if theirs == ours:
        assert verdict is Verdict.SAME
    elif known and theirs == base:
        assert verdict is Verdict.KEEP
    elif known and ours == base:
        assert verdict is Verdict.TAKE
    elif known:
        assert verdict.is_conflict
        if rule is not Rule.NEWEST:
            assert verdict.takes is (rule is Rule.WINPNEU)
        else:
            assert verdict.takes is not newer
    else:
        assert not verdict.is_conflict


# --- the connection ----------------------------------------------------------------


CANARY = "p;w}d=ça'\"{x"


def address(driver="ODBC Driver 18 for SQL Server", **values):
    return Address(driver, "srv", "winpneu", "crm", Secret(CANARY), **values)


def test_a_password_cannot_end_its_quotes():
    """S3-64: nor add an option of its own."""
    text = address().to_connection_string()
    assert "PWD={p;w}}d=ça'\"{x}" in text
    assert "Encrypt=yes" in text and "TrustServerCertificate=no" in text


@pytest.mark.parametrize("text", [repr(address()), str(Secret(CANARY))])
def test_a_password_is_not_printed(text):
    """S3-64: in no log, traceback or dump."""
    assert CANARY not in text


def test_drivers_have_their_own_words():
    """S3-64: FreeTDS, Microsoft's and PostgreSQL's."""
    assert "Encryption=require" in address("FreeTDS").to_connection_string()
    assert "SERVER={srv,1433}" in address(port=1433).to_connection_string()
    text = address("psqlodbcw.so").to_connection_string()
    assert "SSLmode=verify-full" in text
    assert "Encrypt=no" in address(encrypt=False).to_connection_string()


@pytest.mark.parametrize("option", ["PWD=x", "x", "Driver=/tmp/x", "A=b;c", "DSN=y"])
def test_options_are_chosen_ones(option):
    """S3-64: no credential, file or statement comes in by them."""
    with pytest.raises(ValueError):
        split_options(f"KeepAlive=30;{option}")


@pytest.mark.parametrize(
    ("state", "text", "kind"),
    [
        (
            "08S01",
            "[FreeTDS]Read from the server failed",
            ConnectionTrouble,
        ),
        ("HY000", "server closed the connection unexpectedly", ConnectionTrouble),
        ("40001", "deadlock victim (1205)", Busy),
        ("42000", "Lock request time out period exceeded. (1222)", Busy),
        ("22001", "String data, right truncation", RowRefused),
        ("23000", "The INSERT statement conflicted with the FOREIGN KEY", RowRefused),
        ("42S02", "Invalid object name (208)", SchemaTrouble),
        ("42501", "permission denied for table", SchemaTrouble),
    ],
)
def test_who_has_to_do_something(state, text, kind):
    """S3-64: later, a row, or the DBA."""
    error = odbc.translate(Exception(state, f"[{state}] {text} PWD={{secret}};"))
    assert type(error) is kind
    assert "secret" not in str(error)
