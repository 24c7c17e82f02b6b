"""Fields that users made themselves, as targets of an import (S0-05, S0-35)."""

from collections.abc import Iterable, Mapping
from typing import Any

from .codes import Code, CodeList
from .targets import Group, Kind, Target

OWN_PREFIX = "own_properties."

_KINDS = {
    "char": Kind.TEXT,
    "text": Kind.LONG_TEXT,
    "integer": Kind.NUMBER,
    "float": Kind.DECIMAL,
    "boolean": Kind.BOOLEAN,
    "date": Kind.ISO_DATE,
    "datetime": Kind.ISO_DATETIME,
    "selection": Kind.CODE,
    "tags": Kind.TAGS,
}


def own_targets(descriptions: Iterable[Mapping[str, Any]]) -> tuple[Target, ...]:
    """A target for each own field.

    Parameters
    ----------
    descriptions
        ``{"name", "string", "type", …}`` of each field.
    """
    return tuple(
        Target(
            name=OWN_PREFIX + each["name"],
            kind=_KINDS[each["type"]],
            group=Group.OWN,
            labels=(each["string"],),
        )
        for each in descriptions
    )


def own_codes(descriptions: Iterable[Mapping[str, Any]]) -> dict[str, CodeList]:
    """Choices of the own fields that have some, by name of the target."""
    return {
        OWN_PREFIX + each["name"]: CodeList(
            [Code(record_id=choice[0], code="", name=choice[1]) for choice in choices],
            by_name=True,
        )
        for each in descriptions
        if each["type"] in ("selection", "tags")
        for choices in [each["selection"] or each["tags"]]
    }
