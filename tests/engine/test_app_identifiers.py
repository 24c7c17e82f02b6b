"""The app judges accounts, companies and phones offline as the server will."""

import random
import warnings

from field_crm.engine import identifiers
from schwifty import BIC, IBAN, registry
from schwifty.checksum import algorithms

IBAN_OF_FRANCE = "FR76 3000 6000 0112 3456 7890 189"
SIRETS = [
    "732 829 320 00074",
    "73282932000074",
    "73282932000075",
    "35600000000048",
    "35600000049837",
    "35600000049838",
    "7328293200007",
    "ABC",
    "",
    "00000000000000",
]
PHONES = [
    "02 99 11 22 33",
    "02.99.11.22.33",
    "02-99-11-22-33",
    "0299112233",
    "+33 2 99 11 22 33",
    "0033299112233",
    "+33 (0)2 99 11 22 33",
    "06 12 34 56 78",
    "+32 2 555 12 12",
    "0032 2 555 12 12",
    "+41 44 668 18 00",
    "+1 650 253 0000",
]
NOT_PHONES = ["", "abc", "02 99 11", "+33 2 99 11", "12", "02 99 11 22 33 44"]
BANKS = ["AGRIFRPP", "agrifrpp882", "AGRIFRP", "AGRI1RPP", "AGRIZZPP", "AGRI-FRPP", ""]


def reason(check, *values):
    """The word for what is wrong, as the app names it."""
    try:
        check(*values)
    except identifiers.IdentifierError as error:
        return error.reason.value
    return None


def altered(number, rng):
    """The number with one character changed or lost."""
    place = rng.randrange(len(number))
    other = rng.choice("0123456789ABCXYZ")
    if rng.random() < 0.2:
        return number[:place] + number[place + 1 :]
    return number[:place] + other + number[place + 1 :]


def test_french_bank_accounts_are_judged_alike(app):
    """S3-48: check digits and RIB key, on right and on mistyped numbers."""
    rng = random.Random(48)
    right = [str(IBAN.random("FR", random=rng, use_registry=False)) for _ in range(300)]
    right += [str(IBAN.random("MC", random=rng)) for _ in range(20)]
    wrong = [altered(number, rng) for number in right]
    # Right for ISO 13616, wrong for the bank: only the RIB key tells.
    for number in right[:100]:
        bban = number[4:-2] + f"{rng.randrange(100):02}"
        wrong.append(str(IBAN.from_bban(number[:2], bban)))
    typed = [
        *(number.lower() for number in right[:20]),
        IBAN_OF_FRANCE,
        "FR76-3000",
        "",
        "ZZ12",
        "F",
        *right,
        *wrong,
    ]
    imports = {
        "identifiers/bank": ["checkIban"],
        "identifiers/reason": ["reasonAgainst"],
    }
    found = app.call_all(
        imports, "(value) => reasonAgainst(checkIban, value)", [[n] for n in typed]
    )
    for number, given in zip(typed, found, strict=True):
        wanted = reason(identifiers.check_iban, number)
        assert bool(given) == bool(wanted), (number, given, wanted)
    assert None in found and "national_key" in found and "check_digits" in found


def test_no_account_of_another_country_is_refused_offline(app):
    """What the server accepts, the phone accepts; mistyped check digits it refuses."""
    rng = random.Random(13616)
    calls, judged = [], []
    for country in all_countries():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            number = str(IBAN.random(country, random=rng, use_registry=False))
        for each in (number, altered(number, rng)):
            calls.append([each])
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                judged.append(reason(identifiers.check_iban, each))
    imports = {
        "identifiers/bank": ["checkIban"],
        "identifiers/reason": ["reasonAgainst"],
    }
    found = app.call_all(imports, "(value) => reasonAgainst(checkIban, value)", calls)
    with_key = {name.partition(":")[0] for name in algorithms}
    for [number], given, wanted in zip(calls, found, judged, strict=True):
        if wanted is None:
            assert given is None, (number, given)
        elif number[:2] not in with_key:
            assert given, (number, wanted)


