"""The app judges offline as the server will judge later."""

import random
import warnings
from datetime import date, timedelta

import pytest
from app_engine import AppEngine
from field_crm.engine import client_sheet, identifiers, revisit
from field_crm.engine.geofence import Circle, Point, read_polygon
from field_crm.engine.question_tree import Kind, Node, QuestionTree, summarise
from field_crm.engine.statistics import (
    Names,
    PortfolioCount,
    QuoteCount,
    VisitCount,
    VisitedCount,
    build_report,
)
from field_crm.engine.statistics.folding import fold
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


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return AppEngine(tmp_path_factory.mktemp("app"))


def reason(check, *values):
    """The word for what is wrong, as the app names it."""
    try:
        check(*values)
    except identifiers.IdentifierError as error:
        return error.reason.value
    return None


def test_presets_are_the_same(app):
    """S3-33 on every day of four years, a leap year among them."""
    days = [date(2023, 1, 1) + timedelta(days=count) for count in range(1461)]
    calls = [[day.isoformat(), preset] for day in days for preset in revisit.PRESETS]
    found = app.call_all({"calendar/revisit": ["revisitDay"]}, "revisitDay", calls)
    assert found == [
        revisit.revisit_day(date.fromisoformat(day), preset).isoformat()
        for day, preset in calls
    ]
    [offered] = app.call_all({"calendar/revisit": ["PRESETS"]}, "() => PRESETS", [[]])
    assert offered == list(revisit.PRESETS)


def test_the_day_of_a_visit_is_bounded(app):
    """S3-21: today, earlier within the bound, never in the future."""
    found = app.call_all(
        {"calendar/visit_day": ["visitDayProblem"]},
        "(day) => visitDayProblem(day, '2026-03-01', 30)",
        [["2026-03-01"], ["2026-01-30"], ["2026-01-29"], ["2026-03-02"], [""]]
        + [["2026-02-30"]],
    )
    assert found == [None, None, "too_old", "future", "missing", "missing"]


def test_months_are_whole_weeks(app):
    """S3-59: the calendar of a month shows each of its days once, from Monday on."""
    days = [
        [f"{year}-{month:02}-15"] for year in (2024, 2026) for month in range(1, 13)
    ]
    found = app.call_all({"calendar/month": ["monthWeeks"]}, "monthWeeks", days)
    for [day], weeks in zip(days, found, strict=True):
        flat = [cell for week in weeks for cell in week]
        assert all(len(week) == 7 for week in weeks)
        assert date.fromisoformat(flat[0]["day"]).weekday() == 0
        inside = [cell["day"] for cell in flat if cell["isInside"]]
        first = date.fromisoformat(day).replace(day=1)
        after = (first + timedelta(days=32)).replace(day=1)
        wanted = [first + timedelta(days=n) for n in range((after - first).days)]
        assert inside == [each.isoformat() for each in wanted]


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


SHEET = [
    {"name": field.name, "length": field.length, "mandatory": field.mandatory}
    for field in client_sheet.SHEET
]
FILLED = {field.name: "1" for field in client_sheet.SHEET}
SHEETS = [
    {},
    FILLED,
    {**FILLED, "payment_days": 0},
    {**FILLED, "name": "  ", "city": None, "phone": False},
    {**FILLED, "name": "é" * 36, "street": "x" * 35, "iban": "F" * 40},
]


def test_a_sheet_is_complete_for_both(app):
    """S3-41, S2-03: the same fields are missing, the same texts too long (AMB-09)."""
    imports = {"client_sheet/rules": ["missingFields", "tooLong"]}
    calls = [[values, SHEET] for values in SHEETS]
    missing = app.call_all(imports, "missingFields", calls)
    assert missing == [client_sheet.missing_fields(values) for values in SHEETS]
    texts = {field.name for field in client_sheet.SHEET if field.is_text}
    typed = [
        {**field, "length": field["length"] if field["name"] in texts else None}
        for field in SHEET
    ]
    long = app.call_all(imports, "tooLong", [[values, typed] for values in SHEETS])
    assert [[tuple(each.values()) for each in found] for found in long] == [
        client_sheet.too_long(values) for values in SHEETS
    ]


def test_payment_rules_are_the_same(app):
    """S3-46, S3-47, S3-48 in every combination."""
    truth = (False, True)
    calls = [
        [
            {
                "farmer_only": farmer_only,
                "locked_days": locked,
                "requires_bank_account": bank,
                "requires_signature": sign,
            },
            {
                "isFarmer": farmer,
                "days": days,
                "iban": iban,
                "bic": bic,
                "isSigned": signed,
            },
        ]
        for farmer_only in truth
        for locked in (0, 20)
        for bank in truth
        for sign in truth
        for farmer in truth
        for days in (None, 0, 20)
        for iban in ("", "FR76")
        for bic in ("", "AGRI")
        for signed in truth
    ]
    found = app.call_all(
        {"client_sheet/rules": ["paymentProblems"]}, "paymentProblems", calls
    )
    assert found == [
        [
            problem.value
            for problem in client_sheet.check_payment(
                client_sheet.PaymentMode(**mode),
                is_farmer=given["isFarmer"],
                days=given["days"],
                iban=given["iban"],
                bic=given["bic"],
                is_signed=given["isSigned"],
            )
        ]
        for mode, given in calls
    ]


