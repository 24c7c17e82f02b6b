"""What an import would do, row by row."""

from collections import Counter
from datetime import date

import pytest
from field_crm.engine.importer import (
    PARTNER_TARGETS,
    Action,
    Code,
    CodeList,
    Existing,
    Fault,
    Group,
    Kind,
    NewCode,
    Options,
    Planner,
    Reference,
    Summary,
    Target,
)
from hypothesis import given
from hypothesis import strategies as st

TARGETS = {target.name: target for target in PARTNER_TARGETS}
TARGETS["park:1"] = Target("park:1", Kind.COUNT, Group.PARK)
IBAN = "FR1420041010050500013M02606"

REFERENCE = Reference(
    codes={
        "sector_id": CodeList([Code(1, "", "Bretagne"), Code(2, "", "Mayenne")], True),
        "agency_id": CodeList([Code(1, "01", "Rennes"), Code(2, "02", "Laval")]),
        "user_id": CodeList(
            [Code(7, "ALM", "Anne Le Mat", ("anne@example.com",))], by_name=True
        ),
        "country_id": CodeList([Code(75, "FR", "France"), Code(20, "BE", "Belgique")]),
        "category_code_id": CodeList(
            [Code(1, "AGRI", "Agricole"), Code(2, "TP", "TP")]
        ),
        "subcategory_code_id": CodeList(
            [
                Code(1, "A", "Élevage", parent_id=1),
                Code(2, "A", "Carrière", parent_id=2),
            ]
        ),
    },
    countries={75: "FR", 20: "BE"},
)


def plan(names, *rows, existing=None, **options):
    """Plan rows whose columns are mapped to these targets, in this order."""
    planner = Planner(
        {index: TARGETS[name] for index, name in enumerate(names.split())},
        REFERENCE,
        lambda keys: {key: existing[key] for key in keys if key in (existing or {})},
        Options(**options),
    )
    return list(planner.plan(list(enumerate(rows, start=2))))


def faults(row):
    return [problem.fault for problem in row.problems]


def test_new_row_is_a_client_by_default():
    """S0-18: Oui when the column « Client » is not mapped."""
    (row,) = plan("ref name city", (1001.0, "Garage du Lac", "Laval"))
    assert row.action is Action.CREATE
    assert row.values == {
        "ref": "1001",
        "name": "Garage du Lac",
        "city": "Laval",
        "field_status": "client",
    }


def test_answers_and_ticks():
    """S0-18: a blank is yes among answers and no among ticks."""
    answers = plan(
        "ref name field_status", ("1", "A", "Oui"), ("2", "B", "Non"), ("3", "C", None)
    )
    assert [row.values["field_status"] for row in answers] == [
        "client",
        "prospect",
        "client",
    ]
    ticks = plan("ref name field_status", ("1", "A", "x"), ("2", "B", None))
    assert [row.values["field_status"] for row in ticks] == ["client", "prospect"]


def test_existing_rows_are_updated_or_unchanged():
    """S0-34, S0-40: the reference is the key; only what changed is written."""
    existing = {
        "1": Existing(11, {"name": "A", "city": "Laval", "field_status": "prospect"}),
        "2": Existing(12, {"name": "B", "city": "Vitré", "field_status": "client"}),
    }
    same, changed = plan(
        "ref name city", ("1", "A", "Laval"), ("2", "B", "Rennes"), existing=existing
    )
    assert (same.action, same.values) == (Action.UNCHANGED, {})
    assert (changed.action, changed.record_id) == (Action.UPDATE, 12)
    assert (changed.values, changed.previous) == ({"city": "Rennes"}, {"city": "Vitré"})


def test_same_value_written_differently_is_no_change():
    """S3-95, S3-97, S3-109: spaces in numbers typed long ago are no change."""
    existing = {
        "1": Existing(
            11,
            {
                "name": "A",
                "company_registry": "732 829 320 00074",
                "iban": IBAN,
                "revenue_current": 1234.5,
                "payment_days": 0,
            },
        )
    }
    (row,) = plan(
        "ref name company_registry iban revenue_current payment_days park:1",
        ("1", "A", 73282932000074.0, "FR14 2004 1010 0505 0001 3M02 606",
         "1 234,50", None, 0),
        existing=existing,
    )  # fmt: skip
    assert row.action is Action.UNCHANGED


def test_blank_cells():
    """S0-40: a blank cell erases only when the user asks for it, never the name."""
    existing = {"1": Existing(11, {"name": "A", "city": "Laval"})}
    row = ("1", None, None)
    (kept,) = plan("ref name city", row, existing=existing)
    assert kept.action is Action.UNCHANGED
    (cleared,) = plan("ref name city", row, existing=existing, clears=True)
    assert cleared.values == {"city": None}


