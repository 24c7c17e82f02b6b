from markupsafe import Markup
from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, mute_logger

from ...engine.merge import Journal
from .recorder import column_types


class FieldMergeUndoMixin(models.AbstractModel):
    """Taking a merge back: each row that is still as the merge left it becomes what it
    was. What somebody has changed since stays as it is, and is listed.
    """

    _name = "field.merge.undo.mixin"
    _description = "Undoing a merge"

    def action_undo(self):
        """« Annuler la fusion »: put everything back as it was before.

        :raise UserError: when it is undone already, when a later merge stands on it, or
            when a reference has been given to somebody else since
        """
        self.ensure_one()
        partners = self.survivor_id | self.with_context(active_test=False).source_ids
        self._check_may_merge()
        self.check_access("read")
        partners.check_access("write")
        self._lock(partners)
        self._check_undoable(partners)
        conflicts = self.sudo()._undo(partners)
        self.env["field.double"]._on_merge_undone(partners)
        return self._tell_undone(conflicts)

    def _check_undoable(self, partners):
        if self.state != "done" or not self.sudo().journal:
            raise UserError(self.env._("This merge has been undone already."))
        survivor = self.sudo().survivor_id
        if survivor.merged_into_id:
            raise UserError(
                self.env._(
                    "“%(survivor)s” itself was merged into “%(other)s” since: undo "
                    "that merge first.",
                    survivor=survivor.name,
                    other=survivor.merged_into_id.name,
                )
            )
        taken = self._get_taken_references(partners)
        if taken:
            raise UserError(
                self.env._(
                    "The reference %(references)s has been given to another record "
                    "since: change it there first.",
                    references=", ".join(taken),
                )
            )

    def _get_taken_references(self, partners):
        """References of the sources that another record bears now."""
        partners = partners.sudo()
        others = partners.with_context(active_test=False).search(
            [
                ("id", "not in", partners.ids),
                ("ref", "in", [ref for ref in partners.mapped("ref") if ref]),
                ("field_status", "!=", False),
                ("merged_into_id", "=", False),
                ("company_id", "=", self.survivor_id.company_id.id),
            ]
        )
        return sorted(set(others.mapped("ref")))

    def _undo(self, partners):
        engine = self.with_context(
            active_test=False, tracking_disable=True, field_merging=True
        )
        engine.env.flush_all()
        journal = Journal.from_json(engine.journal)
        derived, conflicts = {}, []
        engine._delete_created(journal, conflicts)
        for change in reversed(journal.columns):
            left = engine._put_back(change)
            if left:
                engine._sort_conflict(change, left, derived, conflicts)
        for change in reversed(journal.links):
            engine._put_back_links(change)
        engine.env.invalidate_all(flush=False)
        engine._compute_again(derived)
        engine.write(
            {
                "state": "undone",
                "undone_by": self.env.uid,
                "undone_on": fields.Datetime.now(),
                "conflict_text": "\n".join(conflicts),
                "journal": False,
            }
        )
        engine._post_undone(partners, conflicts)
        return conflicts

    # ------------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------------

    def _put_back(self, change):
        """Rows that are as the merge left them become what they were.

        :return: identifiers of those that are not
        """
        ids = change.ids
        if change.column not in column_types(self.env.cr, change.table):
            # Its add-on was taken away.
            return []
        try:
            with self.env.cr.savepoint(flush=False), mute_logger("odoo.sql_db"):
                return sorted(set(ids) - set(self._update_back(change, ids)))
        except IntegrityError:
            return self._put_back_one_by_one(change)

    def _put_back_one_by_one(self, change):
        """As ``_put_back``, when one of the rows cannot become what it was."""
        left = []
        for row in change.ids:
            try:
                with self.env.cr.savepoint(flush=False), mute_logger("odoo.sql_db"):
                    if not self._update_back(change, [row]):
                        left.append(row)
            except IntegrityError:
                left.append(row)
        return left

    def _update_back(self, change, ids):
        table, column = SQL.identifier(change.table), SQL.identifier(change.column)
        self.env.cr.execute(
            SQL(
                "UPDATE %(table)s SET %(column)s = %(before)s::%(type)s %(log)s "
                "WHERE id = ANY(%(ids)s) "
                "AND %(column)s::text IS NOT DISTINCT FROM %(after)s RETURNING id",
                table=table,
                column=column,
                before=change.before,
                type=SQL(column_types(self.env.cr, change.table)[change.column]),
                log=self._get_log(change.table),
                ids=ids,
                after=change.after,
            )
        )
        return [row for (row,) in self.env.cr.fetchall()]

    def _get_log(self, table):
        """Who changed the row, and when: phones follow these dates."""
        model = self.env["field.merge.links"]._get_models_by_table().get(table)
        if not model or not self.env[model]._log_access:
            return SQL()
        return SQL(
            ", write_uid = %s, write_date = %s", self.env.uid, fields.Datetime.now()
        )

    def _put_back_links(self, change):
        names = [SQL.identifier(name) for name in change.others]
        for row in change.rows:
            same = SQL(" AND ").join(
                SQL("mine.%s::text IS NOT DISTINCT FROM %s", name, value)
                for name, value in zip(names, row, strict=True)
            )
            twin = SQL(" AND ").join(
                SQL("twin.%s::text IS NOT DISTINCT FROM %s", name, value)
                for name, value in zip(names, row, strict=True)
            )
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE %(table)s mine SET %(column)s = %(before)s
                    WHERE mine.%(column)s = %(after)s AND %(same)s AND NOT EXISTS (
                        SELECT 1 FROM %(table)s twin
                        WHERE twin.%(column)s = %(before)s AND %(twin)s
                    )
                    """,
                    table=SQL.identifier(change.table),
                    column=SQL.identifier(change.column),
                    before=change.before,
                    after=change.after,
                    same=same,
                    twin=twin,
                )
            )

    def _delete_created(self, journal, conflicts):
        """Take away what the merge has made, unless something hangs on it by now."""
        for model, record_id in reversed(journal.created):
            record = self.env[model].browse(record_id).exists()
            name = record.display_name
            try:
                with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                    record.unlink()
            except (IntegrityError, UserError):
                conflicts.append(self.env._("“%s” is in use since and stays.", name))

    # ------------------------------------------------------------------
    # Conflicts
    # ------------------------------------------------------------------

    def _sort_conflict(self, change, ids, derived, conflicts):
        """Derived values are computed anew; what a person changed is listed."""
        name = self.env["field.merge.links"]._get_models_by_table().get(change.table)
        model = self.env.get(name)
        field = model._fields.get(change.column) if model is not None else None
        if field is None:
            return
        records = model.browse(ids).exists()
        if field.compute and (field.readonly or field.related):
            derived.setdefault(field, set()).update(records.ids)
            return
        label = self.env["ir.model.fields"]._get(name, change.column).field_description
        conflicts += [
            self.env._(
                "%(record)s: “%(field)s” was changed since and stays as it is.",
                record=record.display_name,
                field=label,
            )
            for record in records
        ]
        missing = len(ids) - len(records)
        if missing:
            conflicts.append(
                self.env._(
                    "%(what)s: %(count)s deleted since.",
                    what=self.env["ir.model"]._get(name).name,
                    count=missing,
                )
            )

    @api.model
    def _compute_again(self, derived):
        for field, ids in derived.items():
            records = self.env[field.model_name].browse(sorted(ids))
            self.env.add_to_compute(field, records)
        self.env.flush_all()

    def _post_undone(self, partners, conflicts):
        body = Markup("<p>%s</p>") % self.env._("The merge was undone.")
        if conflicts:
            body += Markup("<ul>%s</ul>") % Markup().join(
                Markup("<li>%s</li>") % line for line in conflicts
            )
        for partner in partners:
            self._post_on(partner, body)

    def _tell_undone(self, conflicts):
        message = self.env._("The merge was undone: everything is as it was before.")
        if conflicts:
            message = self.env._(
                "The merge was undone; %(count)s values changed since stay as they "
                "are.",
                count=len(conflicts),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if conflicts else "success",
                "message": message,
                "sticky": bool(conflicts),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
