"""A place that was found."""

from typing import NamedTuple


class Place(NamedTuple):
    """Degrees (WGS 84), how precise they are, and what is there.

    `precision` is "town", or "postcode" when only the postal code could be recognised;
    `insee` is the commune's code, empty outside France.
    """

    latitude: float
    longitude: float
    precision: str
    name: str
    insee: str
