"""docs/dependencies.md names every dependency with its reason, and no other."""

import json
import re

from repository import ROOT

DOCUMENT = ROOT / "docs" / "dependencies.md"


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def documented():
    """{heading: {name: [cells]}} of the document's tables."""
    sections = {}
    current = None
    for line in DOCUMENT.read_text().splitlines():
        if heading := re.match(r"## (.+)", line):
            current = sections.setdefault(heading[1], {})
        elif row := re.match(r"\| `([^`]+)` \| (.+) \|$", line):
            assert row[1] not in current, f"{row[1]} twice"
            current[row[1]] = row[2].split(" | ")
    return sections


def required(file):
    lines = (ROOT / "requirements" / file).read_text().splitlines()
    names = (re.match(r"[A-Za-z][\w.-]*", line) for line in lines)
    return {normal(name[0]) for name in names if name}


def in_section(*headings):
    found = documented()
    return {normal(name) for heading in headings for name in found[heading]}


def test_every_dependency_has_a_reason():
    for heading, rows in documented().items():
        for name, cells in rows.items():
            assert all(len(cell.strip()) > 2 for cell in cells), (heading, name)


def test_python_packages():
    for heading, file in (
        ("Our add-ons", "addons.in"),
        ("OCA add-ons", "oca.in"),
        ("Odoo itself", "odoo.in"),
        ("A machine without PostgreSQL", "local.in"),
        ("Tests and linters (Python)", "dev.in"),
        ("A geocoding engine for the tests", "addok.in"),
        ("Other engines for tours", "peers.in"),
    ):
        assert in_section(heading) == required(file), heading


def test_every_requirements_file_is_covered():
    known = {
        "addok", "addons", "build", "dev", "local", "oca", "odoo", "peers", "runtime",
    }  # fmt: skip
    assert {path.stem for path in ROOT.glob("requirements/*.in")} <= known


def test_linters_from_npm():
    package = json.loads((ROOT / "package.json").read_text())
    assert set(documented()["Linters (npm)"]) == set(package["devDependencies"])


def test_images(compose):
    images = {
        service["image"].rpartition(":")[0]
        for name, service in compose["services"].items()
        if name not in ("odoo", "deploy")
    }
    assert set(documented()["Container images"]) == images | {"odoo"}


def test_system_packages():
    text = (ROOT / "docker" / "Dockerfile").read_text()
    installed = re.search(r"--no-install-recommends ([\w -]+?) \\", text)[1].split()
    assert set(installed) <= set(documented()["System packages"])
