"""Why no hours were found out."""

from enum import Enum


class LookupProblem(str, Enum):
    """What went wrong."""

    KEY_REFUSED = "key_refused"
    QUOTA = "quota"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    UNAVAILABLE = "unavailable"
    UNREADABLE = "unreadable"


class LookupFailed(Exception):
    """The service gave no usable answer.

    It holds neither the key nor what the service said: both may end up in a log.

    Attributes
    ----------
    problem
        ``KEY_REFUSED`` (400 for a wrong key, 401, 403), ``QUOTA`` (429), ``TIMEOUT``,
        ``UNREACHABLE`` (no connection), ``UNAVAILABLE`` (5xx), ``UNREADABLE`` (anything
        else).
    status
        HTTP status, ``None`` when there was no answer.
    """

    def __init__(self, problem: LookupProblem, status: int | None = None):
        super().__init__(problem.value)
        self.problem = problem
        self.status = status
