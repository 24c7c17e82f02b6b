"""Own fields of a contact group: what an answer may be, and what two lists become.

A definition is what Odoo keeps of a property: a dictionary with ``name`` (technical and
unique), ``string`` (its label), ``type`` and, for some types, ``selection``, ``tags``
or ``comodel``.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

_NUMBERS = {"integer": int, "float": (int, float), "monetary": (int, float)}
_DATES = {"date": date.fromisoformat, "datetime": datetime.fromisoformat}


def is_answered(value: Any) -> bool:
    """Whether a value says something; zero does, an unticked box does not."""
    return value is not None and value is not False and value not in ("", [], ())


def is_possible_answer(definition: Mapping[str, Any], value: Any) -> bool:
    """Whether ``value`` fits the type and the choices of ``definition`` (S4-19).

    ``False`` and ``None`` empty a field of any type. Whether a linked record exists is
    the database's to say.
    """
    if value is None or value is False:
        return True
    kind = definition["type"]
    if kind in _NUMBERS:
        return isinstance(value, _NUMBERS[kind]) and not isinstance(value, bool)
    if kind in _DATES:
        return isinstance(value, str) and _is_read_by(_DATES[kind], value)
    if kind == "boolean":
        return isinstance(value, bool)
    if kind in ("char", "text", "html"):
        return isinstance(value, str)
    if kind == "selection":
        return value in [key for key, _label in definition.get("selection") or ()]
    if kind == "tags":
        known = [tag[0] for tag in definition.get("tags") or ()]
        return isinstance(value, list) and all(each in known for each in value)
    if kind == "many2one":
        return _is_record_id(value)
    if kind == "many2many":
        return isinstance(value, list) and all(map(_is_record_id, value))
    return False


def removed_definitions(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Those of ``before`` whose values are lost: gone, or of another type (S4-20)."""
    kept = {each["name"]: each["type"] for each in after}
    return [each for each in before if kept.get(each["name"]) != each["type"]]


def split_options(text: str) -> list[str]:
    """Labels of a list of choices, one a line, each once, in order."""
    lines = (line.strip() for line in text.splitlines())
    return list(dict.fromkeys(filter(None, lines)))


def _is_record_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_read_by(read, text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
