"""Propose what the columns of a workbook are, and verify what the user chose."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from ..identifiers import IdentifierError, check_iban, check_siret
from . import cells
from .errors import MappingFault
from .headers import normalise
from .problems import CellError
from .targets import KEY, MANDATORY, STATUS, Kind, Target
from .workbook import Column

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_FRENCH_POSTAL_CODE = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-578])\d{3}")
_NEARLY = 0.87


class Source(Enum):
    """What a proposal rests on, from the surest to the least sure."""

    HEADER = "header"
    SIMILAR_HEADER = "similar_header"
    CONTENT = "content"


@dataclass(frozen=True)
class Proposal:
    """A target proposed for a column."""

    target: str
    source: Source


@dataclass(frozen=True)
class MappingProblem:
    """Something that keeps a mapping from being used."""

    fault: MappingFault
    target: str
    columns: tuple[int, ...] = ()


def propose(
    columns: Iterable[Column], targets: Iterable[Target]
) -> dict[int, Proposal]:
    """Propose a target for the columns that are recognised (S0-33).

    Each target is proposed once. A header that is known wins over one that is nearly
    so, which wins over what the values look like.

    Returns
    -------
    dict
        Proposal by index of the column.
    """
    columns, targets = list(columns), list(targets)
    proposals: dict[int, Proposal] = {}
    used: set[str] = set()
    for source, candidates in (
        (Source.HEADER, _by_header(targets)),
        (Source.SIMILAR_HEADER, _by_similar_header(targets)),
        (Source.CONTENT, _by_content(targets)),
    ):
        for column in columns:
            if column.index in proposals:
                continue
            for target in candidates(column):
                if target.name not in used and _fits(target, column):
                    proposals[column.index] = Proposal(target.name, source)
                    used.add(target.name)
                    break
    _promote_client_code(proposals)
    return proposals


def _promote_client_code(proposals: dict[int, Proposal]) -> None:
    """A file whose only code is the client's is keyed by that code (S0-34)."""
    if any(proposal.target == KEY for proposal in proposals.values()):
        return
    for index, proposal in proposals.items():
        if proposal.target == "client_code":
            proposals[index] = Proposal(KEY, proposal.source)


def _fits(target: Target, column: Column) -> bool:
    # « Client » is a yes or no in one file and a name in the other.
    if target.name != STATUS:
        return True
    try:
        return all(cells.to_status(sample) for sample in column.samples)
    except CellError:
        return False


def _names(target: Target) -> set[str]:
    return {normalise(text) for text in (*target.aliases, *target.labels)}


def _by_header(targets: list[Target]) -> Callable[[Column], list[Target]]:
    known: dict[str, list[Target]] = {}
    # « Client » is taken for a yes or no before it is taken for a name.
    for target in sorted(targets, key=lambda target: target.name != STATUS):
        for name in _names(target):
            known.setdefault(name, []).append(target)

    def candidates(column: Column) -> list[Target]:
        return known.get(normalise(column.header), []) if column.header else []

    return candidates


def _by_similar_header(targets: list[Target]) -> Callable[[Column], list[Target]]:
    named = [(name, target) for target in targets for name in sorted(_names(target))]

    def candidates(column: Column) -> list[Target]:
        header = normalise(column.header)
        if len(header) < 5:
            return []
        matcher = SequenceMatcher(b=header)
        scored = []
        for name, target in named:
            matcher.set_seq1(name)
            if matcher.real_quick_ratio() >= _NEARLY and matcher.ratio() >= _NEARLY:
                scored.append((matcher.ratio(), target))
        scored.sort(key=lambda each: -each[0])
        return [target for _ratio, target in scored]

    return candidates


def _by_content(targets: list[Target]) -> Callable[[Column], list[Target]]:
    looks = {
        Kind.IBAN: _is_iban,
        Kind.SIRET: _is_siret,
        Kind.EMAIL: lambda text: bool(_EMAIL.fullmatch(text)),
        Kind.POSTAL_CODE: lambda text: bool(_FRENCH_POSTAL_CODE.fullmatch(text)),
    }
    recognisable = [target for target in targets if target.kind in looks]

    def candidates(column: Column) -> list[Target]:
        return [
            target
            for target in recognisable
            if column.samples and all(map(looks[target.kind], column.samples))
        ]

    return candidates


def _is_iban(text: str) -> bool:
    try:
        return bool(check_iban(text))
    except IdentifierError:
        return False


def _is_siret(text: str) -> bool:
    try:
        return bool(check_siret(cells.to_siret(text) or ""))
    except (IdentifierError, CellError):
        return False


def check_mapping(mapping: Mapping[int, str]) -> list[MappingProblem]:
    """What keeps a mapping from being used.

    The reference and the name must be mapped (S0-34), and no target twice.

    Parameters
    ----------
    mapping
        Name of the target by index of the column.
    """
    counts = Counter(mapping.values())
    missing = [
        MappingProblem(MappingFault.TARGET_MISSING, target)
        for target in MANDATORY
        if not counts[target]
    ]
    twice = [
        MappingProblem(
            MappingFault.TARGET_TWICE,
            target,
            tuple(index for index, chosen in mapping.items() if chosen == target),
        )
        for target, count in counts.items()
        if count > 1
    ]
    return missing + twice
