from odoo import models


class IrCron(models.Model):
    _inherit = "ir.cron"

    def _callback(self, cron_name, server_action_id):
        """Tell the administrator when one of our scheduled tasks fails (S3-64).

        Odoo has rolled back by then, and commits what is written here.
        """
        try:
            return super()._callback(cron_name, server_action_id)
        except Exception as error:
            if self._is_field_crm():
                self._report_failure(f"{type(error).__name__}: {error}")
            raise

    def _update_failure_count(self, job, status):
        result = super()._update_failure_count(job, status)
        cron = self.browse(job["id"])
        if status == "failed" and cron._is_field_crm():
            # One that ran into the time limit raised nothing to be caught above.
            cron._report_failure(self.env._("It failed, or took too long."))
        return result

    def _is_field_crm(self):
        """Whether one of our add-ons brought this task."""
        count = (
            self.env["ir.model.data"]
            .sudo()
            .search_count(
                [
                    ("model", "=", "ir.cron"),
                    ("res_id", "=", self.id),
                    ("module", "=like", r"field\_crm%"),
                ],
                limit=1,
            )
        )
        return bool(count)

    def _report_failure(self, detail):
        self.env["field.error"]._report(
            cause=f"cron:{self.id}",
            name=self.env._("Scheduled task “%s”", self.sudo().cron_name),
            detail=detail,
        )
