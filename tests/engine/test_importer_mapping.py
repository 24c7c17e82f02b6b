"""Columns recognised by their header and by what they hold."""

import pytest
from field_crm.engine.client_sheet import SHEET
from field_crm.engine.importer import (
    PARTNER_TARGETS,
    Column,
    MappingFault,
    Source,
    check_mapping,
    propose,
)
from field_crm.engine.importer.headers import normalise

NO_SAMPLE: tuple[str, ...] = ()


def proposed(header, *samples):
    proposal = propose([Column(0, header, samples)], PARTNER_TARGETS).get(0)
    return proposal and proposal.target


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Référence", "ref"),
        ("REFERENCE", "ref"),
        ("Réf. client", "ref"),
        ("Raison sociale", "name"),
        ("Customer name", "name"),
        ("Code Postal", "zip"),
        ("CP", "zip"),
        ("Ville", "city"),
        ("N° TVA", "vat"),
        ("Tél. portable", "mobile"),
        ("E-mail", "email"),
        ("À l'attention de", "attention_of"),
        ("CA N-1", "revenue_previous"),
        ("Date de revoir", "revisit_date"),
        ("Mode de Règlement", "payment_mode_id"),
        ("Jour de l'échéance", "payment_due_day"),
        ("Latitude", "partner_latitude"),
        ("Secteur", "sector_id"),
        # Nearly right.
        ("Raison socialle", "name"),
        ("Periodicite", "periodicity_id"),
        ("Code postale", "zip"),
        # Not at all.
        ("Couleur des volets", None),
        ("", None),
    ],
)
def test_by_header(header, target):
    """S0-33: headers in French and English, whatever accents, case and punctuation."""
    assert proposed(header) == target


@pytest.mark.parametrize("field", SHEET, ids=lambda field: field.column)
def test_columns_of_the_erp(field):
    """S3-88 … S3-111: the technical names of annexe 2 are recognised."""
    # Without a reference, the only code of the file is its key.
    assert proposed(field.column) == field.name
    assert proposed(field.column.upper()) == field.name


@pytest.mark.parametrize(
    ("samples", "target"),
    [
        (("FR1420041010050500013M02606", "DE89370400440532013000"), "iban"),
        (("73282932000074",), "company_registry"),
        (("a@b.fr", "accueil@garage-du-lac.fr"), "email"),
        (("35000", "01000"), "zip"),
        (("35000", "Rennes"), None),
        (("FR1420041010050500013M02606", "soon"), None),
    ],
)
def test_by_content(samples, target):
    """S0-33: a column without a telling header is known by its values."""
    assert proposed("Colonne", *samples) == target


def test_client_is_an_answer_or_a_name():
    """S0-18: a column « Client » holds yes and no, or it holds names."""
    assert proposed("Client", "Oui", "Non") == "field_status"
    assert proposed("Client", "Garage du Lac") == "name"


def test_code_of_the_client_is_the_key_when_it_is_the_only_one():
    """S0-34: the reference is the key; the ERP's code serves where it is alone."""
    alone = propose([Column(0, "Code client", ("C1",))], PARTNER_TARGETS)
    assert alone[0].target == "ref"
    columns = [Column(0, "Code client", ("C1",)), Column(1, "Référence", ("7",))]
    both = propose(columns, PARTNER_TARGETS)
    assert [both[index].target for index in (0, 1)] == ["client_code", "ref"]


def test_each_target_is_proposed_once():
    """S0-33: the surest column gets the target, the others stay free."""
    columns = [
        Column(0, "Villes", ("Rennes",)),
        Column(1, "Ville", ("Vitré",)),
        Column(2, "Ville", ("Laval",)),
    ]
    proposals = propose(columns, PARTNER_TARGETS)
    assert {index: each.target for index, each in proposals.items()} == {1: "city"}
    assert proposals[1].source is Source.HEADER


def test_no_header_means_two_targets():
    """S0-33: synonyms are not shared, but for « client » (yes or no, or a name)."""
    seen: dict[str, str] = {}
    for target in PARTNER_TARGETS:
        for alias in {normalise(alias) for alias in target.aliases} - {"client"}:
            assert seen.setdefault(alias, target.name) == target.name, alias


def test_mapping_without_reference_or_twice():
    """S0-34: the reference is mandatory, and a field has one column."""
    problems = check_mapping({0: "name", 3: "city", 5: "city"})
    assert [(each.fault, each.target, each.columns) for each in problems] == [
        (MappingFault.TARGET_MISSING, "ref", ()),
        (MappingFault.TARGET_TWICE, "city", (3, 5)),
    ]
    assert check_mapping({0: "ref", 1: "name"}) == []
