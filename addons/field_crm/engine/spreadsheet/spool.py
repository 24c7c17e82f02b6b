"""Rows kept outside of memory, and read as often as wanted.

A base of 100,000 clients with 20 columns is 200 MB of Python objects, and 30 MB of
marshalled bytes. Rows therefore live in an unlinked temporary file, in chunks, and only
one chunk at a time is objects.
"""

import marshal
import struct
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

# Number of a row as Excel counts, and its values.
Row = tuple[int, tuple[Any, ...]]

CHUNK = 1000
_LENGTH = struct.Struct("<Q")


def write_frame(stream: BinaryIO, value: Any) -> None:
    """Append a value made of Python's plain types."""
    data = marshal.dumps(value)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)


def read_frame(stream: BinaryIO) -> Any:
    """The next value; :class:`EOFError` after the last one."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    data = stream.read(_LENGTH.unpack(head)[0])
    return marshal.loads(data)


def write_rows(stream: BinaryIO, rows: Iterable[Row]) -> int:
    """Append rows in chunks; returns how many there were."""
    count = 0
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            count += _write_chunk(stream, chunk)
            chunk = []
    if chunk:
        count += _write_chunk(stream, chunk)
    write_frame(stream, None)
    return count


def _write_chunk(stream: BinaryIO, chunk: list[Row]) -> int:
    try:
        write_frame(stream, (chunk, ()))
    except ValueError:
        # Dates are not among the types that marshal knows.
        plain, moments = [], []
        for index, (number, values) in enumerate(chunk):
            cells = list(values)
            for position, cell in enumerate(cells):
                kind = _KINDS.get(type(cell))
                if kind is not None:
                    cells[position] = None
                    moments.append((index, position, kind, _pack(cell)))
            plain.append((number, tuple(cells)))
        write_frame(stream, (plain, moments))
    return len(chunk)


_KINDS = {date: 0, datetime: 1, time: 2, timedelta: 3}


def _pack(cell: Any) -> tuple[int, ...]:
    if isinstance(cell, datetime):
        return (*cell.timetuple()[:6], cell.microsecond)
    if isinstance(cell, date):
        return cell.year, cell.month, cell.day
    if isinstance(cell, time):
        return cell.hour, cell.minute, cell.second, cell.microsecond
    return cell.days, cell.seconds, cell.microseconds


_MAKERS = (date, datetime, time, timedelta)


class Rows:
    """The rows of a sheet: sized, and iterable any number of times in a row.

    Parameters
    ----------
    stream
        File that :func:`write_rows` wrote to; kept open as long as this object.
    count
        How many there are.
    """

    def __init__(self, stream: BinaryIO, count: int) -> None:
        self._stream = stream
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        for chunk in self.chunks():
            yield from chunk

    def chunks(self) -> Iterator[list[Row]]:
        """The rows, a thousand at a time."""
        position = 0
        while True:
            # Two iterations may take turns on the one file.
            self._stream.seek(position)
            frame = read_frame(self._stream)
            position = self._stream.tell()
            if frame is None:
                return
            chunk, moments = frame
            for index, place, kind, parts in moments:
                number, values = chunk[index]
                cells = list(values)
                cells[place] = _MAKERS[kind](*parts)
                chunk[index] = (number, tuple(cells))
            yield chunk
