from odoo import fields, models


class FieldWorkedMixin(models.AbstractModel):
    """A record whose long work is done in the background, with its progress shown."""

    _name = "field.worked.mixin"
    _description = "Record with a work in the background"

    work_id = fields.Many2one(
        "field.work", readonly=True, copy=False, index="btree_not_null"
    )
    work_state = fields.Selection(related="work_id.state", string="State of the work")

    def _start_work(self, method, name, total=0, **kwargs):
        """Do something in the background, once this transaction is committed.

        :param str method: name of a method of this model, called as the user with the
            work and ``kwargs``; it calls ``work._advance`` and may call ``work._keep``
        :param str name: what is done, in the user's words
        :param int total: units to do, 0 when unknown
        :param kwargs: JSON values for the method
        :return: the new ``field.work``
        """
        self.ensure_one()
        work = (
            self.env["field.work"]
            .sudo()
            .create(
                {
                    "name": name,
                    "user_id": self.env.uid,
                    "company_id": self.env.company.id,
                    "res_model": self._name,
                    "res_id": self.id,
                    "progress_ids": [fields.Command.create({"total": total})],
                }
            )
        )
        self.sudo().work_id = work
        job = self.with_delay(description=name)._run_work(work.id, method, kwargs)
        # Without a job, as in tests that ask for none, the work has run already.
        work.job_uuid = getattr(job, "uuid", False)
        return work

    def _run_work(self, work_id, method, kwargs):
        self.env["field.work"].browse(work_id)._run(method, kwargs)

    def _on_work_ended(self, work):
        """Called when the work was cancelled or has failed, after its rollback."""
