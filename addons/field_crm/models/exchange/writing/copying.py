"""Rows by COPY: to temporary tables, and from those to the clients."""

from io import StringIO

from odoo.tools import SQL

from .text import BLANK, decimals, is_same, lines, objects, plain, texts


def prepare_copy(partners, columns, constants):
    """What differs from row to row, and what is the same for all of them.

    Most columns of a client are of the second kind: written once in the statement,
    they need neither be sent nor read a thousand times.

    Parameters
    ----------
    partners : res.partner
        For its fields; no records are needed.
    columns : dict of str to sequence
        Values of each row, by column.
    constants : dict of str to (value, str or None)
        What the other columns hold, and that as COPY wants it.

    Returns
    -------
    list of str, str, dict of str to str
        Names of columns, their lines, and the text of each other column.
    """
    formats = formats_of(partners, columns)
    names, parts, same = [], [], {}
    for name, values in columns.items():
        part = formats[name](values)
        if name == "id" or not is_same(part):
            names.append(name)
            parts.append(part)
        elif part[0] != BLANK:
            same[name] = part[0]
    for name, (_value, text) in constants.items():
        if name not in columns and text is not None:
            same[name] = text
    return names, lines(parts), same


def send(cr, copies):
    """Send prepared rows to temporary tables.

    Returns
    -------
    list of str
        The statements that make clients of them.
    """
    statements = []
    for number, (names, text, same) in enumerate(copies):
        table = f"field_client_insert_{number}"
        make_table(cr, table, names)
        copy_lines(cr, table, names, text)
        query = SQL(
            "INSERT INTO res_partner (%s) SELECT %s FROM %s",
            SQL(", ").join(map(SQL.identifier, [*names, *same])),
            SQL(", ").join(
                [
                    *map(SQL.identifier, names),
                    *(SQL("%s", value) for value in same.values()),
                ]
            ),
            SQL.identifier(table),
        )
        statements.append(spell(cr, query))
    return statements


def spell(cr, query):
    """A query with its values in it, for somebody who has no values to give."""
    return cr.mogrify(query.code, query.params).decode()


def make_table(cr, table, names):
    """A temporary table with some columns of the partners, empty."""
    name = SQL.identifier(table)
    cr.execute(SQL("DROP TABLE IF EXISTS %s", name))
    cr.execute(
        SQL(
            "CREATE TEMPORARY TABLE %s ON COMMIT DROP AS "
            "SELECT %s FROM res_partner WITH NO DATA",
            name,
            SQL(", ").join(map(SQL.identifier, names)),
        )
    )


def copy_lines(cr, table, names, text):
    """COPY lines to some columns of a table."""
    query = SQL(
        "COPY %s (%s) FROM STDIN",
        SQL.identifier(table),
        SQL(", ").join(map(SQL.identifier, names)),
    )
    cr.copy_expert(query.code, StringIO(text))


def formats_of(partners, names):
    """How the values of each column of the partners become text."""
    env = partners.env
    formats = {}
    for name in names:
        field = partners._fields[name]
        if field.type in ("char", "text", "selection", "html"):
            formats[name] = texts
        elif field.type == "float" and field.get_digits(env):
            formats[name] = decimals(field.get_digits(env)[1])
        elif field.type == "monetary":
            formats[name] = decimals(env.company.currency_id.decimal_places)
        elif field.type in ("json", "properties"):
            formats[name] = objects
        else:
            formats[name] = plain
    return formats
