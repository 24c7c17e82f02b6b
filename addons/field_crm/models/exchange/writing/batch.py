"""Some clients as columns of values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Setting:
    """What is the same for every client of an import.

    Attributes
    ----------
    countries
        ISO code by identifier of the country.
    country
        ISO code of the company's country.
    locked_days
        Days to pay by identifier of the payment mode that imposes them.
    categories
        Identifier of the category by that of its subcategory.
    searched
        Columns that a client is searched by, in order.
    phones
        Columns of phone numbers, in the order in which one is chosen.
    clock
        The time, to the second.
    gazetteer
        Finds towns.
    partner
        The model of partners, for what it decides by value alone.
    """

    countries: Mapping[int, str] = field(default_factory=dict)
    country: str = "FR"
    locked_days: Mapping[int, int] = field(default_factory=dict)
    categories: Mapping[int, int] = field(default_factory=dict)
    searched: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    clock: Any = None
    gazetteer: Any = None
    partner: Any = None


class Batch:
    """Clients by column.

    Parameters
    ----------
    ids
        Their identifiers.
    columns
        Values by name of the column, as long as ``ids``; a column that is missing is
        blank for all.
    setting
        What is the same for all.
    given
        For each client, the columns that its row gives a value for: these are never
        derived.
    before
        For clients that exist, the columns as they were; ``None`` for new ones.
    """

    def __init__(
        self,
        ids: list[int],
        columns: dict[str, list[Any]],
        setting: Setting,
        given: list[Iterable[str]],
        before: dict[str, list[Any]] | None = None,
    ) -> None:
        self.ids = ids
        self.columns = columns
        self.setting = setting
        self.given = given
        self.before = before

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, name: str) -> list[Any]:
        column = self.columns.get(name)
        return [None] * len(self.ids) if column is None else column

    def country_codes(self) -> list[str]:
        """ISO code of the country that each client's numbers are read by."""
        codes, default = self.setting.countries, self.setting.country
        return [codes.get(country, default) for country in self["country_id"]]
