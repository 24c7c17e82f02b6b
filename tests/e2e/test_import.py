"""The import of a client base, from the first activation to its undo."""

import base64
import os
import re
import signal
from contextlib import contextmanager
from dataclasses import replace

import openpyxl
import pytest
from playwright.sync_api import expect

from launcher.setup.ports import any_port

from .company import NOT_NEW, Account
from .demo import empty_database, query_in
from .import_steps import ImportSteps
from .server import Remote, running, serving, wait_until
from .window import PHONE

ADMIN = Account("Administrator", "admin", "", password="admin")
ROWS = 6_000
# In seconds, for a job that a killed server has left and that begins again.
PATIENCE = 600
HEADER = "Clé;Libellé;Lieu;Code post.;Activité 2020\n"


def text_of(rows):
    """A list as an ERP exports it, with a header that nobody knows."""
    lines = "".join(
        f"E{n:05};Établissements {n};Rennes;35000;{n % 7},5\n" for n in rows
    )
    return (HEADER + lines).encode("cp1252")


@pytest.fixture(scope="module")
def own(settings):
    """A database in which nobody has a client yet; yields its name."""
    with empty_database(settings, "import") as name:
        yield name


@pytest.fixture(scope="module")
def own_url(settings, own):
    with running(settings, own, any_port()) as address:
        remote = Remote(address, own, "admin", "admin")
        remote.call("res.users", "write", [remote.uid], {**NOT_NEW, "lang": "fr_FR"})
        [company] = remote.call("res.company", "search", [])
        france = {"country_id": remote.reference("base.fr")}
        remote.call("res.company", "write", [company], france)
        yield address


def test_an_administrator_brings_the_base_in(people, own_url, tmp_path):
    """S0-31…S0-35, S0-39, S0-40: offered, dropped, mapped with a new own field,
    checked, mended, imported by one job that goes on without the browser, undone.
    """
    admin = people(own_url, ADMIN)
    page, steps = admin.page, ImportSteps(admin)
    offered(admin, tmp_path)
    path = tmp_path / "base.csv"
    path.write_bytes(
        text_of(range(1, 40)) + ";Sans clé;Rennes;35000;1\n".encode("cp1252")
    )
    steps.drop(path)
    expect(page.locator("[name=encoding] input")).to_have_value(re.compile("Windows"))
    expect(page.locator(".o_field_import_preview")).to_contain_text("Établissements 1")
    admin.look("text and its encoding")
    admin.click("Suivant : les colonnes")
    map_columns(admin, steps)
    admin.click("Suivant : contrôler les lignes")
    steps.expect_total("nouvelles", 39)
    steps.expect_total("refusées", 1)
    admin.look("checked")
    mended = mend(admin, steps, tmp_path)
    admin.field("Importer sans les lignes refusées").check()
    address = page.url
    admin.click("Importer")
    importing = page.get_by_role("button", name="Importer", exact=True)
    expect(importing).to_have_count(0)
    # Whoever leaves the page finds the import where it is.
    page.goto("/odoo/clients")
    page.goto(address)
    steps.expect_done()
    steps.expect_total("créées", 39)
    admin.look("imported")
    admin.click("Ouvrir les fiches importées")
    admin.expect_title("Importés")
    expect(page.locator(".o_list_view .o_data_row").first).to_be_visible()
    admin.look("imported records")
    import_again(admin, steps, mended)
    undo(admin, steps)


def offered(admin, tmp_path):
    """S0-31: whoever opens the empty page of clients is offered the import."""
    admin.open("/odoo/clients")
    page = admin.page
    with page.expect_download() as sample:
        page.get_by_role("link", name="Télécharger un classeur modèle").click()
    sample.value.save_as(tmp_path / "sample.xlsx")
    assert openpyxl.load_workbook(tmp_path / "sample.xlsx").active.max_row == 3
    admin.look("an empty base")
    page.get_by_role("link", name="Importer mes clients").click()
    expect(page.locator(".o_field_import_drop")).to_be_visible()


def map_columns(admin, steps):
    """S0-33…S0-35: the reference is demanded; a field is made without leaving."""
    page = admin.page
    expect(page.get_by_role("alert").filter(has_text="Référence")).to_be_visible()
    steps.choose("Clé", "Référence")
    steps.choose("Libellé", "Nom")
    steps.choose("Lieu", "Ville")
    admin.look("columns")
    steps.press("action_manage_fields")
    admin.dialog.get_by_role("button", name="Ajouter une ligne").click()
    box = admin.dialog.locator(".o_selected_row [name=label] input")
    box.fill("Activité 2020")
    admin.look("own field")
    admin.click("Enregistrer")
    admin.expect_no_dialog()
    steps.choose("Activité 2020", "Activité 2020")
    admin.look("columns mapped")


def mend(admin, steps, tmp_path):
    """S0-33: the refused rows are downloaded and mended."""
    with admin.page.expect_download() as download:
        steps.press("action_download_refused")
    path = tmp_path / "refused.xlsx"
    download.value.save_as(path)
    book = openpyxl.load_workbook(path)
    assert book.active.max_row == 2
    book.active["A2"] = "E99999"
    book.save(path)
    return path


