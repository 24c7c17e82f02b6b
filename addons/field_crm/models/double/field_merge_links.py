from collections import namedtuple

from odoo import api, models
from odoo.tools import SQL

# Where partners are pointed at: ``key`` is ``None`` for a column of identifiers, else
# the column with the model's name, or the kind of value that holds the identifier.
Link = namedtuple("Link", "table column model kind model_column", defaults=(None,))

# These know for themselves what a merge means.
_OWN_TABLES = (
    "field_merge",
    "field_merge_res_partner_rel",
    "field_double",
    "field_double_pair",
    "field_double_res_partner_rel",
    "field_work",
)
# Of a partner itself: chosen by value, or where it has gone to.
_OWN_COLUMNS = {("res_partner", "merged_into_id")}


class FieldMergeLinks(models.AbstractModel):
    """Every place of the database that can point to a partner, by introspection.

    Foreign keys are read from PostgreSQL and the rest from the registry, so that the
    tables of an add-on that is installed later are found as well.
    """

    _name = "field.merge.links"
    _description = "What points to partners"

    @api.model
    def _get_links(self):
        """All links to partners: foreign keys, references, properties, defaults."""
        return [
            *self._get_foreign_keys(),
            *self._get_references(),
            *self._get_company_dependents(),
        ]

    def _get_models_by_table(self):
        return {
            model._table: name
            for name, model in self.env.registry.items()
            if not model._abstract and model._auto
        }

    def _get_passing_tables(self):
        """Those of dialogs: one that somebody has open belongs to what it shows."""
        tables = set()
        for model in self.env.registry.values():
            if model._transient:
                tables.add(model._table)
                tables.update(
                    field.relation
                    for field in model._fields.values()
                    if field.type == "many2many" and field.store
                )
        return tables

    def _get_foreign_keys(self):
        self.env.cr.execute(
            """
            SELECT source.relname, col.attname
            FROM pg_constraint con
            JOIN pg_class source ON source.oid = con.conrelid
            JOIN pg_attribute col
                ON col.attrelid = con.conrelid AND col.attnum = con.conkey[1]
            WHERE con.contype = 'f' AND cardinality(con.conkey) = 1
                AND con.confrelid = 'res_partner'::regclass
                AND source.relnamespace = current_schema::regnamespace
            ORDER BY 1, 2
            """
        )
        by_table = self._get_models_by_table()
        passing = self._get_passing_tables()
        for table, column in self.env.cr.fetchall():
            model = by_table.get(table)
            if table in _OWN_TABLES or (table, column) in _OWN_COLUMNS:
                continue
            if table in passing:
                continue
            yield Link(table, column, model, "key")

    def _get_references(self):
        for name, model in sorted(self.env.registry.items()):
            if model._abstract or model._transient or not model._auto:
                continue
            if model._table in _OWN_TABLES:
                continue
            for field in model._fields.values():
                if not field.store or field.inherited:
                    continue
                if field.type == "many2one_reference":
                    model_field = model._fields[field.model_field]
                    if model_field.store and model_field.type in ("char", "selection"):
                        yield Link(
                            model._table, field.name, name, "id", field.model_field
                        )
                elif field.type == "reference":
                    yield Link(model._table, field.name, name, "reference")
                elif field.type == "properties":
                    yield Link(model._table, field.name, name, "properties")

    def _get_company_dependents(self):
        for field in self.env.registry.many2one_company_dependents["res.partner"]:
            table = self.env[field.model_name]._table
            yield Link(table, field.name, field.model_name, "by_company")
        yield Link("ir_default", "json_value", "ir.default", "default")

    # ------------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------------

    @api.model
    def _find_rows(self, link, partners):
        """Identifiers of the rows of a link that point to one of the partners.

        :return: {partner id: [row id]}; a row with several (properties) is in each
        """
        finder = getattr(self, f"_find_rows_{link.kind}")
        found = {}
        for partner_id, row in finder(link, partners.ids):
            found.setdefault(partner_id, []).append(row)
        return found

    def _find_rows_key(self, link, ids):
        return self.env.execute_query(
            SQL(
                "SELECT %(column)s, id FROM %(table)s WHERE %(column)s = ANY(%(ids)s) "
                "ORDER BY id",
                column=SQL.identifier(link.column),
                table=SQL.identifier(link.table),
                ids=ids,
            )
        )

    def _find_rows_id(self, link, ids):
        condition = SQL()
        if link.table == "ir_attachment":
            # The bytes of a field belong to the record, as its other values do.
            condition = SQL("AND res_field IS NULL")
        return self.env.execute_query(
            SQL(
                "SELECT %(column)s, id FROM %(table)s WHERE %(column)s = ANY(%(ids)s) "
                "AND %(model)s = 'res.partner' %(condition)s ORDER BY id",
                column=SQL.identifier(link.column),
                table=SQL.identifier(link.table),
                model=SQL.identifier(link.model_column),
                condition=condition,
                ids=ids,
            )
        )

    def _find_rows_reference(self, link, ids):
        return self.env.execute_query(
            SQL(
                "SELECT split_part(%(column)s, ',', 2)::int, id FROM %(table)s "
                "WHERE %(column)s = ANY(%(values)s) ORDER BY id",
                column=SQL.identifier(link.column),
                table=SQL.identifier(link.table),
                values=[f"res.partner,{one}" for one in ids],
            )
        )

    def _find_rows_properties(self, link, ids):
        names = self._get_partner_properties(link)
        for name, _kind in names:
            yield from self.env.execute_query(
                SQL(
                    """
                    SELECT value::int, holder.id
                    FROM %(table)s holder,
                        jsonb_path_query(holder.%(column)s -> %(name)s, '$[*]') value
                    WHERE jsonb_typeof(value) = 'number' AND value::int = ANY(%(ids)s)
                    ORDER BY holder.id
                    """,
                    table=SQL.identifier(link.table),
                    column=SQL.identifier(link.column),
                    name=name,
                    ids=ids,
                )
            )

    def _find_rows_by_company(self, link, ids):
        return self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT value::text::int, holder.id
                FROM %(table)s holder, jsonb_each(holder.%(column)s) AS one (key, value)
                WHERE value::text = ANY(%(values)s) ORDER BY holder.id
                """,
                table=SQL.identifier(link.table),
                column=SQL.identifier(link.column),
                values=[str(one) for one in ids],
            )
        )

    def _find_rows_default(self, link, ids):
        return self.env.execute_query(
            SQL(
                """
                SELECT json_value::int, ir_default.id
                FROM ir_default JOIN ir_model_fields field ON field.id = field_id
                WHERE field.relation = 'res.partner' AND field.ttype = 'many2one'
                    AND json_value = ANY(%s) ORDER BY ir_default.id
                """,
                [str(one) for one in ids],
            )
        )

    def _get_partner_properties(self, link):
        """Pairs of name and type of the properties that hold partners."""
        field = self.env[link.model]._fields[link.column]
        container = field.definition_record
        definitions = self.env[link.model]._fields[container].comodel_name
        records = self.env[definitions].sudo().with_context(active_test=False)
        found = set()
        for record in records.search([(field.definition_record_field, "!=", False)]):
            for one in record[field.definition_record_field] or ():
                if one.get("comodel") == "res.partner":
                    found.add((one["name"], one["type"]))
        return sorted(found)
