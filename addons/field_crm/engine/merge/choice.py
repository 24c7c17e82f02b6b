"""Which record stays, and which value of each field it keeps."""

from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class Candidate:
    """A record that could stay; ``links`` counts what hangs on it (S1-14)."""

    id: int
    is_client: bool = False
    has_code: bool = False
    is_active: bool = True
    links: int = 0


def propose_survivor(candidates) -> int:
    """The record that most hangs on, a client before a prospect (S1-14).

    A client that the ERP knows by a code stays before one that it does not know;
    archived ones stay last. Of equals the oldest stays.
    """
    return max(
        candidates,
        key=lambda one: (
            one.is_client,
            one.is_active,
            one.has_code,
            one.links,
            -one.id,
        ),
    ).id


def is_blank(value) -> bool:
    """Whether nobody would miss a value. Zero and « no » are what nobody filled in."""
    return value is None or value is False or value in ("", 0, 0.0, (), [], {})


def propose_values(values, order) -> dict[str, int]:
    """Whose value to keep of each field: the first that is not blank.

    :param values: {field: {record: value}}; the value of a unit is a tuple
    :param order: records, the one that stays first
    :return: {field: record}
    """
    return {
        name: next(
            (record for record in order if not _is_all_blank(by_record[record])),
            order[0],
        )
        for name, by_record in values.items()
    }


def differs(by_record) -> bool:
    """Whether the records do not say the same; blank next to a value differs too."""
    first, *others = by_record.values()
    return any(_clean(first) != _clean(other) for other in others)


def lost_values(values, chosen) -> dict[str, list[int]]:
    """Records whose value of a field is neither kept nor blank nor the same.

    :return: {field: records}, only fields of which something is lost
    """
    lost = {}
    for name, by_record in values.items():
        kept = _clean(by_record[chosen[name]])
        seen = [kept]
        for record, value in by_record.items():
            value = _clean(value)
            if _is_all_blank(value) or value in seen:
                continue
            seen.append(value)
            lost.setdefault(name, []).append(record)
    return lost


def _is_all_blank(value):
    if isinstance(value, tuple):
        return all(is_blank(part) for part in value)
    return is_blank(value)


def _clean(value):
    """A value without what people do not see: spaces around, kinds of nothing."""
    if isinstance(value, tuple):
        return tuple(_clean(part) for part in value)
    if is_blank(value):
        return None
    return value.strip() if isinstance(value, str) else value
