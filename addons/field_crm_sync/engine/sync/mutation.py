"""The shape of what a phone sends: read strictly, understood later."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

MAX_MUTATIONS = 50
MAX_BYTES = 256 * 1024
"""Of one push: its mutations, and its body."""

_MAX_SEQ = 2**31 - 1
_MAX_TYPE = 8
_MAX_BLOBS = 20
_MAX_DEPTH = 8
_UUID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
)
_SHA256 = re.compile(r"[0-9a-f]{64}")

Reference = int | str
"""A record: its number, or the uuid of the mutation that creates it."""


class Malformed(ValueError):
    """What was sent cannot be a mutation.

    Attributes
    ----------
    place
        Where, as ``mutations[3].seq``.
    """

    def __init__(self, place: str, problem: str):
        super().__init__(f"{place}: {problem}")
        self.place = place


@dataclass(frozen=True)
class Mutation:
    """One thing that a rep did.

    Attributes
    ----------
    seq
        Counts the mutations of a device, from 1 and without a gap.
    uuid
        Of the mutation, and of the record that it creates.
    kind, version
        What to do, and which shape its arguments have.
    at
        The phone's clock, naive in UTC; it may be wrong by a year.
    args
        Arguments by name.
    base
        What the rep saw, by field.
    blobs
        SHA-256 of the photos and signatures that belong to it.
    replaces
        Uuid of a refused mutation that this one mends.
    """

    seq: int
    uuid: str
    kind: str
    version: int
    at: datetime
    args: Mapping[str, Any] = field(default_factory=dict)
    base: Mapping[str, Any] = field(default_factory=dict)
    blobs: tuple[str, ...] = ()
    replaces: str | None = None


def read_uuid(value: Any, place: str) -> str:
    """A uuid in lower case.

    :raises Malformed: when it is none
    """
    if isinstance(value, str) and _UUID.fullmatch(value.lower()):
        return value.lower()
    raise Malformed(place, "this is no uuid")


def read_mutations(body: Any) -> list[Any]:
    """The raw mutations of a push.

    :raises Malformed: when there is no list of them, or more than ``MAX_MUTATIONS``
    """
    raw = body.get("mutations") if isinstance(body, dict) else None
    if not isinstance(raw, list):
        raise Malformed("mutations", "a list is expected")
    if len(raw) > MAX_MUTATIONS:
        raise Malformed("mutations", f"{len(raw)} at once, {MAX_MUTATIONS} at most")
    return raw


def read_mutation(raw: Any, place: str) -> Mutation:
    """Check the shape of one mutation.

    :param place: where it stands, for the message
    :raises Malformed: naming the part that is wrong
    """
    if not isinstance(raw, dict):
        raise Malformed(place, "an object is expected")
    kind = raw.get("type")
    if not isinstance(kind, str) or not 0 < len(kind) <= _MAX_TYPE:
        raise Malformed(f"{place}.type", f"1 to {_MAX_TYPE} letters are expected")
    replaces = raw.get("replaces")
    return Mutation(
        seq=_read_number(raw.get("seq"), f"{place}.seq", _MAX_SEQ),
        uuid=read_uuid(raw.get("uuid"), f"{place}.uuid"),
        kind=kind,
        version=_read_number(raw.get("version", 1), f"{place}.version", 999),
        at=_read_moment(raw.get("at"), f"{place}.at"),
        args=_read_object(raw.get("args"), f"{place}.args"),
        base=_read_object(raw.get("base"), f"{place}.base"),
        blobs=_read_blobs(raw.get("blobs"), f"{place}.blobs"),
        replaces=replaces and read_uuid(replaces, f"{place}.replaces"),
    )


def fingerprint(mutation: Mutation) -> str:
    """SHA-256 of what a mutation says: a replay says the same."""
    said = [
        mutation.kind,
        mutation.version,
        mutation.args,
        mutation.base,
        mutation.blobs,
    ]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read_number(value: Any, place: str, highest: int) -> int:
    if type(value) is int and 1 <= value <= highest:
        return value
    raise Malformed(place, f"a whole number from 1 to {highest} is expected")


def _read_moment(value: Any, place: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except (AttributeError, TypeError, ValueError) as error:
        raise Malformed(
            place, "a moment is expected, as 2026-05-01T08:30:00Z"
        ) from error
    if moment.tzinfo:
        try:
            moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
        except OverflowError as error:
            raise Malformed(place, "this moment is out of bounds") from error
    if not 1970 <= moment.year <= 9000:
        raise Malformed(place, "this moment is out of bounds")
    return moment.replace(microsecond=0)


def _read_object(value: Any, place: str) -> dict:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Malformed(place, "an object is expected")
    _check_value(value, place, 0)
    return value


def _check_value(value: Any, place: str, depth: int) -> None:
    """PostgreSQL keeps neither the character zero nor half a surrogate pair."""
    if depth > _MAX_DEPTH:
        raise Malformed(place, f"nested deeper than {_MAX_DEPTH}")
    if isinstance(value, str):
        if "\x00" in value or any(0xD800 <= ord(one) <= 0xDFFF for one in value):
            raise Malformed(place, "a character that cannot be kept")
    elif isinstance(value, int | float) and not abs(value) < 2**53:
        raise Malformed(place, "a number out of bounds")
    elif isinstance(value, dict):
        for key, each in value.items():
            _check_value(key, place, depth + 1)
            _check_value(each, f"{place}.{key}"[:80], depth + 1)
    elif isinstance(value, list):
        for each in value:
            _check_value(each, place, depth + 1)


def _read_blobs(value: Any, place: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > _MAX_BLOBS:
        raise Malformed(place, f"a list of {_MAX_BLOBS} at most is expected")
    for each in value:
        if not isinstance(each, str) or not _SHA256.fullmatch(each):
            raise Malformed(place, "64 hexadecimal digits of SHA-256 are expected")
    return tuple(value)
