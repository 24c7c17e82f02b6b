"""What is read quickly is what is read slowly."""

import phonenumbers
import pytest
from field_crm.engine.doubles import phone_key
from field_crm.engine.identifiers import (
    IdentifierError,
    check_phone,
    check_siret,
    french_number,
    is_given,
    is_plain_siret,
)
from field_crm.engine.importer import (
    PARTNER_TARGETS,
    Code,
    CodeList,
    Existing,
    Kind,
    Options,
    Planner,
    Reference,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.fr import siret

TARGETS = {target.name: target for target in PARTNER_TARGETS}
NAMES = [
    *("ref", "name", "field_status", "company_registry", "zip", "city", "country_id"),
    *("phone", "email", "iban", "bic", "category_code_id", "subcategory_code_id"),
    *("revenue_current", "partner_latitude", "partner_longitude", "revisit_date"),
    *("department_code", "post_office_code"),
]
REFERENCE = Reference(
    codes={
        **{
            name: CodeList([Code(1, "A", "Un"), Code(2, "B", "Deux")])
            for name, target in TARGETS.items()
            if target.kind is Kind.CODE
        },
        "country_id": CodeList([Code(1, "FR", "France"), Code(2, "BE", "Belgique")]),
        "subcategory_code_id": CodeList(
            [Code(3, "S", "Sous", parent_id=1), Code(4, "S", "Sous", parent_id=2)]
        ),
    },
    countries={1: "FR", 2: "BE"},
)
CELLS = st.sampled_from(
    (
        *(
            None,
            "",
            "  ",
            "A",
            "B",
            "S",
            "x",
            "oui",
            "non",
            "prospect",
            "FR",
            "BE",
            "12",
        ),
        *(
            "Zoé",
            " un  deux ",
            "#REF!",
            "1E+12",
            "35000",
            1000,
            1000.0,
            35.0,
            True,
            0.5,
        ),
        *("02 99 00 11 22", "0612345678", "a@b.fr", "rien", "73282932000074"),
        *("FR1420041010050500013M02606", "PSSTFRPP", "DEUTDEFF", "31/12/2026", 48.1),
    )
)


ROW = st.lists(CELLS, min_size=len(NAMES), max_size=len(NAMES))


class SlowPlanner(Planner):
    """Reads every row by itself."""

    def _plan_clean(self, *args):
        return None


@settings(deadline=None, max_examples=300)
@given(
    rows=st.lists(
        st.lists(CELLS, min_size=len(NAMES), max_size=len(NAMES)), max_size=6
    ),
    names=st.permutations(NAMES),
    clears=st.booleans(),
    creates=st.booleans(),
    known=ROW,
)
def test_columns_and_rows_agree(rows, names, clears, creates, known):
    """S0-33: a plan is the same, read a column at a time or a row at a time."""
    mapping = {index: TARGETS[name] for index, name in enumerate(names)}
    values = {
        name: each if isinstance(each, str) and each.strip() else None
        for name, each in zip(names, known, strict=True)
    }
    values.update(dict.fromkeys(("country_id", "category_code_id"), 1))
    existing = {
        "A": Existing(11, values),
        "B": Existing(12, {"name": "B"}, is_in_reach=False),
        "S": Existing(13, {"name": "Zoé"}, is_archived=True),
    }
    options = Options(
        creatable=frozenset(["sector_id", "category_code_id"] if creates else ()),
        clears=clears,
    )
    table = [(number, tuple(row)) for number, row in enumerate(rows, start=2)]
    plans = [
        list(
            kind(
                mapping,
                REFERENCE,
                lambda keys: {key: existing[key] for key in keys if key in existing},
                options,
            ).plan(table)
        )
        for kind in (Planner, SlowPlanner)
    ]
    assert plans[0] == plans[1]


@given(
    st.from_regex(r"(\+33|0033|0|33)?[ .-]?[0-9]([ .-]?[0-9]{2}){3,5}", fullmatch=True)
    | st.text("0123456789+ .-()/", max_size=16)
)
def test_french_phones_are_those_of_the_library(text):
    """S0-33: what is read without libphonenumber is what it would have read."""
    french = french_number(text, "FR")
    if french is None:
        return
    parsed = phonenumbers.parse(text, "FR")
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    assert f"+33{french}" == e164 == phone_key(text)
    assert phonenumbers.is_possible_number(parsed)
    assert is_given(french) is phonenumbers.is_valid_number(parsed)
    if is_given(french):
        assert check_phone(text) == e164
    else:
        with pytest.raises(IdentifierError):
            check_phone(text)


@given(st.text("0123456789", min_size=13, max_size=15) | st.integers(0, 99999))
def test_sirets_are_those_of_the_library(text):
    """S3-97: what is checked without stdnum is what it would have found right."""
    if isinstance(text, int):
        # La Poste's establishments have a key of their own.
        text = f"356000000{text:05}"
    if is_plain_siret(text):
        assert siret.is_valid(text)
    elif len(text) == 14 and not text.startswith("356000000"):
        assert not siret.is_valid(text)
    if siret.is_valid(text):
        assert check_siret(text) == text
