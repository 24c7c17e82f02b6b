"""The app holds a client sheet to the server's rules, offline."""

from field_crm.engine import client_sheet

IBAN_OF_FRANCE = "FR76 3000 6000 0112 3456 7890 189"


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


def test_what_a_rep_completes_before_a_visit(app):
    """S2-05: the mandatory fields that are empty, the postal code typed as one; neither
    who follows the client nor its bank account, and nothing of a prospect."""
    zip_field = {"name": "zip", "length": None, "mandatory": False}
    lists = {"sheet": [zip_field, *({**f, "list": None} for f in SHEET)]}
    full = {**FILLED, "field_status": "client", "zip": "35500"}
    nobody = {"user_id": None, "iban": None, "bic": None}
    parts = {"department_code": None, "post_office_code": None}
    partners = [
        full,
        {**full, **nobody, "phone": " ", "city": None},
        {**full, **parts, "zip": ""},
        {**full, **parts},
        {"field_status": "prospect"},
    ]
    found = app.call_all(
        {"client_sheet/completion": ["fieldsToComplete"]},
        "(partner, lists) => fieldsToComplete(partner, lists).map((one) => one.name)",
        [[partner, lists] for partner in partners],
    )
    assert found == [
        [],
        ["city", "phone"],
        ["zip"],
        ["department_code", "post_office_code"],
        [],
    ]
