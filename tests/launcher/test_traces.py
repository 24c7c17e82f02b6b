"""Where two states of a database differ, and what counts."""

from launcher.testing import traces
from launcher.testing.lifecycle_kind import note, stage_problems
from launcher.testing.outcome import Outcome


def state(tables=(), **rows):
    structure = {kind: set() for kind in traces.STRUCTURE}
    structure["table"] = set(tables)
    return structure, rows


def test_the_same_state_has_no_difference():
    assert traces.differences(state(["a"], a="1,2"), state(["a"], a="1,2")) == []


def test_what_is_left_and_what_is_gone():
    before = state(["a", "b"], ir_rule="1,2", res_groups_rel="7")
    after = state(["a", "c"], ir_rule="2,3", res_groups_rel="8")
    assert traces.differences(before, after) == [
        "table is left: c",
        "table is gone: b",
        "ir_rule: rows are left: 3",
        "ir_rule: rows are gone: 1",
        "res_groups_rel: rows are left: 8",
        "res_groups_rel: rows are gone: 7",
    ]


def test_a_table_that_fills_or_empties():
    assert traces.row_differences("a", "-", "1") == ["a: rows are left: 1"]
    assert traces.row_differences("a", "1", "-") == ["a: rows are gone: 1"]


def test_what_odoo_forgets_of_any_add_on_is_let_pass():
    rows = "base.field_x,mail.selection__field_visit__state__done"
    assert traces.row_differences("ir_model_data", "base.field_x", rows) == []
    rows += ",field_crm.field_visit"
    assert traces.row_differences("ir_model_data", "base.field_x", rows) == [
        "ir_model_data: rows are left: field_crm.field_visit"
    ]
    found = traces.row_differences("ir_model_constraint", "-", "a_b_fkey,a_check")
    assert found == ["ir_model_constraint: rows are left: a_check"]


def test_a_living_table_may_grow():
    assert traces.differences(state(bus_bus="-"), state(bus_bus="1")) == []


def test_each_stage_is_compared_with_the_right_one():
    """An upgrade with what was installed, the end with the beginning."""
    states = [state(a="1"), state(a="1,2"), state(a="1,2,3"), state(a="1")]
    assert stage_problems("install", states[:2]) == []
    assert stage_problems("upgrade", states[:3]) == ["a: rows are left: 3"]
    assert stage_problems("uninstall", states) == []


def test_a_stage_with_problems_is_a_failed_test():
    outcome = Outcome("lifecycle")
    note(outcome, "install", [])
    note(outcome, "upgrade", ["table is left: x"])
    assert (outcome.passed, outcome.failed, outcome.ok) == (1, 1, False)
    assert "table is left: x" in outcome.failures[0]