def test_who_is_a_farmer(app):
    """S3-46, AMB-15: a tick on the category, overridden by the sub-category."""
    category = {"is_farmer": True}
    calls = [
        [category, None],
        [category, {"farmer": "inherit"}],
        [category, {"farmer": "no"}],
        [{"is_farmer": False}, {"farmer": "yes"}],
        [None, None],
    ]
    found = app.call_all({"client_sheet/rules": ["isFarmer"]}, "isFarmer", calls)
    assert found == [True, True, False, True, False]


YEAR = 2026
GRIDS = {1: "Agri", 2: "TP", 3: "Unused", None: "Without grid"}
TYPES = {10: "Agraire", 11: "GC"}


def test_statistics_give_the_same_figures(app):
    """S3-53 … S3-56: the report of the phone is that of the office."""
    rng = random.Random(53)
    visits = [
        VisitCount(year, month, rng.choice([1, 2, None]), rng.random() < 0.3, count)
        for year in (2024, 2025, 2026)
        for month in range(1, 13)
        for count in (1, 3)
    ]
    quotes = [QuoteCount(rng.choice([2025, 2026]), 5, 10, 2) for _ in range(9)]
    portfolio = [
        PortfolioCount(1, False, 4, 1000.5, 900.0),
        PortfolioCount(None, False, 2, 10.0, 0.0),
        PortfolioCount(None, True, 7),
    ]
    visited = [
        VisitedCount(2026, 1, False, 3),
        VisitedCount(2025, 1, False, 2),
        VisitedCount(2026, None, True, 5),
    ]
    names = Names(GRIDS, TYPES, "Prospects", "others ({})".format)
    report = build_report(YEAR, YEAR, names, visits, quotes, portfolio, visited)
    [found] = app.call_all(
        {"statistics/report": ["buildReport", "fold"]},
        """(year, grids, types, counts) => {
            const names = {
                grids: new Map(grids),
                types: new Map(types),
                prospects: "Prospects",
            };
            const report = buildReport(year, names, counts);
            const others = (count) => `others (${count})`;
            return {...report, folded: fold(report.visits.series, 3, others)};
        }""",
        [
            [
                YEAR,
                list(GRIDS.items()),
                list(TYPES.items()),
                {
                    "visits": [as_dict(each) for each in visits],
                    "quotes": [as_dict(each) for each in quotes],
                    "portfolio": [as_dict(each) for each in portfolio],
                    "visited": [as_dict(each) for each in visited],
                },
            ]
        ],
    )
    assert series_of(found["visits"]["series"]) == plain(report.visits.series)
    assert series_of(found["quotes"]["series"]) == plain(report.quotes.series)
    assert series_of(found["folded"]) == plain(
        fold(report.visits.series, 3, names.others)
    )
    assert found["visits"]["before"] == list(report.visits.before)
    assert found["visits"]["months"] == list(report.visits.months)
    assert found["revenue"] == report.revenue
    assert found["revenueBefore"] == report.revenue_before
    assert found["clientVisits"] == report.client_visits
    assert found["prospectVisits"] == report.prospect_visits
    clients = report.clients
    assert found["clients"] == {
        "attached": clients.attached,
        "visited": clients.visited,
        "visitedBefore": clients.visited_before,
    }
    assert [grid["name"] for grid in found["grids"]] == [
        grid.name for grid in report.grids
    ]
    assert found["prospects"]["visited"] == report.prospects.coverage.visited


CAMEL = {"is_prospect": "isProspect", "revenue_before": "revenueBefore"}


def as_dict(count):
    return {CAMEL.get(name, name): each for name, each in count._asdict().items()}


def series_of(found):
    return [(each["name"], each["months"], each["isProspect"]) for each in found]


def plain(series):
    return [(each.name, list(each.months), each.is_prospect) for each in series]


def test_quotes_come_from_the_answers(app):
    """S3-54: each type ticked is one quote; the box alone is one without type."""
    found = app.call_all(
        {"statistics/counting": ["QuoteTypes"]},
        """(answers) => new QuoteTypes([
            {id: 1, parentId: null, countsAsQuote: true},
            {id: 2, parentId: 1, countsAsQuote: false},
            {id: 3, parentId: 1, countsAsQuote: false},
            {id: 4, parentId: null, countsAsQuote: false},
        ]).quotesOf(answers)""",
        [[[1, 2, 3]], [[1]], [[4]], [[]]],
    )
    assert found == [[2, 3], [1], [], []]


FIELD = {
    "type": "Polygon",
    "coordinates": [
        [[-1.5, 48.1], [-1.49, 48.1], [-1.49, 48.11], [-1.495, 48.102], [-1.5, 48.1]]
    ],
}


