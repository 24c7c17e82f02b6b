"""Share prospects out among the reps of their sectors."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import cycle
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
Group = TypeVar("Group", bound=Hashable)
Rep = TypeVar("Rep", bound=Hashable)


def share_out(
    items: Iterable[tuple[Item, Group]], reps: Mapping[Group, Sequence[Rep]]
) -> dict[Item, Rep]:
    """Give the items of each group to its reps in turn.

    Parameters
    ----------
    items
        Item and its group, in the order in which they are dealt.
    reps
        The reps of each group, in their order.

    Returns
    -------
    dict
        Rep by item; items whose group has no rep are left out. Within a group no rep
        gets two more than another.
    """
    turns = {group: cycle(members) for group, members in reps.items() if members}
    return {item: next(turns[group]) for item, group in items if group in turns}
