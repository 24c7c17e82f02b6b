"""Open a file of rows, whatever program wrote it, without trusting it.

``.xlsx``, ``.xls``, ``.ods`` and texts with separators give the same thing::

    open_sheets(content, file_name)         → Contents(sheets, notes)
    open_sheets(content, file_name, sheet)  → the same, with the rows of that sheet

Knows rows and cells only; what they mean is :mod:`importer`'s. Nothing in this package
imports anything of the others, for it also runs in a process of its own.
"""

from .contents import Contents, Reading, SheetRows
from .delimited import SEPARATORS
from .encoding import ENCODINGS
from .errors import FileFault, FileNote, FileRemark, ImportFileError
from .limits import Limits
from .reader import open_sheets
from .spool import Row, Rows

__all__ = [
    "ENCODINGS",
    "SEPARATORS",
    "Contents",
    "FileFault",
    "FileNote",
    "FileRemark",
    "ImportFileError",
    "Limits",
    "Reading",
    "Row",
    "Rows",
    "SheetRows",
    "open_sheets",
]