def test_distances_to_a_ground_are_the_same(app):
    """S2-34, AMB-12: to the edge of circle or polygon, 0 inside."""
    rng = random.Random(34)
    places = [
        Point(48.1 + rng.uniform(-0.1, 0.1), -1.5 + rng.uniform(-0.1, 0.1))
        for _ in range(200)
    ]
    places += [Point(48.1015, -1.494), Point(48.1, -1.5), Point(48.10001, -1.4951)]
    centre = Point(48.1, -1.5)
    calls = [
        [place._asdict(), {"centre": centre._asdict(), "radius": 20, "polygon": shape}]
        for place in places
        for shape in (None, FIELD)
    ]
    found = app.call_all({"geo/ground": ["groundDistance"]}, "groundDistance", calls)
    polygon, circle = read_polygon(FIELD), Circle(centre, 20)
    wanted = [shape.distance(place) for place in places for shape in (circle, polygon)]
    assert found == pytest.approx(wanted, rel=1e-3, abs=0.01)
    assert 0 in found


LISTS = {
    "categories": [{"id": 1, "is_farmer": True}, {"id": 2, "is_farmer": False}],
    "subcategories": [{"id": 5, "category_id": 1, "farmer": "inherit"}],
    "payment_modes": [
        {"id": 7, "farmer_only": True, "locked_days": 20},
        {
            "id": 8,
            "farmer_only": False,
            "locked_days": 0,
            "requires_bank_account": True,
            "requires_signature": True,
        },
    ],
    "sheet": [
        {"name": "name", "length": 35, "mandatory": True},
        {"name": "payment_mode_id", "mandatory": True},
        {"name": "payment_days", "mandatory": True},
        {"name": "department_code", "mandatory": True},
    ],
}
FARMER = {"name": "GAEC", "zip": "35500", "category_code_id": 1}
TRADER = {**FARMER, "category_code_id": 2, "payment_mode_id": 8, "payment_days": 30}
ACCOUNT = {"iban": IBAN_OF_FRANCE, "bic": "AGRIFRPP"}


def reviewed(app, values, is_signed=False):
    [found] = app.call_all(
        {"client_sheet/conversion": ["review", "settle"]},
        """(values, lists, isSigned) => {
            const settled = settle(values, lists);
            const {missing, payment, wrong, isComplete} =
                review(settled, lists, isSigned);
            return {settled, missing: [...missing], payment, wrong, isComplete};
        }""",
        [[values, LISTS, is_signed]],
    )
    return found


def test_a_conversion_waits_until_nothing_is_missing(app):
    """S2-04, S3-41, S3-46, S3-47, S3-48 together, as the form asks them."""
    cheque = reviewed(app, {**FARMER, "payment_mode_id": 7, "payment_days": 45})
    assert cheque["settled"]["payment_days"] == 20 and cheque["isComplete"]
    assert cheque["settled"]["department_code"] == "35"
    not_a_farmer = reviewed(
        app, {**FARMER, "category_code_id": 2, "payment_mode_id": 7, "payment_days": 20}
    )
    assert not_a_farmer["missing"] == ["payment_mode_id"]

    debit = reviewed(app, TRADER)
    assert sorted(debit["missing"]) == ["bic", "iban"] and not debit["isComplete"]
    unsigned = reviewed(app, {**TRADER, **ACCOUNT})
    assert unsigned["payment"] == ["signature_missing"]
    assert reviewed(app, {**TRADER, **ACCOUNT}, is_signed=True)["isComplete"]
    mistyped = {**TRADER, **ACCOUNT, "iban": IBAN_OF_FRANCE.replace("3456", "3465")}
    assert reviewed(app, mistyped, is_signed=True)["wrong"] == {"iban": "check_digits"}


QUESTIONS = [
    (1, None, "title", "Type de contact"),
    (2, 1, "radio", "Visite"),
    (3, 1, "radio", "Mail"),
    (4, None, "checkbox", "Remise de proposition"),
    (5, 4, "checkbox", "TP"),
    (6, 4, "title", "Autres"),
    (7, 6, "checkbox", "Lubrifiant"),
]


def test_answers_read_the_same(app):
    """S3-22 … S3-26: a visit reads on the phone as it will at the office."""
    tree = QuestionTree(
        Node(number, parent, Kind(kind), name)
        for number, parent, kind, name in QUESTIONS
    )
    columns = ("id", "parent_id", "kind", "name")
    questions = [dict(zip(columns, one, strict=True)) for one in QUESTIONS]
    rng = random.Random(22)
    chosen = [rng.sample(range(1, 9), rng.randrange(8)) for _ in range(100)]
    found = app.call_all(
        {"visit/summary": ["summarise"]},
        "(all, some) => summarise(all, some, (title, text) => `${title}: ${text}`)",
        [[questions, answers] for answers in chosen],
    )
    assert found == [summarise(tree, answers) for answers in chosen]
