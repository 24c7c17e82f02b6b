"""Choices of an own field, while a user edits their labels."""

from collections.abc import Mapping, Sequence
from typing import Any

Option = Sequence[Any]  # key, label and, for a tag, its colour


def match_choices(
    before: Sequence[Option], labels: Sequence[str]
) -> tuple[list[Option | None], list[Option]]:
    """Which choice each label stands for, now that a user has edited them (S4-17).

    A label that is known keeps its choice. One that is not takes the choice of the
    same line, when that has lost its label and no line was added or removed: it was
    renamed.

    Returns
    -------
    tuple
        The choice of each label, ``None`` for a new one; and the choices that are gone.
    """
    known = {option[1]: option for option in before}
    found = [known.get(label) for label in labels]
    if len(labels) == len(before):
        labels_kept = set(labels)
        found = [
            option or (old if old[1] not in labels_kept else None)
            for option, old in zip(found, before, strict=True)
        ]
    kept = {option[0] for option in found if option}
    return found, [option for option in before if option[0] not in kept]


def lost_choices(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> dict[str, list[Option]]:
    """Choices that are gone from fields that stay, by name of the field (S4-20)."""
    now = {each["name"]: each for each in after}
    lost = {}
    for each in before:
        kept = now.get(each["name"])
        if not kept or kept["type"] != each["type"]:
            continue
        keys = {option[0] for option in kept.get(kept["type"]) or ()}
        gone = [one for one in each.get(each["type"]) or () if one[0] not in keys]
        if gone:
            lost[each["name"]] = gone
    return lost
