"""IBAN, BIC, SIRET, VAT and phone, without a database."""

import pytest
from field_crm.engine.identifiers import (
    IdentifierError,
    Reason,
    check_bank_account,
    check_bic,
    check_iban,
    check_phone,
    check_siret,
    check_vat,
)
from hypothesis import given
from hypothesis import strategies as st

IBAN = "FR1420041010050500013M02606"


@pytest.mark.parametrize(
    ("check", "value", "normalized"),
    [
        (check_iban, "fr14 2004 1010 0505 0001 3m02 606", IBAN),
        (check_iban, "DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        (check_bic, "psst frpp", "PSSTFRPP"),
        (check_siret, "732 829 320 00074", "73282932000074"),
        (check_vat, "FR 40 303 265 045", "FR40303265045"),
        (check_phone, "02 99 00 11 22", "+33299001122"),
        (check_phone, "+32 2 555 12 12", "+3225551212"),
    ],
)
def test_valid_values_are_normalized(check, value, normalized):
    """S3-48, S3-95, S3-96, S3-97, S3-108, S3-109: accepted as people write them."""
    assert check(value) == normalized
    assert check(normalized) == normalized


@pytest.mark.parametrize(
    ("check", "value", "reason"),
    [
        (check_iban, "FR1420041010050500013M02607", Reason.CHECK_DIGITS),
        (check_iban, "FR0630006000011234567890188", Reason.NATIONAL_KEY),
        (check_iban, "FR76300060000112345678901", Reason.LENGTH),
        (check_iban, "FR76 3000 6000 0112 3456 7890 1é9", Reason.CHARACTERS),
        (check_bic, "PSSTFR", Reason.LENGTH),
        (check_bic, "PSSTXXPP", Reason.COUNTRY),
        (check_siret, "73282932000075", Reason.CHECK_DIGITS),
        (check_siret, "7328293200007", Reason.LENGTH),
        (check_vat, "FR41303265045", Reason.CHECK_DIGITS),
        (check_vat, "XX303265045", Reason.COUNTRY),
        (check_phone, "12", Reason.LENGTH),
        (check_phone, "demander Paul", Reason.NOT_A_NUMBER),
    ],
)
def test_refusals_say_why(check, value, reason):
    """S3-48: a wrong IBAN is refused with its reason, RIB key included."""
    with pytest.raises(IdentifierError) as error:
        check(value)
    assert error.value.reason == reason


def test_bic_of_another_country_is_refused():
    """S3-48: an account of one country and a bank of another do not go together."""
    assert check_bank_account(IBAN, "PSSTFRPP") == (IBAN, "PSSTFRPP")
    assert check_bank_account(IBAN, "CEPAMCM1")[1] == "CEPAMCM1"
    with pytest.raises(IdentifierError) as error:
        check_bank_account(IBAN, "COBADEFF")
    assert error.value.reason == Reason.COUNTRY_MISMATCH


@given(st.integers(4, len(IBAN) - 1), st.sampled_from("0123456789"))
def test_every_single_mistyped_digit_is_noticed(position, digit):
    """S3-48: one wrong digit anywhere in the account number never passes."""
    mistyped = IBAN[:position] + digit + IBAN[position + 1 :]
    if mistyped == IBAN:
        return
    with pytest.raises(IdentifierError):
        check_iban(mistyped)


@given(
    st.sampled_from([check_iban, check_bic, check_siret, check_vat, check_phone]),
    st.text(),
)
def test_any_text_is_answered_by_a_value_or_a_reason(check, text):
    """S3-48: whatever is typed, the answer is a value or a reason, never a crash."""
    try:
        assert check(text)
    except IdentifierError as error:
        assert isinstance(error.reason, Reason)
