"""Cells as Excel keeps them, read as what the accountant meant."""

from datetime import date, datetime, time, timedelta

import pytest
from field_crm.engine.importer import cells
from field_crm.engine.importer.problems import CellError, Fault
from hypothesis import given
from hypothesis import strategies as st

ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)

CONVERTERS = [
    cells.to_text,
    cells.to_identifier,
    cells.to_number,
    cells.to_integer,
    cells.to_amount,
    lambda value: cells.to_coordinate(value, 90),
    cells.to_date,
    cells.to_status,
    lambda value: cells.to_padded(value, 5),
    lambda value: cells.to_phone(value, "FR"),
    cells.to_siret,
    cells.to_boolean,
    cells.to_long_text,
    cells.to_iso_date,
    cells.to_iso_datetime,
]


@pytest.mark.parametrize("convert", CONVERTERS)
@given(value=ANYTHING)
def test_any_cell_is_read_or_refused_in_words(convert, value):
    """S0-33: no cell, whatever it holds, stops the check of a file."""
    try:
        converted = convert(value)
    except CellError as error:
        assert isinstance(error.fault, Fault)
    else:
        if isinstance(converted, str):
            assert converted == converted.strip() != ""
            assert "\x00" not in converted
            converted.encode()


@pytest.mark.parametrize("convert", CONVERTERS)
@given(value=ANYTHING)
def test_what_was_read_reads_back_the_same(convert, value):
    """S0-40: a second import of the same file finds nothing changed."""
    try:
        converted = convert(value)
    except CellError:
        return
    assert convert(converted) == converted


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1001, "1001"),
        (1001.0, "1001"),
        ("  CL\u00a0042 \n", "CL 042"),
        ("001001", "001001"),
        (12.5, "12.5"),
        (None, None),
        ("   ", None),
        ("EL KHÂROUF \U0001f69c", "EL KHÂROUF \U0001f69c"),
        ("שלום", "שלום"),
    ],
)
def test_text(value, text):
    """S0-15: the reference of a row is its text, also when Excel made it a number."""
    assert cells.to_text(value) == cells.to_identifier(value) == text


@pytest.mark.parametrize("value", ["8,01235E+13", "8.01235e13", 1.2e17, 10**15])
def test_scientific_notation_is_refused(value):
    """S3-97: digits that Excel has lost are not invented."""
    with pytest.raises(CellError) as caught:
        cells.to_identifier(value)
    assert caught.value.fault is Fault.SCIENTIFIC


def test_excel_error_is_refused():
    """S0-33: a formula that failed is no value."""
    with pytest.raises(CellError) as caught:
        cells.to_text("#N/A")
    assert caught.value.fault is Fault.EXCEL_ERROR


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1 234,56 €", 1234.56),
        ("1\u202f234,56", 1234.56),
        ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("48,8566", 48.8566),
        ("-1.5", -1.5),
        (12, 12.0),
        ("", None),
    ],
)
def test_number(value, number):
    """S3-15: amounts and coordinates are read with a comma or a point."""
    assert cells.to_number(value) == number


@pytest.mark.parametrize(
    ("convert", "value", "fault"),
    [
        (cells.to_number, "environ 12", Fault.NOT_A_NUMBER),
        (cells.to_number, float("nan"), Fault.NOT_A_NUMBER),
        (cells.to_integer, "2,5", Fault.NOT_AN_INTEGER),
        (cells.to_integer, -1, Fault.OUT_OF_RANGE),
        (lambda value: cells.to_coordinate(value, 90), 96.2, Fault.OUT_OF_RANGE),
        (cells.to_date, "31/02/2026", Fault.NOT_A_DATE),
        (cells.to_date, "bientôt", Fault.NOT_A_DATE),
        (cells.to_date, time(8), Fault.NOT_A_DATE),
        (cells.to_date, timedelta(3), Fault.NOT_A_DATE),
        (cells.to_status, "peut-être", Fault.NOT_A_STATUS),
    ],
)
def test_refused(convert, value, fault):
    """S0-33: what is wrong with a cell is told apart."""
    with pytest.raises(CellError) as caught:
        convert(value)
    assert caught.value.fault is fault


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 3, 4, 10, 30),
        date(2026, 3, 4),
        46085,
        20260304,
        "04/03/2026",
        "4.3.2026",
        "04-03-26",
        "2026-03-04 00:00:00",
    ],
)
def test_date(value):
    """S3-32: a date of Excel, its number, or a text with the day first."""
    assert cells.to_date(value) == date(2026, 3, 4)


@pytest.mark.parametrize("value", ["Oui", "O", "X", 1, True, "client", "VRAI", "✓"])
def test_client(value):
    """S0-18: « Client » is answered yes."""
    assert cells.to_status(value) == "client"


@pytest.mark.parametrize("value", ["Non", "N", 0, False, "Prospect", "faux"])
def test_prospect(value):
    """S0-18: « Client » is answered no."""
    assert cells.to_status(value) == "prospect"


def test_zeros_that_excel_took_come_back():
    """S3-93, S3-95, S3-97: postal code, phone and SIRET as numbers."""
    assert cells.to_padded(1000, 5) == "01000"
    assert cells.to_padded("75 001", 5) == "75 001"
    assert cells.to_phone(299001122, "FR") == "0299001122"
    assert cells.to_phone(33299001122.0, "FR") == "+33299001122"
    assert cells.to_phone(25551212, "BE") == "25551212"
    assert cells.to_siret(5480119070013.0) == "05480119070013"
    assert cells.to_siret("732 829 320 00074") == "73282932000074"


@pytest.mark.parametrize(
    ("department", "post_office", "postal_code"),
    [
        ("35", "000", "35000"),
        ("1", "0", "01000"),
        ("2A", "000", "20000"),
        ("971", "10", "97110"),
    ],
)
def test_postal_code_from_the_two_columns_of_the_erp(
    department, post_office, postal_code
):
    """S3-93: département and bureau distributeur make the postal code."""
    assert cells.postal_code_of(department, post_office) == postal_code


def test_values_of_own_fields():
    """S0-05: as own fields are stored, in UTC where it is a moment."""
    assert cells.to_boolean("Oui") is True
    assert cells.to_boolean("non") is False
    assert cells.to_boolean(" ") is None
    assert cells.to_iso_date("31/12/2026") == "2026-12-31"
    paris = "Europe/Paris"
    assert cells.to_iso_datetime("01/07/2026 10:30", paris) == "2026-07-01 08:30:00"
    assert cells.to_iso_datetime(datetime(2026, 1, 1), paris) == "2025-12-31 23:00:00"
    assert cells.to_long_text("a \n b\n") == "a\nb"
    with pytest.raises(CellError):
        cells.to_boolean("client")
    with pytest.raises(CellError):
        cells.to_iso_datetime("01/07/2026 25:00", paris)
