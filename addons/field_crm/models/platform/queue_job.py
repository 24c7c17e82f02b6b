from odoo import models


class QueueJob(models.Model):
    _inherit = "queue.job"

    def write(self, vals):
        """Tell the administrator when one of our background jobs fails (S3-64)."""
        result = super().write(vals)
        if vals.get("state") == "failed":
            self.env["field.work"]._on_job_failed(self)
            for job in self.filtered(lambda job: job._is_field_crm()):
                self.env["field.error"]._report(
                    cause=f"job:{job.model_name}.{job.method_name}",
                    name=self.env._("Background job “%s”", job.name),
                    detail=": ".join(filter(None, (job.exc_name, job.exc_message))),
                    company=job.company_id,
                )
        return result

    def _is_field_crm(self):
        model = self.env["ir.model"].sudo()._get(self.model_name)
        return "field_crm" in (model.modules or "")
