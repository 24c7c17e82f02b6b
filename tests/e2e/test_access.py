"""What a rep may not see or do is refused by the server, not only hidden."""

import pytest
from playwright.sync_api import expect

from .company import COLLEAGUE, REP, make_prospect
from .server import RemoteError

PROSPECT = "Ferme du Secret"


def test_a_prospect_is_secret_even_by_its_address(people, url, remote):
    """Proves S3-36: a colleague who types the address of a prospect is refused."""
    prospect = make_prospect(remote(REP), PROSPECT)
    colleague = people(url, COLLEAGUE)
    colleague.page.goto(f"/odoo/prospects/{prospect}")
    # Odoo falls back on the list; whether its message stays on top is a matter of time.
    expect(colleague.page.locator(".o_list_view")).to_be_visible()
    expect(colleague.page.locator(".o_form_view")).to_have_count(0)
    expect(colleague.page.get_by_text(PROSPECT)).to_have_count(0)
    colleague.look("refused")
    with pytest.raises(RemoteError, match="AccessError"):
        remote(COLLEAGUE).call("res.partner", "read", [prospect], ["name"])


def test_a_rep_cannot_import(people, url, remote):
    """Proves S0-04: without the right there is no menu, and no way around it."""
    rep = people(url, REP)
    rep.open_app()
    menus = rep.page.locator(".o_menu_sections")
    expect(menus).to_contain_text("Prospects")
    expect(menus).not_to_contain_text("Données")
    rep.look("menus of a rep")
    with pytest.raises(RemoteError, match="AccessError"):
        remote(REP).call("field.import", "create", {"file_name": "x.xlsx"})
