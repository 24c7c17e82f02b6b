"""Names of tables and columns: settings (AMB-07), so never pasted into SQL unquoted."""

import re
from dataclasses import dataclass

from .errors import NamingError

# Letters, digits and what SQL Server allows in a quoted name; no quotes, no controls.
_PART = re.compile(r"^[^\W\d_][\w $#@/().-]{0,127}$|^[#_@][\w $#@/().-]{0,127}$")
_SPLIT = re.compile(r"\[([^\]]*)\]|\"([^\"]*)\"|([^.\[\]\"]+)|(\.)")


def quote(name: str) -> str:
    """A name between the quotes that both servers take.

    :raises NamingError: when it is none
    """
    name = name.strip()
    if not _PART.match(name):
        raise NamingError(name)
    return f'"{name}"'


@dataclass(frozen=True)
class TableName:
    """``winpneu.dbo.client_relation``: database and schema may be left out."""

    name: str
    schema: str = ""
    database: str = ""

    @classmethod
    def parse(cls, text: str) -> "TableName":
        """From what people type; brackets and quotes are allowed around a part.

        :raises NamingError: when it is no name of a table
        """
        parts, expects_part, end = [], True, 0
        for match in _SPLIT.finditer(text.strip()):
            if match.start() != end or (match[4] is None) != expects_part:
                raise NamingError(text)
            if match[4] is None:
                parts.append((match[1] or match[2] or match[3] or "").strip())
            expects_part, end = not expects_part, match.end()
        if end != len(text.strip()) or expects_part or not 1 <= len(parts) <= 3:
            raise NamingError(text)
        for part in parts:
            quote(part)
        return cls(*reversed(parts))

    @property
    def sql(self) -> str:
        """The name as it stands in statements."""
        parts = (self.database, self.schema, self.name)
        return ".".join(quote(part) for part in parts if part)

    def __str__(self):
        parts = (self.database, self.schema, self.name)
        return ".".join(part for part in parts if part)
