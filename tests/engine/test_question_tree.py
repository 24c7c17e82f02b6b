"""The rules of the visit report's question tree."""

import json
from pathlib import Path

import pytest
from field_crm.engine.question_tree import (
    Kind,
    Node,
    Problem,
    ProblemKind,
    QuestionTree,
    summarise,
)
from hypothesis import given
from hypothesis import strategies as st

CASES_FILE = (
    Path(__file__).resolve().parents[2]
    / "addons/field_crm/static/tests/question_tree/question_tree_cases.js"
)
CASES = json.loads(CASES_FILE.read_text(encoding="utf-8").split("`")[1])


def tree_of_case(case):
    nodes = [
        Node(node_id, parent, Kind(kind), active=active)
        for node_id, parent, kind, active in case["nodes"]
    ]
    return QuestionTree(nodes, kept=case["kept"])


def manual_tree():
    """The example of the manual (S3-23, S3-24, S3-25, S3-26)."""
    lines = [
        (1, None, "title", "Type de contact"),
        (2, 1, "radio", "Visite"),
        (3, 1, "radio", "Téléphone"),
        (4, 1, "radio", "Mail"),
        (5, 1, "radio", "Agence"),
        (6, None, "title", "Type de visite"),
        (7, 6, "radio", "Visite commerciale avec rdv"),
        (8, 6, "radio", "Visite commerciale sans rdv"),
        (9, 6, "checkbox", "Commande"),
        (10, 6, "checkbox", "Livraison"),
        (11, 6, "checkbox", "Relevé de parc"),
        (12, 6, "checkbox", "Remise de proposition"),
        (13, 12, "checkbox", "Agraire"),
        (14, 12, "checkbox", "TP"),
        (15, 12, "checkbox", "GC"),
        (16, 12, "checkbox", "PL & PLP"),
        (17, 12, "checkbox", "Lubrifiant"),
        (18, 12, "checkbox", "Flotte entreprise"),
    ]
    return QuestionTree(
        Node(node_id, parent, Kind(kind), label)
        for node_id, parent, kind, label in lines
    )


def _node(index, parent, kind, active):
    return Node(index, parent, kind, f"#{index}#", active)


