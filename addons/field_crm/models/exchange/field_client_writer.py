from itertools import islice

from psycopg2 import DataError, IntegrityError

from odoo import api, models
from odoo.exceptions import AccessError

from ...engine.importer import Action
from .writing.shape import shape_of

_BATCH = 2000
_ORM_BATCH = 200


class FieldClientWriter(models.AbstractModel):
    """Carry out the plan of an import, set by set, with the rights of the user.

    Whatever the ORM would have stored is stored: columns of their own values, computed
    ones, park lines. What is not known to be the same without the ORM goes by the ORM,
    row by row or, where another add-on has changed what creating a partner means, all
    of it; see docs/design/import.md.
    """

    _name = "field.client.writer"
    _description = "Writing of imported clients"
    _inherit = ["field.client.orm.mixin", "field.client.undo.mixin"]

    @api.model
    def _write_plans(self, plans, import_id=False):
        """Create and update what the plans say.

        May be called any number of times for one import, a part of its rows each time;
        commits nothing.

        Parameters
        ----------
        plans : iterable of RowPlan
            From :class:`Planner`, which has checked them; those that neither create
            nor update are passed over.
        import_id : int, optional
            The ``field.import`` that ``field.import.trace`` is kept for, which
            ``_undo`` needs.

        Returns
        -------
        list of int
            Identifiers of the partners written, in the order of the plans.

        Raises
        ------
        UserError
            Naming the row, when the base refuses one. Some of the others may be
            written: the caller has the savepoint.
        AccessError
            When the user has not the role, or may not write one of the partners.
        """
        self._check_may_import()
        self.env.flush_all()
        shape = shape_of(self.env["res.partner"])
        new_codes, written = {}, []
        wanted = (
            plan for plan in plans if plan.action in (Action.CREATE, Action.UPDATE)
        )
        while batch := list(islice(wanted, _BATCH)):
            by_plan = {}
            created = [plan for plan in batch if plan.action is Action.CREATE]
            updated = [plan for plan in batch if plan.action is Action.UPDATE]
            for way, group in self._sort_out(created, updated, shape):
                self._write_group(way, group, shape, new_codes, by_plan)
            written += [by_plan[plan.row] for plan in batch]
            if import_id:
                self.env["field.import.trace"]._record(
                    import_id, batch, by_plan, new_codes
                )
        self.env.invalidate_all()
        return written

    def _check_may_import(self):
        if not self.env.su and not self.env.user.has_group(
            "field_crm.group_field_client_import"
        ):
            raise AccessError(
                self.env._("You need the role “Import clients” to import.")
            )

    def _sort_out(self, created, updated, shape):
        """Which rows go which way: list of (method, plans)."""
        fast_created, slow_created = self._split_created(created, shape)
        fast_updated, slow_updated = self._split_updated(updated, shape)
        groups = [
            (self._insert, fast_created),
            (self._update, fast_updated),
            (None, slow_created),
            (None, slow_updated),
        ]
        return [(way, plans) for way, plans in groups if plans]

    def _write_group(self, way, plans, shape, new_codes, by_plan):
        if way is not None:
            try:
                with self.env.cr.savepoint():
                    ids = way(plans, shape, new_codes)
                by_plan.update(self._by_row(plans, ids))
                return
            except (IntegrityError, DataError):
                # The database refuses one of them; the ORM's way finds out which.
                new_codes.clear()
        for start in range(0, len(plans), _ORM_BATCH):
            part = plans[start : start + _ORM_BATCH]
            if part[0].action is Action.CREATE:
                ids = self._create_by_orm(part, new_codes)
            else:
                ids = [plan.record_id for plan in part]
                self._update_by_orm(part, new_codes)
            self.env.flush_all()
            by_plan.update(self._by_row(part, ids))

    @staticmethod
    def _by_row(plans, ids):
        return {plan.row: each for plan, each in zip(plans, ids, strict=True)}
