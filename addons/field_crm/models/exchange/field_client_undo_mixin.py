import math
from collections import defaultdict
from itertools import islice

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.importer import Action, RowPlan
from .field_client_orm_mixin import QUIET

_CHUNK = 1000
# What points to a client because the import itself made it so.
_OWN_LINKS = frozenset(
    {
        ("res_partner", "commercial_partner_id"),
        ("res_partner", "prospect_id"),
        ("field_import_trace", "partner_id"),
        ("field_park_line", "partner_id"),
    }
)
# What hangs on a client by its model and identifier.
_DOCUMENTS = (
    ("mail.message", "model"),
    ("mail.followers", "res_model"),
    ("mail.activity", "res_model"),
    ("ir.attachment", "res_model"),
)


class FieldClientUndoMixin(models.AbstractModel):
    """Take an import back without taking back what people did since."""

    _name = "field.client.undo.mixin"
    _description = "Undo of an import of clients"
    _inherit = "field.client.update.mixin"

    @api.model
    def _undo(self, traces, advance=None, is_dry=False):
        """Take back what an import did.

        Clients that it created are deleted, or archived when something hangs on them
        since, or somebody has changed them. Of those that it changed, each value is put
        back that is still what the import wrote. The traces are gone afterwards.

        Parameters
        ----------
        traces : field.import.trace
            Of one import, or a part of them.
        advance : callable, optional
            Called with the number of traces done.
        is_dry : bool
            Whether only to tell what would be done.

        Returns
        -------
        dict
            ``deleted`` (count); ``archived`` (list of ``{"partner_id", "name",
            "reasons"}``, the reasons as texts); ``restored`` (count of clients);
            ``left`` (list of ``{"partner_id", "name", "columns"}``: values that
            somebody has changed since, by name of the column).

        Raises
        ------
        AccessError
            When the user has not the role, or may not write one of the partners.
        """
        self._check_may_import()
        self.env.flush_all()
        report = {"deleted": 0, "archived": [], "restored": 0, "left": []}
        # The last rows first, as for any stack of changes.
        remaining = iter(traces.sudo().sorted("id", reverse=True).ids)
        done = 0
        while chunk := list(islice(remaining, _CHUNK)):
            part = traces.sudo().browse(chunk)
            created = part.filtered(lambda trace: trace.kind == "created")
            self._undo_created(created, report, is_dry)
            self._undo_updated(part - created, report, is_dry)
            if not is_dry:
                part.exists().unlink()
            done += len(chunk)
            if advance:
                advance(done)
            self.env.flush_all()
            self.env.invalidate_all()
        return report

    # ------------------------------------------------------------------
    # Created
    # ------------------------------------------------------------------

    def _undo_created(self, traces, report, is_dry):
        ids = traces.partner_id.ids
        if not ids:
            return
        self._check_rules("write", ids)
        links = self._find_links(traces)
        partners = self.env["res.partner"].sudo().with_context(**QUIET).browse(ids)
        bound = partners.filtered(lambda partner: partner.id in links)
        for partner in bound:
            report["archived"].append(
                {
                    "partner_id": partner.id,
                    "name": partner.name,
                    "reasons": sorted(links[partner.id]),
                }
            )
        free = partners - bound
        report["deleted"] += len(free)
        if not is_dry:
            bound.write({"active": False})
            free.unlink()

    def _find_links(self, traces):
        """What hangs on created clients since: {partner id: set of reasons}."""
        links = defaultdict(set)
        for trace in traces:
            if trace.partner_id.write_date > trace.date:
                links[trace.partner_id.id].add(self.env._("changed since"))
            if any(
                line.write_date > trace.date for line in trace.partner_id.park_line_ids
            ):
                links[trace.partner_id.id].add(self.env._("park counted since"))
        ids = traces.partner_id.ids
        for table, column, reason in self._get_references():
            self.env.cr.execute(
                SQL(
                    "SELECT DISTINCT %(column)s FROM %(table)s "
                    "WHERE %(column)s = ANY(%(ids)s)",
                    column=column,
                    table=table,
                    ids=ids,
                )
            )
            for (partner_id,) in self.env.cr.fetchall():
                links[partner_id].add(reason)
        for model, name in _DOCUMENTS:
            for (partner_id,) in self._find_documents(model, name, ids):
                links[partner_id].add(self._get_reason(self.env[model]._table))
        return links

    def _find_documents(self, model, name, ids):
        self.env.cr.execute(
            SQL(
                "SELECT DISTINCT res_id FROM %s WHERE %s = 'res.partner' "
                "AND res_id = ANY(%s)",
                SQL.identifier(self.env[model]._table),
                SQL.identifier(name),
                ids,
            )
        )
        return self.env.cr.fetchall()

    def _get_references(self):
        """Foreign keys to partners: list of (table, column, reason)."""
        self.env.cr.execute(
            """
            SELECT tables.relname, columns.attname
              FROM pg_constraint AS keys
              JOIN pg_class AS tables ON tables.oid = keys.conrelid
              JOIN pg_attribute AS columns
                ON columns.attrelid = keys.conrelid AND columns.attnum = keys.conkey[1]
             WHERE keys.contype = 'f' AND keys.confrelid = 'res_partner'::regclass
             ORDER BY 1, 2
            """
        )
        return [
            (SQL.identifier(table), SQL.identifier(column), self._get_reason(table))
            for table, column in self.env.cr.fetchall()
            if (table, column) not in _OWN_LINKS
        ]

    def _get_reason(self, table):
        """What a table holds, in the user's words."""
        names = [name for name in self.env.registry if self.env[name]._table == table]
        model = self.env["ir.model"].sudo()
        return model._get(names[0]).name if names else self.env._("other records")

    # ------------------------------------------------------------------
    # Changed
    # ------------------------------------------------------------------

    def _undo_updated(self, traces, report, is_dry):
        names = sorted({name for trace in traces for name in trace.written or ()})
        if not names:
            return
        partners = self.env["res.partner"].browse(traces.partner_id.ids)
        now = self.env["field.import.catalogue"]._read_values(partners, names)
        plans = []
        for number, trace in enumerate(traces):
            partner = trace.partner_id
            current = now[partner.id]
            untouched = {
                name
                for name, value in trace.written.items()
                if _is_same(value, current.get(name))
            }
            changed = [name for name in trace.written if name not in untouched]
            if changed:
                report["left"].append(
                    {
                        "partner_id": partner.id,
                        "name": partner.name,
                        "columns": changed,
                    }
                )
            if untouched:
                report["restored"] += 1
                values = {
                    name: self._from_json(name, trace.previous.get(name))
                    for name in sorted(untouched)
                }
                plans.append(
                    RowPlan(
                        row=number,
                        action=Action.UPDATE,
                        key=partner.ref or "",
                        name=partner.name or "",
                        record_id=partner.id,
                        values=values,
                    )
                )
        if not is_dry:
            self._write_plans(plans)

    def _from_json(self, name, value):
        field = self.env["res.partner"]._fields.get(name)
        if value and field is not None and field.type == "date":
            return fields.Date.to_date(value)
        return value


def _is_same(written, current):
    if hasattr(current, "isoformat"):
        current = current.isoformat()
    if isinstance(written, float) and isinstance(current, (int, float)):
        return math.isclose(written, current, rel_tol=1e-9, abs_tol=1e-7)
    return written == current or (not written and not current)
