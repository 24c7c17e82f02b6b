"""The file around a workbook, checked before anything parses it.

What a hostile file could use against the server is its size, and the size that it
unpacks to.
"""

from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from .errors import FileFault, ImportFileError

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Limits:
    """Bounds of a file.

    Attributes
    ----------
    file_bytes
        Greatest size of the file.
    unpacked_bytes
        Greatest size of its unpacked parts together.
    rows, columns
        Greatest number of filled rows and of columns of a sheet.
    """

    file_bytes: int = 25 * 1024 * 1024
    unpacked_bytes: int = 300 * 1024 * 1024
    rows: int = 100_000
    columns: int = 200


def check_container(content: bytes, limits: Limits) -> None:
    """Refuse what is no ``.xlsx`` file, is locked, or is too big.

    Raises
    ------
    ImportFileError
        Saying which of them.
    """
    if not content:
        raise ImportFileError(FileFault.EMPTY)
    if len(content) > limits.file_bytes:
        raise ImportFileError(
            FileFault.TOO_BIG, size=len(content), limit=limits.file_bytes
        )
    if content.startswith(_OLE_MAGIC):
        encrypted = _ENCRYPTED_STREAM in content
        raise ImportFileError(FileFault.PASSWORD if encrypted else FileFault.OLD_EXCEL)
    if not content.startswith(b"PK"):
        raise ImportFileError(FileFault.NOT_A_WORKBOOK)
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    # A broken directory makes zipfile raise more than its own error.
    except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise ImportFileError(FileFault.BROKEN) from error
    # The zip module never reads past the size that the directory declares, so that
    # the sum of these sizes bounds what the parser can be fed.
    size = sum(part.file_size for part in parts)
    if size > limits.unpacked_bytes:
        raise ImportFileError(
            FileFault.UNPACKS_TOO_BIG, size=size, limit=limits.unpacked_bytes
        )
    if any(part.flag_bits & 0x1 for part in parts):
        raise ImportFileError(FileFault.PASSWORD)
    _check_format({part.filename for part in parts})


def _check_format(names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise ImportFileError(FileFault.OTHER_FORMAT, found=".xlsb")
    if "content.xml" in names:
        raise ImportFileError(FileFault.OTHER_FORMAT, found=".ods")
    if "[Content_Types].xml" not in names or not any(
        name.startswith("xl/") for name in names
    ):
        raise ImportFileError(FileFault.NOT_A_WORKBOOK)