@st.composite
def trees(draw, broken=False):
    """Trees of up to 15 nodes; with ``broken`` any node may be any node's parent."""
    size = draw(st.integers(0, 15))
    nodes = []
    for index in range(1, size + 1):
        highest = size + 1 if broken else index - 1
        parent = draw(st.none() | st.integers(1, highest)) if highest else None
        kind = draw(st.sampled_from(Kind))
        nodes.append(_node(index, parent, kind, draw(st.booleans())))
    return QuestionTree(draw(st.permutations(nodes)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case_that_the_browser_shares(case):
    """S3-22: same rules on the server and in the browser."""
    tree = tree_of_case(case)
    assert [n for n in sorted(tree.nodes) if tree.is_available(n)] == case["available"]
    chosen = frozenset()
    for node_id, after in case["clicks"]:
        chosen = tree.toggle(chosen, node_id)
        assert sorted(chosen) == after
    for answers, problems in case["problems"]:
        found = [[p.kind, p.node_id, p.other_id] for p in tree.answer_problems(answers)]
        assert found == problems


def test_cases_are_there():
    """A file that lost its cases must not pass as « all cases right »."""
    assert len(CASES) >= 6
    assert all(case["clicks"] and case["problems"] for case in CASES)


def test_manual_example_in_words():
    """S3-23, S3-24, S3-25, S3-26: two levels of answers, put into words."""
    tree = manual_tree()
    chosen = frozenset()
    for click in (2, 8, 9, 12, 14, 17, 3):
        chosen = tree.toggle(chosen, click)
    assert tree.answer_problems(chosen) == []
    assert summarise(tree, chosen, "%(title)s : %(answers)s") == (
        "Type de contact : Téléphone\n"
        "Type de visite : Visite commerciale sans rdv, Commande, "
        "Remise de proposition (TP, Lubrifiant)"
    )


def test_empty_report_is_right_and_says_nothing():
    """S3-20: a visit may be validated without an answer."""
    assert manual_tree().answer_problems(()) == []
    assert summarise(manual_tree(), ()) == ""


def test_title_under_a_choice_is_put_in_brackets():
    """S3-22: any depth, titles included."""
    tree = QuestionTree(
        [
            Node(1, None, Kind.CHECKBOX, "Offer"),
            Node(2, 1, Kind.TITLE, "Range"),
            Node(3, 2, Kind.RADIO, "Farm"),
            Node(4, None, Kind.CHECKBOX, "Order"),
        ]
    )
    assert summarise(tree, {1, 3, 4}) == "Offer (Range: Farm)\nOrder"


def test_cycle_and_unknown_parent_are_named():
    """S3-22: a tree whose lines hang on each other is refused."""
    tree = QuestionTree(
        [
            Node(1, 3, Kind.TITLE),
            Node(2, 1, Kind.TITLE),
            Node(3, 2, Kind.TITLE),
            Node(4, 2, Kind.TITLE),
            Node(5, 77, Kind.TITLE),
            Node(6, 6, Kind.TITLE),
        ]
    )
    assert set(tree.problems()) == {
        Problem(ProblemKind.CYCLE, 1, 3),
        Problem(ProblemKind.CYCLE, 2, 1),
        Problem(ProblemKind.CYCLE, 3, 2),
        Problem(ProblemKind.CYCLE, 6, 6),
        Problem(ProblemKind.UNKNOWN_PARENT, 5, 77),
    }


@given(trees(), st.lists(st.integers(1, 16)))
def test_clicking_never_makes_a_wrong_report(tree, clicks):
    """S3-22: whatever is clicked, the answers keep every rule."""
    chosen = frozenset()
    for node_id in clicks:
        chosen = tree.toggle(chosen, node_id)
        assert tree.answer_problems(chosen) == []
        assert tree.counted(chosen) == chosen


@given(trees(), st.sets(st.integers(1, 16)))
def test_counted_answers_break_only_the_rules_of_siblings(tree, chosen):
    """S3-22: what counts is known, is a choice and is open; counting twice is idle."""
    counted = tree.counted(chosen)
    assert counted <= chosen
    assert tree.counted(counted) == counted
    left = {problem.kind for problem in tree.answer_problems(counted)}
    assert left <= {ProblemKind.RADIO_CONFLICT}


@given(trees(), st.sets(st.integers(1, 16)))
def test_old_answers_can_be_given_up_and_taken_back(tree, chosen):
    """S3-22: archived nodes keep old answers readable and choosable."""
    old = tree.counted(chosen)
    again = QuestionTree(tree.nodes.values(), kept=old)
    assert all(again.is_available(node_id) for node_id in old)
    radios = [n for n in old if tree.nodes[n].kind is Kind.RADIO]
    if len({tree.nodes[n].parent_id for n in radios}) < len(radios):
        return
    for node_id in old:
        below = {n for n in old if node_id in {a.id for a in tree.ancestors(n)}}
        without = again.toggle(old, node_id)
        assert without == old - below - {node_id}
        assert again.toggle(without, node_id) == old - below


@given(trees(), st.sets(st.integers(1, 16)))
def test_summary_holds_exactly_the_answers_that_count(tree, chosen):
    """S3-22: nothing that counts is lost, nothing that does not is told."""
    text = summarise(tree, chosen)
    told = {node.id for node in tree.nodes.values() if node.label in text}
    titles = {node.id for node in tree.nodes.values() if not node.is_choice}
    assert told - titles == tree.counted(chosen)


@given(trees(broken=True), st.sets(st.integers(1, 17)), st.integers(1, 17))
def test_any_tree_is_read_to_the_end(tree, chosen, node_id):
    """S3-22: cycles are found, and never hang or lose a node of the sound part."""
    broken = {problem.node_id for problem in tree.problems()}
    shown = [node.id for node, _depth in tree.walk()]
    assert len(shown) == len(set(shown))
    hidden = tree.nodes.keys() - set(shown)
    assert bool(hidden) == bool(broken)
    assert broken <= hidden
    for node in hidden:
        above = {n.id for n in tree.ancestors(node)} | {node}
        assert above & broken
    tree.answer_problems(chosen)
    tree.toggle(chosen, node_id)
    summarise(tree, chosen)
