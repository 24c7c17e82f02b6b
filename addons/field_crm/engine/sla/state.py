"""Whether a promise is kept."""

from datetime import datetime
from enum import Enum


class SlaState(str, Enum):
    """How a promise stands."""

    ON_TIME = "on_time"
    AT_RISK = "at_risk"
    BREACHED = "breached"
    MET = "met"


def judge(
    deadline: datetime,
    warn_on: datetime,
    reached: datetime | None,
    planned: datetime | None,
    now: datetime,
) -> SlaState:
    """Judge a promise.

    Parameters
    ----------
    deadline, warn_on
        When it falls due and when it becomes urgent.
    reached
        When it was fulfilled, ``None`` while it is not.
    planned
        When it is to be fulfilled, if that is known.
    now
        The present.

    Returns
    -------
    SlaState
        A promise fulfilled on the very deadline is met; one that is planned for after
        the deadline is at risk, however early it is.
    """
    if reached is not None:
        return SlaState.MET if reached <= deadline else SlaState.BREACHED
    if now > deadline:
        return SlaState.BREACHED
    is_late = planned is not None and planned > deadline
    return SlaState.AT_RISK if is_late or now >= warn_on else SlaState.ON_TIME
