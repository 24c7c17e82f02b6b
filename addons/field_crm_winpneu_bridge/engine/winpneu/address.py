"""How winpneu is reached: an ODBC connection string, and a password nobody prints."""

import re
from dataclasses import dataclass

MASK = "•••"
_OPTION = re.compile(r"^([A-Za-z][\w ]{0,60})=[\w .:/,-]{0,200}$")
# Others reach files of the server, run statements or carry credentials.
_ALLOWED = {
    "applicationintent",
    "clientcharset",
    "connectretrycount",
    "connectretryinterval",
    "hostnameincertificate",
    "keepalive",
    "keepaliveinterval",
    "language",
    "multisubnetfailover",
    "packet size",
    "tds_version",
    "transparentnetworkipresolution",
}


class Secret:
    """A password that shows in no traceback, log or dump of variables."""

    __slots__ = ("_value",)

    def __init__(self, value: str = ""):
        self._value = value or ""

    def reveal(self) -> str:
        return self._value

    def mask(self, text: str) -> str:
        """A text without the password, however it was quoted."""
        for form in {self._value, _escape(self._value), self._value.replace("}", "}}")}:
            if form:
                text = text.replace(form, MASK)
        return text

    def __bool__(self):
        return bool(self._value)

    def __repr__(self):
        return MASK

    __str__ = __repr__


@dataclass(frozen=True)
class Address:
    """Where winpneu is.

    Attributes
    ----------
    driver
        Name of an installed driver, or the path of its library.
    server
        Host name, for PostgreSQL also the folder of its socket.
    port
        0 leaves it to the driver.
    encrypt
        Whether the connection must be encrypted.
    trust
        Accept a certificate that nobody vouches for.
    options
        Further ``key=value`` of the driver, between semicolons.
    timeout
        Seconds until a connection or an answer is given up.
    """

    driver: str
    server: str
    database: str
    user: str
    password: Secret = Secret()
    port: int = 0
    encrypt: bool = True
    trust: bool = False
    options: str = ""
    timeout: int = 15

    @property
    def family(self) -> str:
        """``postgres``, ``freetds`` or ``microsoft``."""
        name = self.driver.lower()
        if "psqlodbc" in name or "postgres" in name:
            return "postgres"
        return "freetds" if "freetds" in name or "tdsodbc" in name else "microsoft"

    def to_connection_string(self) -> str:
        """With the password in it: for the driver alone."""
        port = str(self.port) if self.port else ""
        pairs = {"DRIVER": self.driver, "DATABASE": self.database, "UID": self.user}
        if self.password:
            pairs["PWD"] = self.password.reveal()
        if self.family == "microsoft":
            pairs["SERVER"] = f"{self.server},{port}" if port else self.server
            pairs["Encrypt"] = "yes" if self.encrypt else "no"
            pairs["TrustServerCertificate"] = "yes" if self.trust else "no"
            pairs["APP"] = "Field CRM"
        elif self.family == "freetds":
            pairs.update(SERVER=self.server, PORT=port or "1433", TDS_Version="7.4")
            pairs["ClientCharset"] = "UTF-8"
            pairs["Encryption"] = "require" if self.encrypt else "off"
        else:
            pairs.update(SERVER=self.server, PORT=port or "5432")
            pairs["SSLmode"] = self._postgres_encryption()
            pairs["BoolsAsChar"] = "0"
        parts = [f"{key}={_escape(value)}" for key, value in pairs.items()]
        return ";".join([*parts, *split_options(self.options)])

    def _postgres_encryption(self):
        if not self.encrypt or self.server.startswith("/"):
            return "disable"
        return "require" if self.trust else "verify-full"


def split_options(text: str) -> list[str]:
    """Options of a driver, one by one.

    :raises ValueError: with the name of an option that may not be set
    """
    options = [one.strip() for one in (text or "").split(";") if one.strip()]
    for one in options:
        match = _OPTION.match(one)
        if not match or match[1].strip().lower() not in _ALLOWED:
            raise ValueError(one.partition("=")[0])
    return options


def _escape(value: str) -> str:
    """A value of a connection string: braces keep « ; » from ending it."""
    if re.fullmatch(r"[\w./:-]*", value):
        return value
    return "{" + value.replace("}", "}}") + "}"