@pytest.mark.parametrize(
    ("names", "cells", "fault", "params"),
    [
        ("ref name city", (None, "A", "Laval"), Fault.KEY_MISSING, {}),
        ("ref name city", ("1", None, "Laval"), Fault.NAME_MISSING, {}),
        (
            "ref name city",
            ("1", "A" * 36, "Laval"),
            Fault.TOO_LONG,
            {"length": 36, "limit": 35},
        ),
        (
            "ref name city agency_id",
            ("1", "A", "Laval", "Rennnes"),
            Fault.UNKNOWN_CODE,
            {"suggestion": "01 – Rennes"},
        ),
        (
            "ref name city user_id",
            ("1", "A", "Laval", "ZZZ"),
            Fault.UNKNOWN_CODE,
            {"suggestion": ""},
        ),
        (
            "ref name city subcategory_code_id",
            ("1", "A", "Laval", "A"),
            Fault.AMBIGUOUS_CODE,
            {"candidates": "A – Élevage, A – Carrière"},
        ),
        (
            "ref name city payment_days",
            ("1", "A", "Laval", "vite"),
            Fault.NOT_A_NUMBER,
            {},
        ),
        (
            "ref name city partner_latitude",
            ("1", "A", "L", 48.1),
            Fault.COORDINATE_ALONE,
            {},
        ),
        (
            "ref name city revisit_date",
            ("1", "A", "L", "32/01/26"),
            Fault.NOT_A_DATE,
            {},
        ),
    ],
)
def test_refused_rows(names, cells, fault, params):
    """S0-33, S0-34, S3-91: a row is refused for a reason that can be told."""
    (row,) = plan(names, cells)
    assert row.action is Action.REFUSED
    assert faults(row) == [fault]
    assert row.problems[0].row == 2
    assert row.problems[0].params == params


def test_bank_details():
    """S3-108, S3-109: a wrong IBAN or BIC is refused, also against the other one."""
    names = "ref name city iban bic"
    wrong = plan(names, ("1", "A", "Laval", IBAN[:-1] + "7", "PSSTFRPPXX"))[0]
    assert faults(wrong) == [Fault.BAD_IBAN, Fault.BAD_BIC]
    assert wrong.problems[0].params["reason"]
    abroad = plan(names, ("1", "A", "Laval", IBAN, "DEUTDEFF"))[0]
    assert faults(abroad) == [Fault.BANK_COUNTRIES]
    existing = {"1": Existing(11, {"name": "A", "bic": "DEUTDEFF"})}
    (against,) = plan("ref name iban", ("1", "A", IBAN), existing=existing)
    assert faults(against) == [Fault.BANK_COUNTRIES]


def test_doubtful_values_are_imported_with_a_warning():
    """S3-95 … S3-98: SIRET, VAT, phone and e-mail are warned about."""
    (row,) = plan(
        "ref name city company_registry vat phone email",
        ("1", "A", "Laval", "123", "FR00123", "12", "garage"),
    )
    assert row.action is Action.CREATE
    assert faults(row) == [
        Fault.SIRET_DOUBTFUL,
        Fault.VAT_DOUBTFUL,
        Fault.PHONE_DOUBTFUL,
        Fault.EMAIL_DOUBTFUL,
    ]
    (nowhere,) = plan("ref name", ("1", "A"))
    assert (nowhere.action, faults(nowhere)) == (Action.CREATE, [Fault.NO_PLACE])


def test_country_decides_how_numbers_are_read():
    """S3-93, S3-94: a Belgian postal code has four digits, a French one five."""
    names = "zip phone ref name country_id"
    french, belgian = plan(
        names,
        (1000, 299001122, "1", "A", "France"),
        (1000, "02 555 12 12", "2", "B", "BE"),
    )
    assert french.values["zip"] == "01000"
    assert french.values["phone"] == "0299001122"
    assert belgian.values["zip"] == "1000"
    assert not belgian.problems


def test_postal_code_from_the_erp():
    """S3-93: dep_fac and bur_dis_fac fill the postal code, unless it is mapped too."""
    (row,) = plan("ref name department_code post_office_code", ("1", "A", 1, 0))
    assert row.values["zip"] == "01000"
    assert (row.values["department_code"], row.values["post_office_code"]) == (
        "01",
        "000",
    )


