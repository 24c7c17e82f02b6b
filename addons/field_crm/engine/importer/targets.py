"""What a column of a workbook can be mapped to."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """How the cells of a target are read."""

    KEY = "key"
    TEXT = "text"
    INTEGER = "integer"
    AMOUNT = "amount"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    DATE = "date"
    STATUS = "status"
    CODE = "code"
    POSTAL_CODE = "postal_code"
    DEPARTMENT = "department"
    POST_OFFICE = "post_office"
    PHONE = "phone"
    EMAIL = "email"
    SIRET = "siret"
    VAT = "vat"
    IBAN = "iban"
    BIC = "bic"
    COUNT = "count"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    ISO_DATE = "iso_date"
    ISO_DATETIME = "iso_datetime"
    TAGS = "tags"


class Group(Enum):
    """Headings that targets are offered under."""

    IDENTITY = "identity"
    PLACE = "place"
    CONTACT = "contact"
    SALES = "sales"
    INVOICING = "invoicing"
    PARK = "park"
    OWN = "own"


@dataclass(frozen=True)
class Target:
    """Something a column can be mapped to.

    Attributes
    ----------
    name
        Its identifier: the name of a field, or ``park:`` and a vehicle type.
    kind
        How its cells are read.
    group
        Heading it is offered under.
    limit
        Greatest number of characters, ``None`` when there is no limit.
    aliases
        Headers that mean it, in any spelling that normalises to the same.
    labels
        Its names on the screen, in the languages in use; the first is shown.
    parent
        Name of the target whose value bounds the choice of this one.
    """

    name: str
    kind: Kind
    group: Group
    limit: int | None = None
    aliases: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    parent: str = ""

    @property
    def label(self) -> str:
        """Its name on the screen."""
        return self.labels[0] if self.labels else self.name


KEY = "ref"
NAME = "name"
STATUS = "field_status"
MANDATORY = (KEY, NAME)
PARK_PREFIX = "park:"
