"""The demo data keeps the rules that it is there to show."""

import csv
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path

import field_crm
import pytest
from field_crm.demo import make_workbook
from field_crm.demo.history import (
    CONVERSIONS,
    Account,
    Trade,
    asked_on,
    make_history,
    schedule,
)
from field_crm.demo.history.phrases import COMMENTS, TRADE_COMMENTS
from field_crm.demo.history.workdays import is_workday, public_holidays
from field_crm.engine import identifiers
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

DEMO = Path(field_crm.__path__[0]) / "demo"
NOW = datetime(2026, 3, 12, 15, 20)
TRADES = {
    "farm": Trade.FARM,
    "contractor": Trade.CONTRACTOR,
    "dealer": Trade.DEALER,
    "haulage": Trade.HAULAGE,
    "coach": Trade.COACHES,
    "earthworks": Trade.WORKS,
    "quarry": Trade.QUARRY,
    "garage": Trade.GARAGE,
    "agent": Trade.GARAGE,
    "town": Trade.TOWN,
    "craft": Trade.COMPANY,
    "sme": Trade.COMPANY,
}


def partners():
    with (DEMO / "res.partner.csv").open(encoding="utf-8") as source:
        return list(csv.DictReader(source))


def accounts(today):
    conversions = {each.account: each for each in CONVERSIONS}
    found = []
    for row in partners():
        conversion = conversions.get(row["id"])
        decided = conversion and schedule(conversion, today)[1]
        approved = conversion and conversion.state == "approved"
        found.append(
            Account(
                key=row["id"],
                rep=row["user_id/id"],
                trade=TRADES[row["subcategory_code_id/id"].rpartition("_")[2]],
                latitude=float(row["partner_latitude"]),
                longitude=float(row["partner_longitude"]),
                is_prospect=row["field_status"] == "prospect",
                asked_on=conversion and asked_on(conversion, today),
                client_since=decided.date() if approved else None,
            )
        )
    return found


@pytest.fixture(scope="module")
def history():
    return make_history(accounts(NOW.date()), NOW)


def test_same_moment_gives_same_history(history):
    assert make_history(accounts(NOW.date()), NOW) == history


def test_another_seed_gives_another_history(history):
    assert make_history(accounts(NOW.date()), NOW, seed=1) != history


@settings(max_examples=20, deadline=None)
@given(st.datetimes(datetime(2025, 1, 1), datetime(2032, 12, 31)))
def test_history_is_plausible_on_any_day(now):
    """S3-21: nothing done lies in the future, whenever the demo is loaded."""
    visits = make_history(accounts(now.date()), now)
    assert 2500 <= len(visits) <= 4000
    for visit in visits:
        assert is_workday(visit.start.date())
        assert time(8) <= visit.start.time() <= time(18)
        if visit.state == "planned":
            assert visit.start > now - timedelta(minutes=30)
            assert visit.start < now + timedelta(days=25)
        else:
            assert visit.start < now
            assert visit.start > now - timedelta(days=732)
    assert {visit.state for visit in visits} == {"done", "planned", "cancelled"}
    done = {(v.account, v.start.date()) for v in visits if v.state == "done"}
    for conversion in CONVERSIONS:
        assert (conversion.account, asked_on(conversion, now.date())) in done


def test_nobody_is_at_two_places(history):
    starts = Counter((visit.rep, visit.start) for visit in history)
    assert max(starts.values()) == 1


def test_everybody_is_visited_more_or_less_often(history):
    done = Counter(visit.account for visit in history if visit.state == "done")
    everybody = accounts(NOW.date())
    assert set(done) == {account.key for account in everybody}

    def mean(trade):
        counts = [
            done[account.key]
            for account in everybody
            if account.trade is trade and not account.began_as_prospect
        ]
        return sum(counts) / len(counts)

    assert mean(Trade.HAULAGE) > 1.3 * mean(Trade.FARM)


