"""Recognise a file by its content, and refuse what nobody should try to parse."""

import re
from enum import Enum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from .errors import FileFault, ImportFileError
from .limits import Limits

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
# Names of the stream that holds an .xls workbook.
_XLS_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_OTHERS = (
    (re.compile(rb"\s*%PDF-"), "PDF"),
    (re.compile(rb"\s*\{\\rtf"), "RTF"),
    (re.compile(rb"\s*(<!doctype html|<html|<table|<meta|<head)", re.I), "HTML"),
    (re.compile(rb"\s*<\?xml|\s*<[a-z]+:?workbook", re.I), "XML"),
    (re.compile(rb"\x1f\x8b|7z\xbc\xaf\x27\x1c|Rar!|BZh|\xfd7zXZ"), "zip"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8"), "image"),
)


class FileKind(Enum):
    """Formats that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXT = "csv"


def recognise(content: bytes, limits: Limits) -> FileKind:
    """Format of a file, by its content alone.

    Raises
    ------
    ImportFileError
        When it is empty, too big, locked, broken, or of a format that is not read.
    """
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ImportFileError(FileFault.EMPTY)
    if len(content) > limits.file_bytes:
        raise ImportFileError(
            FileFault.TOO_BIG, size=len(content), limit=limits.file_bytes
        )
    if content.startswith(_OLE_MAGIC):
        if _ENCRYPTED_STREAM in content:
            raise ImportFileError(FileFault.PASSWORD)
        if not any(name in content for name in _XLS_STREAMS):
            raise ImportFileError(FileFault.NOT_A_WORKBOOK)
        return FileKind.XLS
    if content.startswith(b"PK"):
        return _recognise_zip(content, limits)
    for pattern, found in _OTHERS:
        if pattern.match(content):
            raise ImportFileError(FileFault.OTHER_FORMAT, found=found)
    return FileKind.TEXT


def _recognise_zip(content: bytes, limits: Limits) -> FileKind:
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            manifest = (
                archive.read("META-INF/manifest.xml")
                if "content.xml" in names
                and "META-INF/manifest.xml" in names
                and archive.getinfo("META-INF/manifest.xml").file_size < 1_000_000
                else b""
            )
    # A broken directory makes zipfile raise more than its own error.
    except (BadZipFile, ValueError, OSError, EOFError, RuntimeError) as error:
        raise ImportFileError(FileFault.BROKEN) from error
    # Some exception of zlib, or a size in the directory that is a lie.
    except Exception as error:
        raise ImportFileError(FileFault.BROKEN) from error
    size = sum(part.file_size for part in parts)
    if size > limits.unpacked_bytes:
        raise ImportFileError(
            FileFault.UNPACKS_TOO_BIG, size=size, limit=limits.unpacked_bytes
        )
    if any(part.flag_bits & 0x1 for part in parts) or b"encryption-data" in manifest:
        raise ImportFileError(FileFault.PASSWORD)
    if "xl/workbook.bin" in names:
        raise ImportFileError(FileFault.OTHER_FORMAT, found=".xlsb")
    if "content.xml" in names:
        return FileKind.ODS
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return FileKind.XLSX
    if any(name.startswith("word/") for name in names):
        raise ImportFileError(FileFault.OTHER_FORMAT, found=".docx")
    raise ImportFileError(FileFault.NOT_A_WORKBOOK)
