import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...engine.winpneu import WinpneuError, diagnose

USER_CODE_LENGTH = 4


class FieldWinpneuBackend(models.Model):
    """One winpneu of one company: connection, tables, settings, and how it is doing."""

    _name = "field.winpneu.backend"
    _description = "winpneu"
    _inherit = [
        "field.winpneu.connection.mixin",
        "field.winpneu.layout.mixin",
        "field.winpneu.runner.mixin",
        "field.winpneu.watch.mixin",
        "field.winpneu.words.mixin",
        "field.winpneu.sender.mixin",
        "field.winpneu.client.reader.mixin",
        "field.winpneu.history.reader.mixin",
        "field.winpneu.comparer.mixin",
    ]
    _order = "sequence, id"

    name = fields.Char(required=True, default="winpneu")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    timezone = fields.Selection(
        lambda self: [(name, name) for name in sorted(pytz.common_timezones)],
        string="Time zone",
        required=True,
        default="Europe/Paris",
        help="Of the dates and times in winpneu.",
    )
    default_user_code = fields.Char(
        string="User code by default",
        help="winpneu user (c_user) under which rows are written for users who have "
        "none, 4 characters at most. Left empty, such rows wait.",
    )

    _one_a_company = models.UniqueIndex(
        "(company_id) WHERE active", "This company has a winpneu already."
    )

    @api.constrains("default_user_code")
    def _check_default_user_code(self):
        for backend in self:
            if len(backend.default_user_code or "") > USER_CODE_LENGTH:
                raise ValidationError(
                    self.env._(
                        "User code by default: “%(code)s” has %(length)s characters, "
                        "winpneu takes %(limit)s.",
                        code=backend.default_user_code,
                        length=len(backend.default_user_code),
                        limit=USER_CODE_LENGTH,
                    )
                )

    @api.model
    def _get_of_company(self, company):
        """The backend that what happens in a company goes to, or none."""
        return self.sudo().search([("company_id", "=", company.id)], limit=1)

    def _get_steps(self):
        return ["_send", "_read_clients", "_read_history", "_archive"]

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_test(self):
        """« Test the connection »: what is wrong, in words.

        :raises UserError: with a sentence for each thing that is wrong
        """
        self.ensure_one()
        self.check_access("write")
        problems = self._get_problems()
        if problems:
            raise UserError("\n".join(f"– {problem}" for problem in problems))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "title": self.name,
                "message": self.env._(
                    "Connected: every table, column and right is there."
                ),
            },
        }

    def _get_problems(self):
        """Sentences about what keeps the bridge from working."""
        with self._connect_or_explain() as session:
            try:
                findings = diagnose(
                    session, self._get_layout(), archives=self._archives_rows()
                )
            except WinpneuError as error:
                return [self._say(error)]
        return [self._say_finding(finding) for finding in findings]

    def _archives_rows(self):
        return bool(self.company_id.field_winpneu_archive_months)

    def action_pause(self):
        self.write({"is_paused": True})

    def action_resume(self):
        """Switch the bridge on, once the connection has been found to work."""
        for backend in self:
            backend.action_test()
        self.write({"is_paused": False, "next_run_on": False})
        self.env.ref("field_crm_winpneu_bridge.ir_cron_winpneu").sudo()._trigger()
