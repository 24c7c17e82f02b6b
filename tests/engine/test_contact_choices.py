"""Choices of own fields while their labels are edited (S4-17, S4-20)."""

from field_crm.engine.contact import lost_choices, match_choices
from hypothesis import given
from hypothesis import strategies as st

GOLD, SILVER, IRON = ["g", "Gold"], ["s", "Silver"], ["i", "Iron"]


def test_known_labels_keep_their_choices_in_any_order():
    assert match_choices([GOLD, SILVER], ["Silver", "Gold"]) == ([SILVER, GOLD], [])


def test_a_label_changed_in_its_line_is_renamed():
    assert match_choices([GOLD, SILVER], ["Gold", "Argent"]) == ([GOLD, SILVER], [])


def test_with_a_line_more_or_less_nothing_is_taken_for_renamed():
    assert match_choices([GOLD, SILVER], ["Gold"]) == ([GOLD], [SILVER])
    found, gone = match_choices([GOLD, SILVER], ["Gold", "Argent", "Bronze"])
    assert (found, gone) == ([GOLD, None, None], [SILVER])


@given(
    st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=6),
    st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=6),
)
def test_no_choice_is_lost_silently_nor_used_twice(before, after):
    options = [[f"key {index}", label] for index, label in enumerate(before)]
    found, gone = match_choices(options, after)
    kept = [option[0] for option in found if option]
    assert len(found) == len(after)
    assert len(kept) == len(set(kept))
    assert sorted(kept + [one[0] for one in gone]) == [one[0] for one in options]


def test_lost_choices_of_fields_that_stay():
    def field(name, kind, *options):
        return {"name": name, "type": kind, kind: list(options)}

    before = [field("a", "selection", GOLD, SILVER), field("b", "tags", IRON)]
    after = [field("a", "selection", GOLD)]
    assert lost_choices(before, after) == {"a": [SILVER]}
    assert lost_choices(before, before) == {}
