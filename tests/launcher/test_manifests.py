"""What our add-ons depend on."""

from launcher import manifests


def test_dependencies(context, make_addon):
    make_addon("field_crm", depends=["mail", "phone_validation"])
    make_addon("field_crm_sync", depends=["field_crm", "bus"])
    make_addon("field_crm_old", depends=["sale"], installable=False)
    found = manifests.installable(context)
    assert sorted(found) == ["field_crm", "field_crm_sync"]
    assert manifests.foreign_depends(found) == [
        "base",
        "bus",
        "mail",
        "phone_validation",
        "web",
    ]
    assert manifests.with_depends(found, ["field_crm_sync"]) == sorted(found)
    assert manifests.with_depends(found, ["field_crm"]) == ["field_crm"]
    assert manifests.in_order(found) == ["field_crm", "field_crm_sync"]


def test_no_add_on_at_all(context):
    assert manifests.installable(context) == {}
    assert manifests.foreign_depends({}) == ["base", "web"]
