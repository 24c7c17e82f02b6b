"""Parse a file in a process of its own; never imported by the server.

A parser in Rust answers a hostile file by aborting the process, and a memory limit
cannot be set for a part of one: so this is the part.

Standard input says what to do, as JSON: ``input``, ``output`` (paths), ``kind``,
``sheet``, ``limits``, ``encoding``, ``separator``. Standard output gets one frame of
:mod:`.spool`: ``{"sheets", "notes", "count"}`` or ``{"fault", "params"}``; the rows go
to ``output``.
"""

import json
import sys
from itertools import islice

from .delimited import Delimited
from .errors import FileFault, FileRemark, ImportFileError
from .kind import FileKind
from .limits import Limits
from .spool import Row, write_frame, write_rows
from .xlsx_details import read_details

# How many filled rows are looked at to understand a sheet.
FIRST_ROWS = 20


def main() -> None:
    """Do what standard input asks for."""
    request = json.load(sys.stdin)
    limits = Limits(**request["limits"])
    _restrain(limits)
    try:
        if request["kind"] == FileKind.TEXT.value:
            found = _read_text(request, limits)
        else:
            found = _read_workbook(request, limits)
    except ImportFileError as error:
        found = {"fault": error.fault.value, "params": error.params}
    except MemoryError:
        found = {"fault": FileFault.TOO_MUCH_WORK.value, "params": {}}
    write_frame(sys.stdout.buffer, found)


def _restrain(limits: Limits) -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limits.
        return
    for what, limit in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(what, (limit, hard))


def _read_text(request, limits: Limits) -> dict:
    with open(request["input"], "rb") as stream:
        text = Delimited(stream.read(), request["encoding"], request["separator"])
    decoded = text.decoded
    notes = [
        (
            FileRemark.ENCODING.value,
            {"encoding": decoded.encoding, "separator": text.separator},
        )
    ]
    if decoded.odd_lines:
        notes.append(
            (
                FileRemark.MIXED_ENCODINGS.value,
                {"encoding": decoded.encoding, "lines": decoded.odd_lines},
            )
        )
    first = list(islice(text.rows(limits), FIRST_ROWS))
    return {
        "sheets": [("", first)] if first else [],
        "notes": notes,
        "count": _keep(request, text.rows(limits)),
    }


def _keep(request, rows) -> int:
    if request["sheet"] is None:
        return 0
    with open(request["output"], "wb") as output:
        return write_rows(output, rows)


def _read_workbook(request, limits: Limits) -> dict:
    import python_calamine

    try:
        workbook = python_calamine.load_workbook(request["input"])
        names = workbook.sheet_names
        wanted = names if request["sheet"] is None else [request["sheet"]]
        if request["sheet"] is not None and request["sheet"] not in names:
            raise ImportFileError(FileFault.NO_SHEET, sheet=request["sheet"])
        sheets = []
        for name in wanted:
            sheet = _Sheet(workbook, request, name, limits)
            first = list(islice(sheet.rows(), FIRST_ROWS))
            if first:
                sheets.append((name, _plain(first)))
        if request["sheet"] is not None:
            return {
                "sheets": sheets,
                "notes": sheet.notes(),
                "count": _keep(request, sheet.rows()),
            }
        return {"sheets": sheets, "notes": []}
    except (ImportFileError, MemoryError):
        raise
    except python_calamine.PasswordError as error:
        raise ImportFileError(FileFault.PASSWORD) from error
    # A damaged or hostile workbook makes a parser raise nearly anything, Rust's panics
    # included, which are no Exception.
    except BaseException as error:
        raise ImportFileError(FileFault.BROKEN) from error


def _plain(rows: list[Row]) -> list[Row]:
    """First rows as types that marshal knows: dates as text."""
    return [
        (
            number,
            tuple(
                cell
                if cell is None or isinstance(cell, (str, float, int))
                else cell.isoformat()
                if hasattr(cell, "isoformat")
                else str(cell)
                for cell in values
            ),
        )
        for number, values in rows
    ]


class _Sheet:
    """One sheet of a workbook, and what its XML adds to calamine's values."""

    def __init__(self, workbook, request, name, limits) -> None:
        self._limits = limits
        try:
            self._sheet = workbook.get_sheet_by_name(name)
        except ValueError:
            # A sheet that is a chart.
            self._sheet = None
        self._details = None
        if request["kind"] == FileKind.XLSX.value and self._sheet is not None:
            with open(request["input"], "rb") as stream:
                self._details = read_details(stream, name)

    def notes(self):
        notes = []
        merged = self._sheet.merged_cell_ranges if self._sheet is not None else None
        if merged:
            notes.append((FileRemark.MERGED_CELLS.value, {"count": len(merged)}))
        details = self._details
        if details and details.formulas_without_result:
            notes.append(
                (
                    FileRemark.FORMULAS_WITHOUT_RESULT.value,
                    {"count": details.formulas_without_result},
                )
            )
        return notes

    def rows(self):
        """Number and values of every filled row, trailing blanks cut."""
        sheet, limits = self._sheet, self._limits
        if sheet is None or sheet.start is None:
            return
        # calamine gives the blank rows above a table, not the blank columns before it.
        left = sheet.start[1]
        margin = (None,) * left
        details = self._details
        is_detailed = bool(details and (details.pads or details.errors))
        count = 0
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            values = [
                None if cell == "" or type(cell) is str and cell.isspace() else cell
                for cell in cells
            ]
            if is_detailed:
                self._detail(number, left, values)
            while values and values[-1] is None:
                values.pop()
            if not values:
                continue
            count += 1
            if count > limits.rows + 1:
                raise ImportFileError(FileFault.TOO_MANY_ROWS, limit=limits.rows)
            if left + len(values) > limits.columns:
                raise ImportFileError(FileFault.TOO_MANY_COLUMNS, limit=limits.columns)
            yield number, margin + tuple(values)

    def _detail(self, number, left, values) -> None:
        details = self._details
        for position, value in enumerate(values):
            place = (number, left + position)
            if value is None:
                values[position] = details.errors.get(place)
            elif place in details.pads and _is_count(value):
                values[position] = str(int(value)).zfill(details.pads[place])


def _is_count(value) -> bool:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and 0 <= value < 1e15 and value == int(value)
