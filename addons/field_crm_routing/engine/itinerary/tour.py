"""What is written of a tour."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Call:
    """One stop of a tour.

    Attributes
    ----------
    key : str
        Unique for all time, of the visit.
    name, address, phone, note, kind : str
        Whom one visits, where, and what one must know there; ``kind`` of the mission.
    latitude, longitude : float
        Degrees; both 0: unknown.
    arrives, begins, leaves : datetime
        By the clock on the wall, naive.
    begins_utc, leaves_utc : datetime
        The same moments in UTC, naive.
    km : float
        From the stop before.
    minutes : int
        Of that drive.
    """

    key: str
    name: str
    address: str
    phone: str
    note: str
    kind: str
    latitude: float
    longitude: float
    arrives: datetime
    begins: datetime
    leaves: datetime
    begins_utc: datetime
    leaves_utc: datetime
    km: float
    minutes: int


@dataclass(frozen=True)
class Round:
    """One tour.

    Attributes
    ----------
    rep : str
    day : date
    title : str
        Rep and day in words.
    start, end : str
        Names of the places; ``end`` may be empty.
    leaves, arrives : datetime
        By the clock on the wall, naive.
    km, hours : float
        On the road in all.
    calls : tuple of Call
    """

    rep: str
    day: date
    title: str
    start: str
    end: str
    leaves: datetime
    arrives: datetime
    km: float
    hours: float
    calls: tuple
