"""Lists of codes and names, and what a cell means by one of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from .headers import normalise
from .problems import CellError, Fault


@dataclass(frozen=True)
class Code:
    """An entry of a list.

    Attributes
    ----------
    record_id
        Identifier of the record.
    code
        Its short code, empty when the list has none.
    name
        Its name in the user's language.
    aliases
        Other texts that mean it: its name in other languages, a login.
    parent_id
        Identifier of the entry that it belongs to, when codes are unique only there.
    is_archived
        Whether it is no longer offered; it is then meant only by a text that no other
        entry is meant by.
    """

    record_id: int
    code: str
    name: str
    aliases: tuple[str, ...] = ()
    parent_id: int | None = None
    is_archived: bool = False


@dataclass(frozen=True)
class NewCode:
    """An entry that the import is asked to create."""

    target: str
    text: str
    parent: "int | NewCode | None" = None


class CodeList:
    """The entries that a cell can mean, found by code or by name.

    Parameters
    ----------
    codes
        The entries.
    by_name
        Whether people know the entries by name rather than by code; decides which of
        the two an export writes.
    """

    def __init__(self, codes: Iterable[Code], by_name: bool = False) -> None:
        self._codes = {code.record_id: code for code in codes}
        self._by_name = by_name
        # A column repeats the same few texts, right or wrong, thousands of times.
        self._found: dict[tuple[str, int | None], int | CellError] = {}
        # From the surest reading of a text to the least sure one.
        self._readings: tuple[dict[str, list[Code]], ...] = tuple(
            defaultdict(list) for _reading in range(4)
        )
        for code in self._codes.values():
            exact, named, aliased, numeric = self._readings
            if code.code:
                exact[code.code.casefold()].append(code)
                if code.code.isdigit():
                    numeric[code.code.lstrip("0")].append(code)
                aliased[normalise(f"{code.code} {code.name}")].append(code)
            named[normalise(code.name)].append(code)
            for alias in code.aliases:
                aliased[normalise(alias)].append(code)

    def find(self, text: str, parent_id: int | None = None) -> int:
        """Identifier of the entry that a text means.

        Parameters
        ----------
        text
            A code, a name, or both as ``code – name``.
        parent_id
            Entry that it must belong to; any when left out.

        Raises
        ------
        CellError
            When no entry is meant, with the nearest one, or when several are.
        """
        key = (text, parent_id)
        if key not in self._found:
            try:
                self._found[key] = self._find(text, parent_id)
            except CellError as error:
                self._found[key] = error
        found = self._found[key]
        if isinstance(found, CellError):
            raise CellError(found.fault, **found.params)
        return found

    def _find(self, text: str, parent_id: int | None) -> int:
        plain = normalise(text)
        keys = (text.casefold(), plain, plain, text.lstrip("0"))
        for reading, key in zip(self._readings, keys, strict=True):
            found = {
                code.record_id: code
                for code in reading.get(key, ())
                if parent_id is None or code.parent_id == parent_id
            }
            offered = [each for each, code in found.items() if not code.is_archived]
            if len(found) == 1 or len(offered) == 1:
                return (offered or list(found))[0]
            if found:
                raise CellError(
                    Fault.AMBIGUOUS_CODE,
                    candidates=", ".join(
                        _display(code) for code in list(found.values())[:5]
                    ),
                )
        raise CellError(Fault.UNKNOWN_CODE, suggestion=self._nearest(text, parent_id))

    def text_of(self, record_id: int) -> str:
        """The text that :meth:`find` reads back as this entry; empty if unknown."""
        code = self._codes.get(record_id)
        if code is None:
            return ""
        texts = [code.code, code.name, *code.aliases]
        if self._by_name or not code.code:
            texts = [code.name, *code.aliases, code.code]
        for text in filter(None, texts):
            try:
                if self.find(text, code.parent_id) == record_id:
                    return text
            except CellError:
                continue
        return code.name

    def _nearest(self, text: str, parent_id: int | None) -> str:
        near: dict[str, Code] = {}
        for code in self._codes.values():
            if code.is_archived:
                continue
            if parent_id is None or code.parent_id == parent_id:
                for known in (code.code, code.name):
                    if known:
                        near.setdefault(normalise(known), code)
        matches = get_close_matches(normalise(text), near, n=1, cutoff=0.6)
        return _display(near[matches[0]]) if matches else ""


def _display(code: Code) -> str:
    return " – ".join(filter(None, (code.code, code.name)))
