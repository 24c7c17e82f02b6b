from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .writing.batch import Batch
from .writing.copying import copy_lines, formats_of, make_table
from .writing.text import lines

_TABLE = "field_client_update"
# Writing nothing but these is no movement of a prospect.
_NO_MOVEMENT = frozenset({"partner_latitude", "partner_longitude"})
# Records that a change of a partner goes on to in `write`: its people and sites, users,
# the company it stands for, bank accounts, letters on their way.
_TIES = (
    ("res.partner", "parent_id"),
    ("res.users", "partner_id"),
    ("res.company", "partner_id"),
    ("res.partner.bank", "partner_id"),
    ("snailmail.letter", "partner_id"),
)


class FieldClientUpdateMixin(models.AbstractModel):
    """Change planned clients by one UPDATE for thousands of them."""

    _name = "field.client.update.mixin"
    _description = "Change of clients by UPDATE"
    _inherit = "field.client.insert.mixin"

    def _split_updated(self, plans, shape):
        """(rows for UPDATE, rows for the ORM)."""
        if shape.strangers or not plans:
            return [], plans
        ids = [plan.record_id for plan in plans]
        tied = self._find_tied(ids)
        # By its reference and by one that a merge has retired: one after the other.
        tied.update(each for each, count in Counter(ids).items() if count > 1)
        return self._split(
            plans, lambda plan: plan.record_id not in tied and self._is_plain(plan)
        )

    def _find_tied(self, ids):
        """Those of the partners whose changes the ORM hands on to other records."""
        queries = [
            SQL(
                "SELECT %(column)s FROM %(table)s WHERE %(column)s = ANY(%(ids)s)",
                column=SQL.identifier(name),
                table=SQL.identifier(self.env[model]._table),
                ids=ids,
            )
            for model, name in _TIES
            if model in self.env
        ]
        queries.append(
            SQL(
                """
                SELECT id FROM res_partner
                 WHERE id = ANY(%s)
                   AND (parent_id IS NOT NULL OR company_name IS NOT NULL)
                """,
                ids,
            )
        )
        self.env.cr.execute(SQL(" UNION ").join(queries))
        return {row[0] for row in self.env.cr.fetchall()}

    # ------------------------------------------------------------------
    # Change
    # ------------------------------------------------------------------

    @api.model
    def _update(self, plans, run):
        """Change clients; returns their identifiers, in the order of the plans."""
        shape = run.shape
        Partner = self.env["res.partner"]
        Partner.check_access("write")
        ids = [plan.record_id for plan in plans]
        self._check_rules("write", ids)
        rows = self._get_rows(plans, run.new_codes)
        changed = {name for row in rows for name in row}
        entries = [
            entry
            for entry in shape.derived
            if any(shape.triggers[name] & changed for name in entry.outputs)
        ]
        batch = self._get_current(ids, changed, entries, rows, run.setting)
        self._check_status_changes(batch, rows)
        batch.before = dict(batch.columns)
        for name in changed:
            current = batch.columns[name]
            batch.columns[name] = [
                self._merge(name, row[name], current[index])
                if name in row
                else current[index]
                for index, row in enumerate(rows)
            ]
        self._derive_changed(batch, entries, shape.triggers)
        names = changed.union(*(entry.outputs for entry in entries))
        if self._note_movements(batch, rows):
            names.add("last_movement_date")
        self._write_columns(batch, sorted(names))
        self._update_park(plans)
        self._let_orm_follow(ids, changed, shape)
        return ids

    @staticmethod
    def _merge(name, value, current):
        # What a row says nothing about stays.
        return {**(current or {}), **value} if name == "own_properties" else value

    def _get_current(self, ids, changed, entries, rows, setting):
        """What the clients hold now, of all columns that are looked at."""
        names = {"field_status", "prospect_id", "last_movement_date"} | changed
        for entry in entries:
            names.update(entry.outputs, entry.inputs)
        names.update(setting.searched, setting.phones)
        names = sorted(names)
        self.env.cr.execute(
            SQL(
                """
                SELECT %s
                  FROM unnest(%s) WITH ORDINALITY AS wanted (id, place)
                  JOIN res_partner ON res_partner.id = wanted.id
                 ORDER BY place
                """,
                SQL(", ").join(SQL.identifier("res_partner", each) for each in names),
                ids,
            )
        )
        found = self.env.cr.fetchall()
        if len(found) != len(ids):
            raise UserError(
                self.env._(
                    "Clients were deleted while the file was being imported. "
                    "Check it again."
                )
            )
        columns = zip(*found, strict=True)
        return Batch(
            ids,
            {name: list(column) for name, column in zip(names, columns, strict=True)},
            setting,
            [row.keys() for row in rows],
        )

    def _check_status_changes(self, batch, rows):
        changes = {
            (row["field_status"], current)
            for row, current in zip(rows, batch["field_status"], strict=True)
            if row.get("field_status", current) != current
        }
        for status, current in changes:
            self.env["res.partner"]._check_may_set_status(status, current or False)

    @staticmethod
    def _derive_changed(batch, entries, triggers):
        """Derive again, for the rows only that change something it follows from."""
        for entry in entries:
            results = entry.derive(batch)
            kept = frozenset(entry.outputs if entry.is_kept else ())
            for name, values in zip(entry.outputs, results, strict=True):
                current, sources = batch[name], triggers[name]
                batch.columns[name] = [
                    now
                    if sources.isdisjoint(given) or not kept.isdisjoint(given)
                    else new
                    for new, now, given in zip(
                        values, current, batch.given, strict=True
                    )
                ]

    @staticmethod
    def _note_movements(batch, rows):
        """Set the clock of prospects; whether there are any."""
        now, moved = fields.Datetime.now(), False
        column = batch.columns["last_movement_date"]
        for index, (row, prospect) in enumerate(
            zip(rows, batch["prospect_id"], strict=True)
        ):
            if prospect and not _NO_MOVEMENT.issuperset(row):
                column[index] = now
                moved = True
        return moved

    def _write_columns(self, batch, names):
        """UPDATE from a temporary table."""
        cr = self.env.cr
        table = SQL.identifier(_TABLE)
        columns = [SQL.identifier(name) for name in names]
        make_table(cr, _TABLE, ["id", *names])
        formats = formats_of(self.env["res.partner"], ["id", *names])
        parts = [formats["id"](batch.ids)]
        parts += [formats[name](batch[name]) for name in names]
        copy_lines(cr, _TABLE, ["id", *names], lines(parts))
        cr.execute(
            SQL(
                """
                UPDATE res_partner
                   SET %s, write_uid = %s, write_date = %s
                  FROM %s AS new
                 WHERE res_partner.id = new.id
                """,
                SQL(", ").join(
                    SQL("%s = %s", column, SQL.identifier("new", name))
                    for column, name in zip(columns, names, strict=True)
                ),
                self.env.uid,
                cr.now(),
                table,
            )
        )

    def _let_orm_follow(self, ids, changed, shape):
        """Have the ORM compute what follows elsewhere, or what the fast way leaves."""
        self.env.invalidate_all(flush=False)
        partners = self.env["res.partner"].browse(ids)
        partners.modified(changed)
        for entry in shape.derived:
            for name in entry.outputs:
                self.env.remove_to_compute(partners._fields[name], partners)
        self.env.flush_all()
        for name in shape.checks:
            check = getattr(partners, name)
            if changed.intersection(getattr(check, "_constrains", ())):
                check()
        self.env.invalidate_all(flush=False)

    def _update_park(self, plans):
        """Numbers of vehicles: lines that exist change, others are added."""
        rows = self._get_park_rows(plans, [plan.record_id for plan in plans])
        if not rows:
            return
        self.env["field.park.line"].check_access("write")
        now, uid = self.env.cr.now(), self.env.uid
        partners, types, counts = map(list, zip(*rows, strict=True))
        self.env.cr.execute(
            SQL(
                """
                WITH new AS (
                    SELECT * FROM unnest(%(partners)s, %(types)s, %(counts)s)
                               AS new (partner_id, park_type_id, vehicle_count)
                ), changed AS (
                    UPDATE field_park_line AS line
                       SET vehicle_count = new.vehicle_count,
                           write_uid = %(uid)s, write_date = %(now)s
                      FROM new
                     WHERE line.partner_id = new.partner_id
                       AND line.park_type_id = new.park_type_id
                 RETURNING line.partner_id, line.park_type_id
                )
                INSERT INTO field_park_line (
                    partner_id, park_type_id, vehicle_count,
                    create_uid, write_uid, create_date, write_date
                )
                SELECT partner_id, park_type_id, vehicle_count,
                       %(uid)s, %(uid)s, %(now)s, %(now)s
                  FROM new
                 WHERE vehicle_count > 0
                   AND (partner_id, park_type_id) NOT IN (SELECT * FROM changed)
                """,
                partners=partners,
                types=types,
                counts=counts,
                uid=uid,
                now=now,
            )
        )
