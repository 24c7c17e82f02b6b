from itertools import islice

from psycopg2 import DataError, IntegrityError

from odoo import api, models
from odoo.exceptions import AccessError

from ...engine.importer import Action
from .writing.copying import send, spell
from .writing.insertion import Insertion
from .writing.run import Run
from .writing.shape import shape_of

_BATCH = 2000
_ORM_BATCH = 200
_GROWTH = 5


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
    def _write_plans(self, plans, import_id=False, batch_size=_BATCH, beside=None):
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
        batch_size : int, optional
            How many are written while the next ones are prepared: the fewer, the
            sooner PostgreSQL begins; each batch costs some milliseconds.
        beside : callable, optional
            Takes plans of clients that are inserted together and their identifiers;
            gives statements (:class:`SQL`) that PostgreSQL carries out right after
            that INSERT, while Python goes on. They are taken back with it: a client
            that is made by the ORM after all has another identifier.

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
        run = Run(
            shape_of(self.env["res.partner"]),
            self._get_setting,
            self._reserve_ids,
            import_id,
            beside,
        )
        wanted = (
            plan for plan in plans if plan.action in (Action.CREATE, Action.UPDATE)
        )
        under_way = None
        try:
            # While PostgreSQL takes in one batch, the next is read and prepared.
            while batch := list(islice(wanted, batch_size)):
                prepared = _Batch(batch, *self._prepare(batch, run))
                if under_way:
                    self._end(under_way, run)
                under_way = None
                under_way = self._begin(prepared, run)
            if under_way:
                self._end(under_way, run)
            # Once for all: each time, the rules read all prospects.
            self._check_rules("create", run.created)
        except BaseException:
            if under_way:
                under_way.give_up()
            raise
        self.env.invalidate_all()
        return run.written

    # ------------------------------------------------------------------
    # A batch
    # ------------------------------------------------------------------

    def _prepare(self, batch, run):
        """(plans to insert, their identifiers, what to copy)."""
        created = [plan for plan in batch if plan.action is Action.CREATE]
        plans, _slow = self._split_created(created, run.shape)
        if not plans:
            return [], [], []
        return plans, *self._prepare_insert(plans, run)

    def _begin(self, batch, run):
        """Write all that is not inserted as a set, then start the INSERT."""
        created = [plan for plan in batch.plans if plan.action is Action.CREATE]
        updated = [plan for plan in batch.plans if plan.action is Action.UPDATE]
        _fast, slow_created = self._split_created(created, run.shape)
        fast_updated, slow_updated = self._split_updated(updated, run.shape)
        if fast_updated:
            self._update_set(fast_updated, run, batch)
        for plans in (slow_created, slow_updated):
            if plans:
                self._write_by_orm(plans, run, batch)
        if batch.copied:
            batch.codes = dict(run.new_codes)
            batch.savepoint = self.env.cr.savepoint(flush=False)
            cr = self.env.cr
            statements = send(cr, batch.copies)
            batch.copies = None
            if run.beside:
                beside = run.beside(batch.copied, batch.ids)
                statements += [spell(cr, query) for query in beside]
            # The next batch is prepared while the connection is busy.
            run.stock_ids(len(batch.plans))
            batch.insertion = Insertion(cr, statements)
            batch.insertion.start()
        return batch

    def _end(self, batch, run):
        """Wait for the INSERT of a batch, and do what follows."""
        if batch.copied:
            try:
                batch.insertion.end()
                self._finish_insert(batch.copied, batch.ids, run)
                batch.savepoint.close(rollback=False)
                batch.keep(batch.copied, batch.ids)
                run.created += batch.ids
            except (IntegrityError, DataError):
                # The database refuses one of them; the ORM's way finds out which.
                batch.give_up()
                self.env.invalidate_all(flush=False)
                run.new_codes = batch.codes
                self._write_by_orm(batch.copied, run, batch)
            self._keep_statistics(len(run.created))
        run.written += [batch.found[plan.row] for plan in batch.plans]
        if run.import_id:
            self.env["field.import.trace"]._record(
                run.import_id, batch.plans, batch.found, run.new_codes
            )

    def _update_set(self, plans, run, batch):
        try:
            with self.env.cr.savepoint():
                batch.keep(plans, self._update(plans, run))
        except (IntegrityError, DataError):
            self._write_by_orm(plans, run, batch)

    def _write_by_orm(self, plans, run, batch):
        for start in range(0, len(plans), _ORM_BATCH):
            part = plans[start : start + _ORM_BATCH]
            if part[0].action is Action.CREATE:
                ids = self._create_by_orm(part, run.new_codes)
            else:
                ids = [plan.record_id for plan in part]
                self._update_by_orm(part, run.new_codes)
            self.env.flush_all()
            batch.keep(part, ids)

    def _keep_statistics(self, made):
        """Tell PostgreSQL of a table that has grown out of what it knows.

        In a base of twenty partners it checks every foreign key to them by reading the
        table, and goes on doing so when there are 100,000.
        """
        self.env.cr.execute(
            "SELECT reltuples FROM pg_class WHERE oid = 'res_partner'::regclass"
        )
        if made > _GROWTH * max(self.env.cr.fetchone()[0], 1):
            # Columns are named so that no index over an expression is looked at.
            self.env.cr.execute("ANALYZE res_partner (id, ref)")

    def _check_may_import(self):
        if not self.env.su and not self.env.user.has_group(
            "field_crm.group_field_client_import"
        ):
            raise AccessError(
                self.env._("You need the role “Import clients” to import.")
            )


class _Batch:
    """Rows that are written together, and what has become of them.

    Attributes
    ----------
    plans
        All of them, in the order of the file.
    copied, ids, copies
        Those that are inserted as a set, their identifiers, and their columns.
    found
        Identifier of the client by number of the row.
    """

    def __init__(self, plans, copied, ids, copies):
        self.plans = plans
        self.copied = copied
        self.ids = ids
        self.copies = copies
        self.found = {}
        # Those that were made when the INSERT began: others go with its savepoint.
        self.codes = {}
        self.savepoint = None
        self.insertion = None

    def give_up(self):
        """Take back what the INSERT has written, once it has ended."""
        if self.insertion:
            self.insertion.join()
        if self.savepoint and not self.savepoint.closed:
            self.savepoint.close(rollback=True)

    def keep(self, plans, ids):
        """Remember which clients rows have become."""
        self.found.update(
            (plan.row, each) for plan, each in zip(plans, ids, strict=True)
        )
