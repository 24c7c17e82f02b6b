"""Reading on while what was read is written."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor


def ahead(pieces: Iterable) -> Iterator:
    """The same pieces, the next one being read while the last one is used.

    winpneu answers while PostgreSQL writes. One piece at a time is read, by whom and
    when does not overlap; what reading raises comes in the piece's place.
    """
    rest = iter(pieces)
    with ThreadPoolExecutor(1, "field.winpneu.reader") as reader:
        coming = reader.submit(next, rest, None)
        while (piece := coming.result()) is not None:
            coming = reader.submit(next, rest, None)
            yield piece
