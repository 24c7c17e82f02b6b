"""What the colours of the map mean: one class for each kind of field."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

MAX_COLOURS = 11
"""Colours of the legend, besides those of the others and of nothing."""
SOON_DAYS = 30
# Meanings that keep their colour everywhere; other entries get the next of the map's.
FIXED = {
    "field_status": {"client": "#0B4F8A", "prospect": "#F28E2B"},
    # As the badges of the list (S0-37).
    "geo_precision": {
        "address": "#28A745",
        "street": "#17A2B8",
        "town": "#FFAC00",
        "postcode": "#DC3545",
    },
    "revisit_date": {"late": "#C44E52", "soon": "#F28E2B", "later": "#2E7D32"},
}


def find_colouring(model, name):
    """The colouring by a field, or by an own one: ``own_properties.<name>``.

    Raises
    ------
    UserError
        When nothing can be coloured by it.
    AccessError
        When the user may not read it.
    """
    own_name = name.removeprefix(f"{OwnColouring.FIELD}.")
    if own_name != name:
        for definition in model.env["field.own.list"]._describe():
            if (
                definition["name"] == own_name
                and definition["type"] in OwnColouring.TYPES
            ):
                return OwnColouring(model, name, definition)
    field = model._fields.get(name)
    kind = field and field.store and KINDS.get(field.type)
    if not kind:
        raise UserError(
            model.env._("The map cannot be coloured by “%(field)s”.", field=name)
        )
    model._check_field_access(field, "read")
    return kind(model, name)


class Colouring:
    """By the values of a field: a key is a text or a number, None for nothing."""

    SQL_TYPE = SQL("text")

    def __init__(self, model, name):
        self.model, self.env, self.name = model, model.env, name

    @property
    def label(self):
        return self.model._fields[self.name]._description_string(self.env)

    def key(self, alias, query):
        """SQL of the key, of the type `SQL_TYPE`."""
        return self.model._field_to_sql(alias, self.name, query)

    def order(self, counts):
        """Keys of the legend; what is left of ``counts`` are the others."""
        known = (key for key in counts if key is not None)
        return sorted(known, key=lambda key: (-counts[key], key))[:MAX_COLOURS]

    def names(self, keys):
        """Labels of the keys."""
        return {key: key for key in keys}

    def value(self, key):
        """What a domain compares the field with."""
        return key

    def domain(self, key):
        """Whom a key stands for."""
        return Domain(self.name, "=", False if key is None else self.value(key))

    def legend(self, counts):
        """Entries of the legend.

        :param counts: {key: number}
        :return: list of {"key", "label", "count", "color", "domain"}, in the order in
            which `key`s are numbered on the map; the last two may be the others, with
            the key ``"*"``, and those without a value, with the key ``False``.
        """
        keys = self.order(counts)
        names = self.names(keys)
        colors = FIXED.get(self.name, {})
        entries = [
            {
                "key": key,
                "label": names[key],
                "count": counts.get(key, 0),
                "color": colors.get(key, False),
                "domain": list(self.domain(key)),
            }
            for key in keys
        ]
        nothing = self.domain(None)
        others = sum(counts.values()) - sum(counts.get(key, 0) for key in keys)
        others -= counts.get(None, 0)
        if others:
            known = Domain.OR([*map(self.domain, keys), nothing])
            entries.append(self._entry("*", self.env._("Others"), others, ~known))
        if None in counts:
            label = self.env._("None (map)")
            entries.append(self._entry(False, label, counts[None], nothing))
        return entries

    def _entry(self, key, label, count, domain):
        return {
            "key": key,
            "label": label,
            "count": count,
            "color": False,
            "domain": list(domain),
        }


class SelectionColouring(Colouring):
    def order(self, counts):
        keys = [key for key, _label in self._selection()]
        return [key for key in keys if key in counts]

    def names(self, keys):
        labels = dict(self._selection())
        return {key: labels.get(key, key) for key in keys}

    def _selection(self):
        return self.model._fields[self.name]._description_selection(self.env)


class RecordColouring(Colouring):
    # Comparing texts would take as long as finding the records.
    SQL_TYPE = SQL("integer")

    def names(self, keys):
        comodel = self.env[self.model._fields[self.name].comodel_name]
        # As the list does: whoever sees the record sees the name of what it refers to.
        records = comodel.sudo().browse(keys)
        return {record.id: record.display_name for record in records}


class BooleanColouring(Colouring):
    def key(self, alias, query):
        value = self.model._field_to_sql(alias, self.name, query)
        return SQL("COALESCE(%s, FALSE)::text", value)

    def names(self, keys):
        words = {"true": self.env._("Yes"), "false": self.env._("No")}
        return {key: words[key] for key in keys}

    def value(self, key):
        return key == "true"


class DueColouring(Colouring):
    """By a date that is due: late, soon or later."""

    def key(self, alias, query):
        date = self.model._field_to_sql(alias, self.name, query)
        return SQL(
            "CASE WHEN %(date)s < %(today)s THEN 'late' WHEN %(date)s <= %(soon)s "
            "THEN 'soon' WHEN %(date)s IS NOT NULL THEN 'later' END",
            date=date,
            today=self._today,
            soon=self._soon,
        )

    @property
    def _today(self):
        return fields.Date.context_today(self.model)

    @property
    def _soon(self):
        return self._today + timedelta(days=SOON_DAYS)

    def order(self, counts):
        return [key for key in ("late", "soon", "later") if key in counts]

    def names(self, keys):
        return {
            "late": self.env._("Late"),
            "soon": self.env._("Within %(days)s days", days=SOON_DAYS),
            "later": self.env._("Later (map)"),
        }

    def domain(self, key):
        today, soon = map(fields.Date.to_string, (self._today, self._soon))
        return {
            "late": Domain(self.name, "<", today),
            "soon": Domain(self.name, ">=", today) & Domain(self.name, "<=", soon),
            "later": Domain(self.name, ">", soon),
            None: Domain(self.name, "=", False),
        }[key]


class OwnColouring(Colouring):
    """By an own field of the client base."""

    FIELD = "own_properties"
    TYPES = ("char", "integer", "selection", "boolean")

    def __init__(self, model, name, definition):
        super().__init__(model, name)
        self.definition = definition

    @property
    def label(self):
        return self.definition["string"]

    def key(self, alias, query):
        value = self.model._field_to_sql(alias, self.name, query)
        text = SQL("(%s #>> '{}')", value)
        if self.definition["type"] == "boolean":
            return SQL("COALESCE(%s, 'false')", text)
        # What has been emptied is stored as false.
        return SQL(
            "CASE WHEN jsonb_typeof(%s) <> 'boolean' THEN NULLIF(%s, '') END",
            value,
            text,
        )

    def names(self, keys):
        if self.definition["type"] == "boolean":
            words = {"true": self.env._("Yes"), "false": self.env._("No")}
            return {key: words[key] for key in keys}
        labels = dict(self.definition["selection"])
        return {key: labels.get(key, key) for key in keys}

    def value(self, key):
        kind = self.definition["type"]
        if kind == "boolean":
            return key == "true"
        return int(key) if kind == "integer" else key


KINDS = {
    "selection": SelectionColouring,
    "many2one": RecordColouring,
    "boolean": BooleanColouring,
    "char": Colouring,
    "date": DueColouring,
}
