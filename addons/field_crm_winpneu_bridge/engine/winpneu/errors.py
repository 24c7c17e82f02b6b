"""What can go wrong with winpneu, told apart by who has to do something."""


class WinpneuError(Exception):
    """Base of the engine's exceptions; their texts hold no credential."""


class NamingError(WinpneuError):
    """A name of a table or a column cannot be one.

    Attributes
    ----------
    name : str
        As it was typed.
    """

    def __init__(self, name: str):
        super().__init__(f"not a name of a table or column: {name!r}")
        self.name = name


class ValueRefused(WinpneuError):
    """A value does not fit its column (AMB-09).

    Attributes
    ----------
    column : str
        Name of the column in the annexe.
    value
        What does not fit.
    reason : str
        ``too_long``, ``characters``, ``missing``, ``date``, ``number``.
    limit : int or None
        Greatest length in characters, where the reason is a length.
    """

    def __init__(self, column, value, reason, limit=None):
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.value = value
        self.reason = reason
        self.limit = limit


class Unreadable(WinpneuError):
    """A value of winpneu cannot be right.

    Attributes
    ----------
    column : str
        Name of the column in the annexe.
    value : str
        What was found, as text.
    reason : str
        ``characters``, ``date``, ``number``, ``negative``.
    """

    def __init__(self, column, value, reason):
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.value = str(value)
        self.reason = reason


class ServerError(WinpneuError):
    """What the server or its driver answered.

    Attributes
    ----------
    state : str
        SQLSTATE.
    detail : str
        The driver's words, one line, credentials masked.
    """

    def __init__(self, state: str, detail: str):
        super().__init__(f"{state} {detail}".strip())
        self.state = state
        self.detail = detail


class ConnectionTrouble(ServerError):
    """The connection cannot be made, or broke: later it may work.

    Attributes
    ----------
    kind : str
        ``manager``, ``driver``, ``route``, ``login``, ``database``, ``tls``,
        ``broken``.
    """

    def __init__(self, kind: str, state: str, detail: str):
        super().__init__(state, detail)
        self.kind = kind


class Busy(ServerError):
    """Somebody else holds a lock, or we were chosen to give way: later it works."""


class RowRefused(ServerError):
    """The server refuses a row for what it holds."""


class SchemaTrouble(ServerError):
    """A table, a column or a right is missing."""
