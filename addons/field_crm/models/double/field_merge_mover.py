import json

from psycopg2 import errors

from odoo import api, fields, models
from odoo.tools import SQL, mute_logger

# Rules of the database that a moved row can break: the survivor has its like already.
_REFUSALS = (
    errors.UniqueViolation,
    errors.ExclusionViolation,
    errors.CheckViolation,
)


class FieldMergeMover(models.AbstractModel):
    """Let everything that points to some partners point to another one.

    By SQL, since a merge is no change of the documents: an invoice address that
    somebody has chosen must not be computed anew because the client is now another
    record. What is only derived (the last visit, the path of names) is computed by the
    ORM afterwards. A row that the survivor has the like of stays with the source,
    which is kept: nothing is deleted.
    """

    _name = "field.merge.mover"
    _description = "Mover of what points to partners"

    @api.model
    def _move_all(self, recorder, sources, survivor):
        """Move, and say what moved and what could not.

        :return: ``(moved, stayed)``: {label of the model: number of rows}
        """
        moved, stayed, tables = {}, {}, set()
        links = self.env["field.merge.links"]
        changed = []
        for link in links._get_links():
            if "id" not in recorder.types(link.table):
                tables.add(link.table)
                self._move_link_rows(recorder, link, sources, survivor)
                continue
            rows = links._find_rows(link, sources)
            if link.table == "res_partner":
                rows = self._leave_out(rows, {survivor.id, *sources.ids})
            for source_id, ids in rows.items():
                kept = self._get_staying(link, ids, source_id, survivor)
                ids = [row for row in ids if row not in kept]
                changed.append((link, source_id, ids))
                self._count(link, stayed, len(kept))
        self._announce(changed, before=True)
        for link, source_id, ids in changed:
            done = self._move_rows(recorder, link, source_id, ids, survivor)
            self._count(link, moved, len(done))
            self._count(link, stayed, len(ids) - len(done))
        self.env.invalidate_all(flush=False)
        self._announce(changed)
        self._announce_links(tables, survivor | sources)
        return moved, stayed

    def _leave_out(self, rows, ids):
        """Not the partners of the merge themselves: no record is its own parent."""
        return {
            source: [row for row in some if row not in ids]
            for source, some in rows.items()
        }

    def _get_staying(self, link, ids, source_id, survivor):
        """Rows that a model wants to stay with the source; see ``_merge_stays``."""
        model = self.env.get(link.model)
        if not ids or not hasattr(model, "_merge_stays"):
            return set()
        records = model.sudo().browse(ids)
        source = survivor.browse(source_id)
        return set(records._merge_stays(link.column, source, survivor).ids)

    def _announce(self, changed, before=False):
        for link, _source_id, ids in changed:
            model = self.env.get(link.model)
            if model is None or not ids or link.column not in model._fields:
                continue
            model.sudo().browse(ids).modified([link.column], before=before)

    def _announce_links(self, tables, partners):
        for field in partners._fields.values():
            if field.type == "many2many" and field.store and field.relation in tables:
                partners.modified([field.name])

    def _count(self, link, counts, number):
        if not number or not link.model:
            return
        name = self._get_label(link)
        counts[name] = counts.get(name, 0) + number

    def _get_label(self, link):
        if link.model == "res.partner":
            return self.env._("People and locations")
        return self.env["ir.model"]._get(link.model).name

    # ------------------------------------------------------------------
    # One column
    # ------------------------------------------------------------------

    def _move_rows(self, recorder, link, source_id, ids, survivor):
        """Update the rows; those that a rule of the database refuses stay.

        :return: identifiers of the rows that moved
        """
        if not ids:
            return []
        recorder.note(link.table, [link.column], ids)
        try:
            with self.env.cr.savepoint(flush=False), mute_logger("odoo.sql_db"):
                self._update(recorder, link, source_id, ids, survivor)
            return ids
        except _REFUSALS:
            if len(ids) == 1:
                return []
        return [
            row
            for one in ids
            for row in self._move_rows(recorder, link, source_id, [one], survivor)
        ]

    def _update(self, recorder, link, source_id, ids, survivor):
        value = getattr(self, f"_sql_{link.kind}")(link, source_id, survivor.id)
        sets = [SQL("%s = %s", SQL.identifier(link.column), value)]
        if recorder.types(link.table).keys() >= recorder.LOG:
            now = fields.Datetime.now()
            sets += [SQL("write_uid = %s", self.env.uid), SQL("write_date = %s", now)]
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s WHERE id = ANY(%s)",
                SQL.identifier(link.table),
                SQL(", ").join(sets),
                ids,
            )
        )

    def _sql_key(self, link, source_id, survivor_id):
        return SQL("%s", survivor_id)

    _sql_id = _sql_key

    def _sql_reference(self, link, source_id, survivor_id):
        return SQL("%s", f"res.partner,{survivor_id}")

    def _sql_default(self, link, source_id, survivor_id):
        return SQL("%s", json.dumps(survivor_id))

    def _sql_by_company(self, link, source_id, survivor_id):
        return SQL(
            """(SELECT jsonb_object_agg(key, CASE WHEN value = to_jsonb(%s::int)
                THEN to_jsonb(%s::int) ELSE value END) FROM jsonb_each(%s))""",
            source_id,
            survivor_id,
            SQL.identifier(link.column),
        )

    def _sql_properties(self, link, source_id, survivor_id):
        value = SQL.identifier(link.column)
        for name, kind in self.env["field.merge.links"]._get_partner_properties(link):
            held = SQL("%s -> %s", SQL.identifier(link.column), name)
            if kind == "many2many":
                new = SQL(
                    """(SELECT jsonb_agg(CASE WHEN one = to_jsonb(%s::int)
                        THEN to_jsonb(%s::int) ELSE one END)
                        FROM jsonb_array_elements(%s) one)""",
                    source_id,
                    survivor_id,
                    held,
                )
                holds = SQL("%s @> to_jsonb(%s::int)", held, source_id)
            else:
                new = SQL("to_jsonb(%s::int)", survivor_id)
                holds = SQL("%s = to_jsonb(%s::int)", held, source_id)
            value = SQL(
                "CASE WHEN %s THEN jsonb_set(%s, ARRAY[%s], %s) ELSE %s END",
                holds,
                value,
                name,
                new,
                value,
            )
        return value

    # ------------------------------------------------------------------
    # Link tables
    # ------------------------------------------------------------------

    def _move_link_rows(self, recorder, link, sources, survivor):
        """Rows without an identifier: those that the survivor has already stay."""
        others = sorted(recorder.types(link.table).keys() - {link.column})
        alike = SQL(" AND ").join(
            SQL(
                "twin.%(name)s IS NOT DISTINCT FROM mine.%(name)s",
                name=SQL.identifier(name),
            )
            for name in others
        )
        texts = SQL(", ").join(
            SQL("mine.%s::text", SQL.identifier(name)) for name in others
        )
        for source in sources:
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE %(table)s mine SET %(column)s = %(survivor)s
                    WHERE mine.%(column)s = %(source)s AND NOT EXISTS (
                        SELECT 1 FROM %(table)s twin
                        WHERE twin.%(column)s = %(survivor)s AND %(alike)s
                    ) RETURNING %(texts)s
                    """,
                    table=SQL.identifier(link.table),
                    column=SQL.identifier(link.column),
                    survivor=survivor.id,
                    source=source.id,
                    alike=alike,
                    texts=texts,
                )
            )
            rows = [list(row) for row in self.env.cr.fetchall()]
            if rows:
                recorder.note_link(
                    link.table, link.column, source.id, survivor.id, others, rows
                )