def all_countries():
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [one + two for one in letters for two in letters if has_iban(one + two)]


def has_iban(country):
    try:
        return bool(registry.get_iban_spec(country))
    except Exception:
        return False


def test_the_tables_of_countries_are_the_servers(app):
    [shapes] = app.call_all(
        {"identifiers/bank_countries": ["BBAN_SHAPES"]}, "() => BBAN_SHAPES", [[]]
    )
    assert shapes == {
        country: registry.get_iban_spec(country).bban_spec.replace("!", "")
        for country in all_countries()
    }
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    codes = [one + two for one in letters for two in letters]
    [known] = app.call_all(
        {"identifiers/bank_countries": ["COUNTRIES"]}, "() => [...COUNTRIES]", [[]]
    )
    assert known == [
        code for code in codes if BIC(f"AGRI{code}PP", allow_invalid=True).is_valid
    ]


def test_bics_are_judged_alike(app):
    """S3-108: structure and country, and the same country as the account's."""
    imports = {
        "identifiers/bank": ["checkBic", "checkBankAccount"],
        "identifiers/reason": ["reasonAgainst"],
    }
    found = app.call_all(
        imports, "(value) => reasonAgainst(checkBic, value)", [[bic] for bic in BANKS]
    )
    assert [bool(each) for each in found] == [
        bool(reason(identifiers.check_bic, bic)) for bic in BANKS
    ]
    pairs = [[IBAN_OF_FRANCE, bic] for bic in ("AGRIFRPP", "BCLGREPP", "DEUTDEFF")]
    found = app.call_all(
        imports, "(...both) => reasonAgainst(checkBankAccount, ...both)", pairs
    )
    assert found == [reason(identifiers.check_bank_account, *pair) for pair in pairs]
    assert found[-1] == "country_mismatch"


def test_sirets_are_judged_alike(app):
    """S3-97, La Poste's own key among them."""
    rng = random.Random(97)
    typed = SIRETS + [altered("73282932000074", rng) for _ in range(50)]
    imports = {
        "identifiers/siret": ["checkSiret"],
        "identifiers/reason": ["reasonAgainst"],
    }
    found = app.call_all(
        imports, "(value) => reasonAgainst(checkSiret, value)", [[s] for s in typed]
    )
    wanted = [reason(identifiers.check_siret, siret) for siret in typed]
    for siret, given, expected in zip(typed, found, wanted, strict=True):
        assert bool(given) == bool(expected), (siret, given, expected)


def test_phones_have_one_form(app):
    """S3-38: however a number is written, the phone compares what the server does."""
    imports = {
        "identifiers/phone": ["checkPhone"],
        "identifiers/reason": ["reasonAgainst"],
    }
    found = app.call_all(
        imports, "(value) => checkPhone(value)", [[phone] for phone in PHONES]
    )
    assert found == [identifiers.check_phone(phone) for phone in PHONES]
    found = app.call_all(
        imports,
        "(value) => reasonAgainst(checkPhone, value)",
        [[p] for p in NOT_PHONES],
    )
    assert all(found)
    assert all(reason(identifiers.check_phone, phone) for phone in NOT_PHONES)


def test_french_numbers_are_judged_alike(app):
    """Every range of France, given to somebody or not."""
    rng = random.Random(33)
    numbers = [f"0{start}{rng.randrange(10**5):05}" for start in range(1000, 10000, 3)]
    imports = {
        "identifiers/phone": ["checkPhone"],
        "identifiers/reason": ["reasonAgainst"],
    }
    found = app.call_all(
        imports, "(value) => reasonAgainst(checkPhone, value)", [[n] for n in numbers]
    )
    wanted = [reason(identifiers.check_phone, number) for number in numbers]
    for number, given, expected in zip(numbers, found, wanted, strict=True):
        assert bool(given) == bool(expected), (number, given, expected)
