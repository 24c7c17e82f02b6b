from datetime import date

from odoo import api, fields, models

from ...engine.importer import Action, NewCode
from .writing.copying import copy_lines
from .writing.text import lines, objects, plain


class FieldImportTrace(models.Model):
    """What an import did to one client, so that it can be undone (S0-40).

    Written set by set with the clients themselves, read by the undo; nobody else's.
    """

    _name = "field.import.trace"
    _description = "Trace of an import"
    _order = "id"
    _log_access = False

    import_id = fields.Many2one(
        "field.import", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [("created", "Created"), ("updated", "Changed")], required=True
    )
    date = fields.Datetime(required=True)
    previous = fields.Json(
        string="Before", help="Values that were replaced, by name of the column."
    )
    written = fields.Json(help="Values that replaced them.")

    @api.model
    def _record(self, import_id, plans, partner_ids, new_codes):
        """Keep what was done.

        :param int import_id: the ``field.import``
        :param plans: list of RowPlan that were carried out
        :param partner_ids: {row: partner id}
        :param new_codes: identifiers of the codes that were created for the plans
        """

        def to_json(values):
            return {name: plain_value(value) for name, value in values.items()}

        def plain_value(value):
            if isinstance(value, date):
                return value.isoformat()
            if isinstance(value, NewCode):
                return writer._get_new_code(value, new_codes)
            return value

        writer = self.env["field.client.writer"]
        now = self.env.cr.now()
        updated = [plan.action is Action.UPDATE for plan in plans]
        columns = {
            "import_id": plain([import_id] * len(plans)),
            "partner_id": plain(partner_ids[plan.row] for plan in plans),
            "kind": ["updated" if each else "created" for each in updated],
            "date": plain([now] * len(plans)),
            "previous": objects(
                to_json(plan.previous) if is_update else None
                for plan, is_update in zip(plans, updated, strict=True)
            ),
            "written": objects(
                to_json(plan.values) if is_update else None
                for plan, is_update in zip(plans, updated, strict=True)
            ),
        }
        text = lines(list(columns.values()))
        copy_lines(self.env.cr, self._table, list(columns), text)
        self.invalidate_model()
