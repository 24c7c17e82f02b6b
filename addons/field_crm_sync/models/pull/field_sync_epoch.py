import hashlib

from odoo import api, models
from odoo.tools import SQL

_PARAMETER = "field_crm_sync.epoch"


class FieldSyncEpoch(models.AbstractModel):
    """Which life of the database this is.

    Numbers of transactions mean something within one life only. A copy, a dump that was
    restored, a server that took over or went back in time begins another one.
    """

    _name = "field.sync.epoch"
    _description = "Life of the database"

    @api.model
    def _get_database(self):
        return self.env["ir.config_parameter"].sudo().get_param("database.uuid")

    @api.model
    def _prepare(self):
        """Make the row in which the epoch is noted.

        Two phones that both come first then write the same row, and the slower one is
        asked again; two that both made it would be a fault.
        """
        self.env.cr.execute(
            SQL(
                "INSERT INTO ir_config_parameter (key, value) VALUES (%s, 'none') "
                "ON CONFLICT (key) DO NOTHING",
                _PARAMETER,
            )
        )

    @api.model
    def _get_epoch(self):
        """The present one; the first to notice that it is new clears the old marks."""
        self.env.cr.execute(
            SQL(
                "SELECT system_identifier, timeline_id, oid "
                "FROM pg_control_system(), pg_control_checkpoint(), pg_database "
                "WHERE datname = current_database()"
            )
        )
        life = (*self.env.cr.fetchone(), self._get_database())
        epoch = hashlib.sha256(repr(life).encode()).hexdigest()[:16]
        parameters = self.env["ir.config_parameter"].sudo()
        if parameters.get_param(_PARAMETER) != epoch:
            parameters.set_param(_PARAMETER, epoch)
            self.env["field.sync.mark"]._forget_future()
        return epoch