def test_some_dates_to_visit_again_are_overdue(history):
    """S3-32, S3-33: presets and own dates, some of them passed."""
    latest = {visit.account: visit for visit in history if visit.state == "done"}
    dates = [visit.revisit_date for visit in latest.values() if visit.revisit_date]
    assert 10 <= sum(day < NOW.date() for day in dates) <= 120
    assert sum(day > NOW.date() for day in dates) > 100
    presets = {visit.revisit_preset for visit in history if visit.revisit_date}
    assert {"", "1w", "2w", "1m", "3m", "6m"} <= presets


def test_visits_before_the_conversion_are_a_prospects(history):
    """S3-45."""
    for account in accounts(NOW.date()):
        visits = [visit for visit in history if visit.account == account.key]
        if account.client_since:
            before = [v for v in visits if v.start.date() < account.client_since]
            assert before
            assert all(visit.as_prospect for visit in before)
            after = [visit for visit in visits if visit not in before]
            assert not any(visit.as_prospect for visit in after)
        else:
            assert {visit.as_prospect for visit in visits} == {account.is_prospect}


@given(st.dates(date(2025, 1, 1), date(2032, 12, 31)))
def test_conversions_are_of_the_past(today):
    for conversion in CONVERSIONS:
        asked, decided = schedule(conversion, today)
        assert asked.date() < today
        assert is_workday(asked.date())
        assert (decided is None) == (conversion.state == "pending")
        if decided:
            assert asked < decided
            assert is_workday(decided.date())
            assert decided.date() <= today


def test_states_of_the_conversions():
    states = Counter(conversion.state for conversion in CONVERSIONS)
    assert states == {"pending": 3, "approved": 6, "refused": 2, "cancelled": 1}


def test_comments_are_varied_and_complete(history):
    comments = [visit.comment for visit in history]
    assert "" in comments
    assert len(set(comments)) > 800
    assert not any("{" in comment for comment in comments)
    phrases = [phrase for each in COMMENTS.values() for phrase in each]
    phrases += [phrase for each in TRADE_COMMENTS.values() for phrase in each]
    assert len(set(phrases)) >= 60


def test_public_holidays():
    assert public_holidays(2026) >= {
        date(2026, 4, 6),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
    }
    assert len(public_holidays(2026)) == 11
    assert not is_workday(date(2026, 3, 14))


def test_companies_are_many_and_distinct():
    rows = partners()
    assert Counter(row["field_status"] for row in rows) == {
        "client": 220,
        "prospect": 80,
    }
    for column in ("id", "name", "ref", "phone", "company_registry", "iban"):
        values = [row[column] for row in rows if row[column]]
        assert len(set(values)) == len(values), column


def test_identifiers_of_the_companies_are_right():
    """S3-48, S3-96, S3-97: every identifier passes the check that users meet."""
    for row in partners():
        if row["company_registry"]:
            identifiers.check_siret(row["company_registry"])
        if row["vat"]:
            identifiers.check_vat(row["vat"])
            assert row["vat"].endswith(row["company_registry"][:9])
        if row["iban"]:
            identifiers.check_bank_account(row["iban"], row["bic"])
        if row["phone"]:
            identifiers.check_phone(row["phone"])


def test_numbers_and_addresses_belong_to_nobody():
    """Telephone numbers of ARCEP's ranges for fiction, mail domains of RFC 2606."""
    fiction = ("02 61 91 ", "06 39 98 ")
    rows = partners()
    with (DEMO / "res.partner-contacts.csv").open(encoding="utf-8") as source:
        rows += csv.DictReader(source)
    for row in rows:
        for number in (row["phone"], row.get("fax")):
            assert not number or number.startswith(fiction)
        assert not row["email"] or row["email"].endswith(".example")


def test_companies_are_in_the_north_west_of_france():
    for row in partners():
        assert 46.3 < float(row["partner_latitude"]) < 50.1, row["name"]
        assert -5.2 < float(row["partner_longitude"]) < 3.2, row["name"]
        assert len(row["zip"]) == 5


def test_workbook_is_what_its_rows_make(tmp_path):
    made = tmp_path / "made.xlsx"
    make_workbook.make_workbook(made)
    assert cells(made) == cells(make_workbook.WORKBOOK)


def cells(path):
    workbook = load_workbook(path, read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in workbook}
