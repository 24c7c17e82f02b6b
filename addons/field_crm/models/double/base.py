from odoo import models

from .recorder import RECORDER


class Base(models.AbstractModel):
    _inherit = "base"

    def _write_multi(self, vals_list):
        """Let a merge keep what it overwrites, computed fields of any model included.

        All that the ORM updates comes by here, and a merge that did not see it could
        not be undone.
        """
        recorder = self.env.cr.cache.get(RECORDER)
        if recorder is not None and self._ids:
            columns = {}
            for record_id, vals in zip(self._ids, vals_list, strict=True):
                columns.setdefault(tuple(vals), []).append(record_id)
            for names, ids in columns.items():
                recorder.note(self._table, names, ids)
        return super()._write_multi(vals_list)
