from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.safe_eval import datetime, dateutil, safe_eval, time


class IrFilters(models.Model):
    _inherit = "ir.filters"

    def _get_report_domain(self):
        """The filter as its reader means it today: ``uid``, ``context_today``…

        :raises UserError: when the filter cannot be understood
        """
        self.ensure_one()
        return Domain(self._evaluate_for_report(self.domain, []))

    def _get_report_context(self):
        """Groups and measures that the screen was left with."""
        self.ensure_one()
        context = self._evaluate_for_report(self.context, {})
        return context if isinstance(context, dict) else {}

    @api.model
    def _evaluate_for_report(self, expression, default):
        """Value of an expression of a filter or action, with no record at hand."""
        if not expression:
            return default
        names = {
            "uid": self.env.uid,
            "allowed_company_ids": self.env.companies.ids,
            "context_today": lambda: fields.Date.context_today(self),
            "current_date": fields.Date.context_today(self).isoformat(),
            "datetime": datetime,
            "relativedelta": dateutil.relativedelta.relativedelta,
            "time": time,
        }
        try:
            return safe_eval(str(expression), names)
        except Exception as error:
            raise UserError(
                self.env._(
                    "The filter “%(filter)s” cannot be used outside its screen: "
                    "%(reason)s",
                    filter=self.name or str(expression)[:60],
                    reason=error,
                )
            ) from error
