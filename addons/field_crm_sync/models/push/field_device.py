from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

_FORGOTTEN_AFTER = timedelta(days=390)


class FieldDevice(models.Model):
    """What the ledger knows of a phone."""

    _inherit = "field.device"

    mutation_ids = fields.One2many("field.mutation", "device_id", readonly=True)

    def _has_result(self, uuid):
        """Whether a result that the phone was given is still there.

        It is not after a backup was restored that is older.
        """
        self.ensure_one()
        found = self.env["field.mutation"]._find([uuid])
        return found.get(uuid, self.env["field.mutation"]).user_id == self.user_id

    def _get_results_since(self, cursor):
        """Results of the phone's mutations that changed after a cursor.

        Most are those that it was told when it sent them; some were decided on since.
        """
        self.ensure_one()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM field_mutation WHERE device_id = %s AND %s "
                "ORDER BY seq",
                self.id,
                self.env["field.pull.table"]._is_since(
                    SQL.identifier("sync_xid"), cursor
                ),
            )
        )
        numbers = [row[0] for row in self.env.cr.fetchall()]
        lines = self.env["field.mutation"].sudo().browse(numbers)
        return [line._get_result() for line in lines]

    def _is_forgotten(self):
        """Whether the traces of what was deleted may be gone since it was here."""
        self.ensure_one()
        seen = self.last_push or self.create_date
        seen = max(seen, self.last_seen or seen)
        return fields.Datetime.now() - seen > _FORGOTTEN_AFTER