def import_again(admin, steps, path):
    """S0-40: from the menu of the list; the mended file maps itself."""
    page = admin.page
    page.goto("/odoo/clients")
    page.locator(".o_cp_action_menus .dropdown-toggle").click()
    page.get_by_role("menuitem", name="Importer des clients…").click()
    steps.drop(path)
    admin.click("Suivant : les colonnes")
    expect(steps.target("Clé")).to_have_value("Référence")
    expect(steps.column("Clé")).to_contain_text("Comme la dernière fois")
    admin.look("mapped by itself")
    admin.click("Suivant : contrôler les lignes")
    steps.expect_total("nouvelles", 1)
    admin.click("Importer")
    steps.expect_done()


def undo(admin, steps):
    """S0-40: what would go is shown before it goes."""
    page = admin.page
    admin.click("Annuler l'import…")
    preview = page.locator(".o_field_import_undo")
    expect(preview).to_contain_text("fiches créées, supprimées")
    admin.look("before the undo")
    admin.click("Annuler cet import")
    admin.click("Ok")
    expect(page.get_by_text("L'import a été annulé")).to_be_visible()
    admin.look("undone")


def test_an_import_on_a_phone(people, own_url, tmp_path):
    """S0-32, S0-33: the steps fit 390 × 844 points."""
    admin = people(own_url, ADMIN, viewport=PHONE, is_phone=True)
    page, steps = admin.page, ImportSteps(admin)
    page.goto("/odoo/client-import")
    path = tmp_path / "petit.csv"
    path.write_bytes(text_of(range(1, 9)))
    steps.drop(path)
    admin.expect_fits()
    admin.look("file")
    page.get_by_role("button", name="Suivant : les colonnes").click()
    expect(page.locator(".o_field_import_mapping_row").first).to_be_visible()
    admin.expect_fits()
    admin.look("columns")


# ---------------------------------------------------------------------------------
# A server that is killed
# ---------------------------------------------------------------------------------


def start_import(remote, rows, mode):
    """An import that is checked and then begun; returns its identifier."""
    record = remote.call(
        "field.import",
        "create",
        {
            "file": base64.b64encode(text_of(rows)).decode(),
            "file_name": f"{mode}.csv",
        },
    )
    remote.call("field.import", "action_map", [record])
    columns = remote.call(
        "field.import.column", "search", [["import_id", "=", record]], order="position"
    )
    for column, target in zip(columns, ("ref", "name", "city", "zip"), strict=False):
        remote.call("field.import.column", "write", [column], {"target": target})
    remote.call("field.import", "action_check", [record])
    wait_until(lambda: read(remote, record)["state"] == "check")
    remote.call("field.import", "write", [record], {"commit_mode": mode})
    remote.call("field.import", "action_import", [record])
    return record


def read(remote, record):
    names = ["state", "kept_row", "created_count", "work_state"]
    return remote.call("field.import", "read", [record], names)[0]


def count(database):
    [[found]] = query_in(
        database, "SELECT count(*) FROM res_partner WHERE ref LIKE 'E_____'"
    )
    return found


@contextmanager
def killed_while(settings, database, rows, mode, is_time):
    """A server is killed in the middle of an import; yields the import's identifier."""
    with serving(settings, database, any_port()) as (url, child):
        remote = Remote(url, database, "admin", "admin")
        record = start_import(remote, rows, mode)
        wait_until(lambda: is_time(remote, record), PATIENCE)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    yield record


@pytest.mark.parametrize("mode", ["chunks", "whole"])
def test_a_server_is_killed(settings, mode):
    """S0-40: killed in the middle, the import ends after the next start, nothing twice.

    By batches, what was kept stays; all or nothing, there is nothing until the end.
    """

    def is_time(remote, record):
        if mode == "chunks":
            return read(remote, record)["kept_row"]
        return remote.call("field.import", "read", [record], ["work_id"]) and (
            progress(remote, record) > 0
        )

    # That a job was left behind is a warning, which is what is wanted here.
    log = settings.server_log.with_name("test-e2e-killed-server.log")
    settings = replace(settings, server_log=log)
    with empty_database(settings, f"killed_{mode}") as database:
        rows = range(1, ROWS + 1)
        with killed_while(settings, database, rows, mode, is_time) as record:
            left = count(database)
            if mode == "chunks":
                assert 0 < left < ROWS
                assert left % 2000 == 0
            else:
                assert left == 0
        with running(settings, database, any_port()) as url:
            remote = Remote(url, database, "admin", "admin")
            wait_until(lambda: read(remote, record)["state"] == "done", PATIENCE)
            assert read(remote, record)["created_count"] == ROWS
            assert count(database) == ROWS
            [[references]] = query_in(
                database,
                "SELECT count(DISTINCT ref) FROM res_partner WHERE ref LIKE 'E_____'",
            )
            assert references == ROWS


def progress(remote, record):
    [values] = remote.call("field.import", "read", [record], ["work_id"])
    work = values["work_id"][0]
    return remote.call("field.work", "read_progress", [work])["done"]
