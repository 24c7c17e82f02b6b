"""The rules of the client sheet, without a database."""

import pytest
from field_crm.engine.client_sheet import (
    SHEET,
    PaymentMode,
    Problem,
    check_payment,
    missing_fields,
    sheet_lengths,
    too_long,
)
from hypothesis import given
from hypothesis import strategies as st

CHECK = PaymentMode(farmer_only=True, locked_days=20)
DIRECT_BILL = PaymentMode(requires_bank_account=True, requires_signature=True)

ANNEXE_2 = """
c_fam_client 4 O|c_sfam_client 4 O|c_titre 4 -|nom_client 35 O|adr1_fac 35 O
adr2_fac 35 -|adr3_fac 35 -|dep_fac 4 O|bur_dis_fac 3 O|ville_fac 35 O|c_agence 4 O
c_rep 4 O|c_pays 4 O|tel_1 20 O|fax 20 -|tel_2 20 -|contact_divers_1 40 -
contact_divers_2 40 O|contact_divers_3 40 -|contact_divers_4 255 -|c_per 1 O
c_regpmt_bl 1 -|c_regpmt_fac 1 -|c_releve 1 -|c_autoris_bl 1 -|c_catc 8 O
c_frais_fixe 1 -|c_ref_oblig 1 -|c_mod_rgl_1 2 O|jour_1 2 -|c_type_fact 1 -
c_attention 35 -|c_ape 10 -|bic 11 -|iban 34 -|codepays 2 -|codemonnaie 3 -
"""


def test_sheet_is_annexe_2():
    """S3-88 … S3-111: every column, its length, and whether it is mandatory."""
    expected = {"nb_jour_1": (None, True), "date_creation_ste": (None, False)}
    expected["type edition fac"] = (1, True)
    for entry in ANNEXE_2.replace("|", "\n").strip().splitlines():
        column, length, mandatory = entry.split()
        expected[column] = (int(length), mandatory == "O")
    assert {f.column: (f.length, f.mandatory) for f in SHEET} == expected


def test_missing_fields_are_all_named_at_once():
    """S3-41: the check names every mandatory field that is empty, in order."""
    values = {field.name: "x" for field in SHEET}
    values |= {"city": "  ", "company_registry": False, "user_id": (), "fax": ""}
    assert missing_fields(values) == ["city", "user_id", "company_registry"]


def test_zero_days_is_an_answer():
    """S3-105: « 0 jour » is a number of days, not a missing one."""
    values = {field.name: "x" for field in SHEET} | {"payment_days": 0}
    assert missing_fields(values) == []


@given(st.dictionaries(st.sampled_from([f.name for f in SHEET]), st.text(max_size=300)))
def test_too_long_finds_exactly_what_does_not_fit(values):
    """S3-88 … S3-111: a text is refused exactly when it exceeds its column."""
    limits = sheet_lengths()
    found = {name for name, _length, _limit in too_long(values)}
    assert found == {
        name for name, text in values.items() if len(text) > limits.get(name, 10**6)
    }


@pytest.mark.parametrize(
    ("is_farmer", "days", "problems"),
    [
        (True, 20, []),
        (True, 30, [Problem.DAYS_LOCKED]),
        (False, 20, [Problem.FARMERS_ONLY]),
        (False, 0, [Problem.FARMERS_ONLY, Problem.DAYS_LOCKED]),
    ],
)
def test_check_is_for_farmers_at_20_days(is_farmer, days, problems):
    """S3-46, S3-47: CH for farmers only, locked at 20 days."""
    assert problems == check_payment(
        CHECK, is_farmer=is_farmer, days=days, iban="", bic="", is_signed=False
    )


@given(st.booleans(), st.booleans(), st.booleans())
def test_direct_bill_demands_account_and_signature(iban, bic, is_signed):
    """S3-48, S3-108, S3-109: LD demands IBAN, BIC and the client's signature."""
    problems = check_payment(
        DIRECT_BILL,
        is_farmer=False,
        days=30,
        iban="x" * iban,
        bic="x" * bic,
        is_signed=is_signed,
    )
    assert set(problems) == {
        problem
        for problem, given_ in [
            (Problem.IBAN_MISSING, iban),
            (Problem.BIC_MISSING, bic),
            (Problem.SIGNATURE_MISSING, is_signed),
        ]
        if not given_
    }
