"""Driver and server speak in codes; this tells what they mean."""

import re

from .address import Address
from .errors import (
    Busy,
    ConnectionTrouble,
    RowRefused,
    SchemaTrouble,
    ServerError,
)

try:
    import pyodbc
except ImportError as _error:
    # The ODBC manager is the system's: its absence must be told in words, on the
    # screen that tests the connection, and not keep Odoo from starting.
    pyodbc = None
    MISSING = str(_error)
    DriverError = ConnectionError
else:
    MISSING = ""
    DriverError = pyodbc.Error
    # Pooled connections outlive a transaction that was cut.
    pyodbc.pooling = False

_MESSAGE_LIMIT = 500
_VENDOR = re.compile(r"\((\d+)\)")
# « [unixODBC][FreeTDS][SQL Server]Login failed (18456) (SQLDriverConnect) »
_PREFIX = re.compile(r"^(?:\[[^\]]*\])+\s*")
_PAIR = re.compile(
    r"\b(PWD|PASSWORD|UID|USER)\s*=\s*(\{(?:[^}]|\}\})*\}|[^;\s]*)", re.I
)

_BUSY_STATES = {"40001", "40P01", "55P03", "HYT00", "25P03"}
_BUSY_NUMBERS = {"1205", "1222", "3960", "3961"}
_BROKEN_STATES = {"HYT01", "HY000:08", "57P01", "57P02", "57P03", "25P03"}
_SCHEMA_STATES = {"42S02", "42S22", "42P01", "42703", "42501", "3F000", "42000"}
_SCHEMA_NUMBERS = {"208", "207", "229", "230", "262", "4060"}
_ROW_CLASSES = ("22", "23")
# What drivers of PostgreSQL say without a state of its own.
_BROKEN_WORDS = (
    "server closed the connection",
    "connection is closed",
    "could not receive",
    "could not send",
    "connection not open",
    "no connection to the server",
    "terminating connection",
    "the database system is",
    "communication link",
    "ssl syscall",
    "broken pipe",
    "connection reset",
    "lost synchronization",
    "unexpected response",
    "insufficient data",
    "read from the server failed",
    "write to the server failed",
    "dbprocess is dead",
    "adaptive server connection",
    "message type",
    "bad connection",
    "connection timed out",
)
_TLS_WORDS = ("ssl", "tls", "certificate", "encrypt")
_DATABASE_WORDS = ("4060", "3d000", "does not exist", "cannot open database")
_LOGIN_WORDS = ("login failed", "password authentication", "18456", "no password")


def connect(address: Address):
    """A connection whose transactions are ours to end.

    :raises ConnectionTrouble: in words, without a credential
    """
    if pyodbc is None:
        raise ConnectionTrouble("manager", "IM000", MISSING)
    trouble = None
    try:
        connection = pyodbc.connect(
            address.to_connection_string(), timeout=address.timeout, autocommit=False
        )
    except pyodbc.Error as error:
        trouble = _connect_trouble(error, address)
    if trouble:
        # Outside the handler: the driver's exception, and what it was called with,
        # stays out of the traceback.
        raise trouble
    if address.family != "postgres":
        connection.timeout = address.timeout
    return connection


def translate(error, mask=lambda text: text) -> ServerError:
    """A driver's exception as one of ours."""
    state, text = _parts(error)
    text = mask(text)
    numbers = set(_VENDOR.findall(text))
    lower = text.lower()
    is_broken = state[:2] in ("08", "57") or state in _BROKEN_STATES
    if is_broken or any(word in lower for word in _BROKEN_WORDS):
        return ConnectionTrouble("broken", state, text)
    if state in _BUSY_STATES or numbers & _BUSY_NUMBERS:
        return Busy(state, text)
    if state[:2] in _ROW_CLASSES:
        return RowRefused(state, text)
    if state in _SCHEMA_STATES or numbers & _SCHEMA_NUMBERS:
        return SchemaTrouble(state, text)
    return ServerError(state, text)


def _parts(error):
    """SQLSTATE and one line of text of a driver's exception."""
    values = [str(one) for one in getattr(error, "args", ())]
    state = values[0] if values and re.fullmatch(r"\w{5}", values[0]) else "HY000"
    text = values[-1] if values else str(error)
    text = text.removeprefix(f"[{state}]").strip()
    text = _PREFIX.sub("", " ".join(text.split()))
    text = _PAIR.sub(lambda match: f"{match[1]}=•••", text)
    return state, text[:_MESSAGE_LIMIT]


def _connect_trouble(error, address):
    state, text = _parts(error)
    text = address.password.mask(text)
    return ConnectionTrouble(_connect_kind(state, text.lower()), state, text)


def _connect_kind(state, text):
    if state in ("IM002", "IM003") or "can't open lib" in text:
        return "driver"
    if any(word in text for word in _DATABASE_WORDS) and "role" not in text:
        return "database"
    if state == "28000" or any(word in text for word in _LOGIN_WORDS):
        return "login"
    if "role" in text and "does not exist" in text:
        return "login"
    if any(word in text for word in _TLS_WORDS):
        return "tls"
    return "route"


def installed_drivers() -> list[str]:
    """Names of the drivers that the ODBC manager knows of."""
    return pyodbc.drivers() if pyodbc else []
