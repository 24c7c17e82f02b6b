"""Open a file in a process that may die of it."""

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from .contents import Contents, Reading, SheetRows
from .errors import FileFault, FileNote, FileRemark, ImportFileError
from .kind import FileKind, recognise
from .limits import Limits
from .spool import Rows, read_frame

_EXTENSIONS = {
    ".xlsx": FileKind.XLSX,
    ".xlsm": FileKind.XLSX,
    ".xls": FileKind.XLS,
    ".ods": FileKind.ODS,
    ".csv": FileKind.TEXT,
    ".txt": FileKind.TEXT,
    ".tsv": FileKind.TEXT,
}
_ROWS = "rows"
# The package, not the engine around it, is what the process imports.
_PROGRAM = "import sys; sys.path[:0] = {paths!r}; from {name}.child import main; main()"


def open_sheets(
    content: bytes,
    file_name: str = "",
    sheet: str | None = None,
    limits: Limits | None = None,
    reading: Reading | None = None,
) -> Contents:
    """What a file holds.

    Parameters
    ----------
    content
        The file. Its content decides what it is; a name that says otherwise is only
        remarked.
    file_name
        Name that it came with.
    sheet
        Name of the sheet whose rows are wanted, empty for the only one of a text;
        ``None`` to learn which sheets there are.
    limits
        Bounds that it must keep.
    reading
        How a text is to be understood; found out when left out.

    Raises
    ------
    ImportFileError
        When it cannot be read, or not within the limits.
    """
    limits = limits or Limits()
    kind = recognise(content, limits)
    notes = []
    suffix = Path(file_name or "").suffix.lower()
    if suffix and _EXTENSIONS.get(suffix) is not kind:
        params = {"given": suffix, "found": f".{kind.value}"}
        notes.append(FileNote(FileRemark.WRONG_EXTENSION, params))
    with tempfile.TemporaryDirectory(prefix="field-crm-") as folder:
        found = _parse(content, kind, sheet, limits, reading or Reading(), Path(folder))
        rows = Path(folder, _ROWS)
        # Its name may go: the file lives as long as the rows.
        stream = rows.open("rb") if rows.exists() else None
    return _contents(found, stream, notes)


def _parse(content, kind, sheet, limits, reading, folder) -> dict:
    # calamine looks at the extension before it looks at the content.
    source = folder / f"file.{kind.value}"
    source.write_bytes(content)
    request = {
        "input": str(source),
        "output": str(folder / _ROWS),
        "kind": kind.value,
        "sheet": sheet,
        "limits": asdict(limits),
        **asdict(reading),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _program()],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=2 * limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ImportFileError(FileFault.TOO_MUCH_WORK) from error
    if done.returncode < 0:
        # Ended by its limits: memory (an abort) or time.
        raise ImportFileError(FileFault.TOO_MUCH_WORK)
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise RuntimeError(f"The process that reads files failed: {last}")
    return read_frame(BytesIO(done.stdout))


def _program() -> str:
    here = Path(__file__).resolve().parent
    calamine = find_spec("python_calamine")
    paths = [str(here.parent)]
    if calamine and calamine.origin:
        # Wherever the server's own Python found it.
        paths.append(str(Path(calamine.origin).resolve().parent.parent))
    return _PROGRAM.format(paths=paths, name=here.name)


def _contents(found, stream, notes) -> Contents:
    if "fault" in found:
        raise ImportFileError(FileFault(found["fault"]), **found["params"])
    notes += [FileNote(FileRemark(name), params) for name, params in found["notes"]]
    sheets = [SheetRows(name, first) for name, first in found["sheets"]]
    if sheets and stream:
        rows = Rows(stream, found["count"])
        sheets = [SheetRows(sheets[0].name, sheets[0].first_rows, rows)]
    return Contents(tuple(sheets), tuple(notes))
