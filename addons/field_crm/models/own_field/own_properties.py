import json

from odoo import fields
from odoo.orm.utils import parse_field_expr
from odoo.tools import SQL

_COMPARED = ("<", ">", "<=", ">=")


class OwnProperties(fields.Properties):
    """Properties whose filters are exact, and fast on 100,000 records.

    Odoo looks a value up by ``column -> 'name' = value``, for which one index a
    property would be needed: an index made while people work locks their table.
    Containment (``@>``) asks the same of the whole column, and so is served by the one
    index that is there from the start.

    Two answers of Odoo's are mended on the way. An emptied field is stored as
    ``false``, which JSON sorts above every number and every date: it is no more found
    by « greater than ». A record that never had a value is found by « is not ».
    """

    def condition_to_sql(self, field_expr, operator, value, model, alias, query):
        name, property_name = parse_field_expr(field_expr)
        if operator in _COMPARED:
            kind = "string" if isinstance(value, str) else "number"
            return SQL(
                "(jsonb_typeof(%s) = %s AND %s)",
                model._field_to_sql(alias, field_expr, query),
                kind,
                super().condition_to_sql(
                    field_expr, operator, value, model, alias, query
                ),
            )
        if operator in ("in", "not in") and not {True, False} & {
            each for each in value if isinstance(each, bool)
        }:
            column = model._field_to_sql(alias, name, query)
            held = SQL(" OR ").join(
                SQL("%s @> %s::jsonb", column, json.dumps({property_name: each}))
                for single in value
                # A tag is held by a list, everything else as it is.
                for each in (single, [single])
            )
            if operator == "in":
                return SQL("(%s)", held)
            return SQL("(%s IS NULL OR NOT (%s))", column, held)
        return super().condition_to_sql(
            field_expr, operator, value, model, alias, query
        )
