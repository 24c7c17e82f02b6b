"""Bounds that keep a hostile or hopeless file from harming the server."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


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
        Greatest number of filled rows and of columns of a sheet; the rows are those
        that Excel can hold.
    memory_bytes, seconds
        What the process that parses the file may use. A file of a few bytes can claim
        a cell in the last row and column, for which a parser wants half a terabyte.
    """

    file_bytes: int = 100 * MEGABYTE
    unpacked_bytes: int = 1536 * MEGABYTE
    rows: int = 1_048_576
    columns: int = 1_000
    memory_bytes: int = 3072 * MEGABYTE
    seconds: int = 300
