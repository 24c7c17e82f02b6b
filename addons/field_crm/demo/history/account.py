"""Whom the reps visit."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Trade(Enum):
    """What a company does: what the visits are about, and how many there are."""

    FARM = "farm"
    CONTRACTOR = "contractor"
    DEALER = "dealer"
    HAULAGE = "haulage"
    COACHES = "coaches"
    WORKS = "works"
    QUARRY = "quarry"
    GARAGE = "garage"
    TOWN = "town"
    COMPANY = "company"


@dataclass(frozen=True)
class Account:
    """A prospect or a client.

    Attributes
    ----------
    key
        Identifies it in what comes out.
    rep
        Identifies the rep who visits it.
    trade
        What it does.
    latitude, longitude
        Degrees; a day's visits are near each other.
    is_prospect
        Whether it is still a prospect.
    asked_on
        Working day of the visit on which the conversion to client was agreed.
    client_since
        Day from which it is no longer a prospect; ``None`` when it always was a client
        as far as anybody remembers, or is a prospect.
    """

    key: str
    rep: str
    trade: Trade
    latitude: float
    longitude: float
    is_prospect: bool = False
    asked_on: date | None = None
    client_since: date | None = None

    @property
    def began_as_prospect(self) -> bool:
        """Whether its first visit is that of a prospect."""
        return self.is_prospect or self.client_since is not None

    def was_prospect(self, day: date) -> bool:
        """Whether it was a prospect on a day."""
        return self.is_prospect or (
            self.client_since is not None and day < self.client_since
        )
