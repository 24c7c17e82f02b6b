"""The columns of an export: what each reads of a set of partners, and in which words.

A column is chosen once for an export; reading it costs a comprehension for a set of
records, not a call for each of them.
"""

import json
from datetime import date, datetime

import pytz

from odoo.tools import SQL, html2plaintext

from ...engine.exporter import Kind

KINDS = {
    "integer": Kind.NUMBER,
    "float": Kind.NUMBER,
    "monetary": Kind.NUMBER,
    "date": Kind.DATE,
    "datetime": Kind.DATETIME,
}


class Column:
    """Values of one source, each turned into a cell by itself."""

    kind = Kind.TEXT

    def __init__(self, *sources):
        self.sources = sources

    def fill(self, page):
        """Cells of a page of records, ``None`` for what is blank.

        :param page: :class:`~.export_reader.Page`
        """
        (source,) = self.sources
        cell = self.cell
        return [None if value is None else cell(value) for value in page.values[source]]

    def cell(self, value):
        return value


class TextColumn(Column):
    """Texts; an empty one is blank."""

    def fill(self, page):
        (source,) = self.sources
        return [value or None for value in page.values[source]]


class PlainColumn(Column):
    """Numbers and days, as the database gives them."""

    def __init__(self, source, kind):
        super().__init__(source)
        self.kind = kind

    def fill(self, page):
        return page.values[self.sources[0]]


class CoordinateColumn(Column):
    """A latitude or longitude; Odoo keeps no place as 0, 0."""

    kind = Kind.NUMBER

    def fill(self, page):
        mine, other = (page.values[source] for source in self.sources)
        return [
            one if one or two else None for one, two in zip(mine, other, strict=True)
        ]


class MappedColumn(Column):
    """Keys, each of which stands for a text: choices, codes."""

    def __init__(self, source, texts):
        super().__init__(source)
        self.texts = texts

    def cell(self, value):
        return self.texts.get(value) or None


class LinkColumn(Column):
    """Records of another model, by their names."""

    def __init__(self, source, model):
        super().__init__(source)
        self.model = model
        self.names = {}

    def fill(self, page):
        ids = page.values[self.sources[0]]
        self.names |= _names(self.model, {one for one in ids if one} - {*self.names})
        return [self.names.get(one) for one in ids]


class JsonColumn(Column):
    """What is kept as JSON, as it is kept."""

    def cell(self, value):
        return json.dumps(value, separators=(",", ":")) if value else None


class ComputedColumn(Column):
    """A field without a column of its own: the ORM computes it for the whole page."""

    def __init__(self, cell, kind):
        super().__init__()
        self.cell, self.kind = cell, kind

    def fill(self, page):
        return list(map(self.cell, page.records))


class LineColumn(Column):
    """A line of the partner's for each key: number of vehicles, hours of a day."""

    def __init__(self, key, load, kind):
        super().__init__()
        self.key, self.load, self.kind = key, load, kind

    def fill(self, page):
        found = page.once(self.load)
        key = self.key
        return [found.get((one, key)) for one in page.ids]


class PropertyColumn(Column):
    """A property; its definition hangs on the record that the first source names."""

    def __init__(self, env, holder, source, name, definitions):
        super().__init__(holder, source) if holder else super().__init__(source)
        self.name = name
        self.cells = {
            key: property_cell(env, definition)
            for key, definition in definitions.items()
        }
        kinds = {KINDS.get(each["type"], Kind.TEXT) for each in definitions.values()}
        self.kind = kinds.pop() if len(kinds) == 1 else Kind.ANY

    def fill(self, page):
        *holder, values = (page.values[source] for source in self.sources)
        if not holder:
            cell, name = self.cells[None], self.name
            return [cell(one.get(name)) if one else None for one in values]
        blank = _blank
        return [
            self.cells.get(key, blank)(one.get(self.name)) if one else None
            for key, one in zip(*holder, values, strict=True)
        ]


def property_cell(env, definition):
    """Function that turns the value of a property into a cell."""
    kind = definition["type"]
    if kind in ("selection", "tags"):
        texts = {option[0]: option[1] for option in definition.get(kind) or ()}
        if kind == "selection":
            return lambda value: texts.get(value) if value else None
        return lambda value: (
            ", ".join(filter(None, map(texts.get, value or ()))) or None
        )
    if kind == "boolean":
        yes = env._("Yes")
        return lambda value: yes if value else None
    if kind in ("integer", "float", "monetary"):
        return lambda value: None if value is None or value is False else value
    if kind in ("many2one", "many2many"):
        return _link_cell(env, definition.get("comodel"))
    if kind == "date":
        return lambda value: date.fromisoformat(value) if value else None
    if kind == "datetime":
        zone = pytz.timezone(zone_of(env))
        return lambda value: _local(zone, value) if value else None
    if kind == "html":
        return lambda value: html2plaintext(value) or None if value else None
    return lambda value: value or None


def _link_cell(env, comodel):
    if comodel not in env:
        return _blank
    names = {}

    def cell(value):
        ids = value if isinstance(value, list) else [value] if value else []
        names.update(_names(env[comodel], set(ids) - set(names)))
        return ", ".join(names[one] for one in ids if names.get(one)) or None

    return cell


def _blank(_value):
    return None


def _local(zone, text):
    moment = pytz.utc.localize(datetime.fromisoformat(text))
    return moment.astimezone(zone).replace(tzinfo=None)


def _names(model, ids):
    """Names of records as a form shows them, whether they may be opened or not."""
    records = model.sudo().with_context(active_test=False).browse(ids).exists()
    names = {record.id: record.display_name for record in records}
    records.invalidate_recordset(flush=False)
    return names


def zone_of(env):
    """Name of the user's time zone."""
    zone = env.context.get("tz") or env.user.tz
    return zone if zone in pytz.all_timezones_set else "UTC"


def local_sql(env, term):
    """A moment of the database on the user's clock."""
    return SQL("((%s AT TIME ZONE 'UTC') AT TIME ZONE %s)", term, zone_of(env))
