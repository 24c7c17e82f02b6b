"""What of an address may leave this server, and how it is recognised again."""

import hashlib
import re
from typing import NamedTuple

from .town_name import town_name

# Providers refuse longer questions.
MAX_STREET = 120
_SPACES = re.compile(r"\s+")


class Address(NamedTuple):
    """The parts that a provider is asked with: never a name, a phone, a remark."""

    street: str
    postcode: str
    town: str
    country: str

    @classmethod
    def of(cls, street, postcode, town, country):
        """From what is typed in a form; `country` is an ISO code of two letters."""
        parts = (
            _SPACES.sub(" ", str(part or "")).strip()
            for part in (street, postcode, town)
        )
        street, postcode, town = parts
        return cls(street[:MAX_STREET], postcode, town, (country or "FR").upper())

    @property
    def line(self):
        """The address in one line, as BAN is asked."""
        return " ".join(filter(None, (self.street, self.postcode, self.town)))

    def key(self, provider):
        """Recognises the address in the answers kept, without telling it.

        `provider` is whatever makes its answers another's: its kind and its host.
        """
        parts = (
            provider,
            self.street.casefold(),
            self.postcode,
            *map(str, town_name(self.town)),
            self.country,
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()