def test_codes_by_code_name_or_login():
    """S3-92, S3-94: codes without their zeros, names without their accents."""
    names = (
        "ref name city agency_id sector_id user_id category_code_id subcategory_code_id"
    )
    for cells in (
        ("1", "A", "Laval", 1, "BRETAGNE", "alm", "agri", "a"),
        ("1", "A", "Laval", "01", "bretagne", "Anne Le-Mat", "Agricole", "ELEVAGE"),
        ("1", "A", "Laval", "01 – Rennes", "Bretagne", "anne@example.com", "AGRI", "A"),
    ):
        (row,) = plan(names, cells)
        assert not row.problems
        assert [row.values[name] for name in names.split()[3:]] == [1, 1, 7, 1, 1]


def test_unknown_codes_are_created_when_asked():
    """S0-19: unknown sectors and agencies, once the user ticks it, if they fit."""
    fits, too_long, unticked = plan(
        "ref name city sector_id agency_id user_id",
        ("1", "A", "Laval", "Vendée", "85", None),
        ("2", "B", "Laval", "Vendée", "Vendée", None),
        ("3", "C", "Laval", "Vendée", "85", "XXX"),
        creatable=frozenset({"sector_id", "agency_id"}),
    )
    assert fits.values["sector_id"] == NewCode("sector_id", "Vendée")
    assert fits.values["agency_id"] == NewCode("agency_id", "85")
    assert faults(too_long) == [Fault.TOO_LONG]
    assert faults(unticked) == [Fault.UNKNOWN_CODE]


def test_repeated_reference_refuses_every_row_of_it():
    """S0-34: which of two rows is right cannot be known."""
    rows = plan("ref name city", ("1", "A", "L"), ("2", "B", "L"), (1, "C", "L"))
    assert [row.action for row in rows] == [
        Action.REFUSED,
        Action.CREATE,
        Action.REFUSED,
    ]
    assert rows[0].problems[0].params == {"rows": [4]}


def test_records_out_of_reach_and_clients():
    """S3-36: another's prospect is not written; a client stays a client."""
    existing = {
        "1": Existing(11, is_in_reach=False),
        "2": Existing(12, {"name": "B", "field_status": "client"}),
        "3": Existing(13, {"name": "C", "field_status": "prospect"}),
        "4": Existing(14, {"name": "D", "field_status": "client"}, is_archived=True),
    }
    rows = plan(
        "ref name field_status",
        *(
            (key, name, answer)
            for key, name, answer in zip("1234", "ABCD", "NNON", strict=True)
        ),
        existing=existing,
    )
    assert [faults(row) for row in rows] == [
        [Fault.OUT_OF_REACH],
        [Fault.CLIENT_TO_PROSPECT],
        [],
        [Fault.ARCHIVED, Fault.CLIENT_TO_PROSPECT],
    ]
    assert rows[2].values == {"field_status": "client"}


def test_records_are_looked_up_in_batches():
    """S0-01: a long file is read against the base 5000 references at a time."""
    asked = []

    def lookup(keys):
        asked.append(len(keys))
        return {}

    planner = Planner({0: TARGETS["ref"], 1: TARGETS["name"]}, REFERENCE, lookup)
    rows = [(number, (f"C{number}", "A")) for number in range(11001)]
    summary = Summary()
    for row in planner.plan(rows):
        summary.add(row)
    assert asked == [5000, 5000, 1001]
    assert summary.actions == Counter({Action.CREATE: 11001})
    assert summary.warnings == 11001


CELL = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.integers(),
    st.floats(),
    st.dates(),
    st.booleans(),
)


@given(rows=st.lists(st.lists(CELL, max_size=len(TARGETS)), max_size=6))
def test_any_rows_are_planned(rows):
    """S0-33: every row gets a plan, and nothing refused is written."""
    existing = Existing(1, {"name": "A", "iban": IBAN})
    planner = Planner(
        dict(enumerate(TARGETS.values())),
        Reference(
            {
                target.name: REFERENCE.codes.get(target.name, CodeList([]))
                for target in TARGETS.values()
            }
        ),
        lambda keys: dict.fromkeys(keys[:1], existing),
    )
    plans = list(planner.plan(list(enumerate(map(tuple, rows), start=2))))
    assert [row.row for row in plans] == list(range(2, len(rows) + 2))
    for row in plans:
        is_refused = any(not problem.is_warning for problem in row.problems)
        assert (row.action is Action.REFUSED) == is_refused
        if row.action is Action.CREATE:
            assert row.values["ref"]
            assert row.values["name"]


def test_dates_in_the_plan():
    """S3-32, S3-107: dates come out as dates."""
    (row,) = plan("ref name city revisit_date", ("1", "A", "L", "04/03/2026"))
    assert row.values["revisit_date"] == date(2026, 3, 4)
