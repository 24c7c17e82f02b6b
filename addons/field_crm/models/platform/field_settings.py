import smtplib

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import config


class FieldSettings(models.TransientModel):
    """« Paramètres »: the parameters of the current company (S3-74, S3-76).

    Odoo's own settings are for system administrators only. This form holds nothing but
    our parameters, so that a Field CRM administrator reaches them and nothing else of
    the company. A capability adds its parameters as fields
    ``related="company_id.…", readonly=False`` and a block of the form.
    """

    _name = "field.settings"
    _description = "Field CRM settings"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    field_accountant_emails = fields.Char(
        related="company_id.field_accountant_emails", readonly=False
    )
    field_error_emails = fields.Char(
        related="company_id.field_error_emails", readonly=False
    )
    field_visit_past_days = fields.Integer(
        related="company_id.field_visit_past_days", readonly=False
    )
    field_prospect_retention_months = fields.Integer(
        related="company_id.field_prospect_retention_months", readonly=False
    )
    field_log_retention_months = fields.Integer(
        related="company_id.field_log_retention_months", readonly=False
    )
    mail_server_summary = fields.Text(
        string="Outgoing mail server", compute="_compute_mail_server_summary"
    )
    mail_failed_count = fields.Integer(
        string="Mails that could not be sent", compute="_compute_mail_server_summary"
    )

    @api.depends("company_id")
    def _compute_mail_server_summary(self):
        servers = self._get_mail_servers()
        lines = [self._describe_mail_server(server) for server in servers]
        if not lines:
            lines = [
                self.env._(
                    "No server is set up: mails go to %(host)s, port %(port)s, as the "
                    "configuration of the machine says.",
                    host=config["smtp_server"],
                    port=config["smtp_port"],
                )
            ]
        failed = (
            self.env["mail.mail"].sudo().search_count([("state", "=", "exception")])
        )
        for settings in self:
            settings.mail_server_summary = "\n".join(lines)
            settings.mail_failed_count = failed

    def _get_mail_servers(self):
        servers = self.env["ir.mail_server"].sudo()
        return servers.search([("active", "=", True)])

    def _describe_mail_server(self, server):
        """One line of words about a server, without its password."""
        encryption = dict(
            server._fields["smtp_encryption"]._description_selection(self.env)
        )
        parts = [
            server.name,
            self.env._(
                "%(host)s, port %(port)s",
                host=server.smtp_host,
                port=server.smtp_port,
            ),
            encryption.get(server.smtp_encryption),
            server.smtp_user,
        ]
        return " – ".join(filter(None, parts))

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Write the parameters that changed to the current company.

        In superuser mode, since a Field CRM administrator may not write companies:
        the fields of this model are all that can be reached, and no other company.
        """
        self.check_access("create")
        company = self.env.company
        vals_list = [
            {
                "company_id": company.id,
                **{
                    name: value
                    for name, value in vals.items()
                    if self._is_changed(company.sudo(), name, value)
                },
            }
            for vals in vals_list
        ]
        return super(FieldSettings, self.sudo()).create(vals_list).sudo(False)

    def write(self, vals):
        self.check_access("write")
        vals = {name: value for name, value in vals.items() if name != "company_id"}
        return super(FieldSettings, self.sudo()).write(vals)

    def _is_changed(self, company, name, value):
        """Whether ``value`` differs from what the company has.

        The form sends all its values: those left alone must not undo what a colleague
        changed on them an instant ago, nor set off computations.
        """
        field = self._fields.get(name)
        if field is None or not field.related or field.readonly:
            return False
        known = company
        for step in field.related.split(".")[1:]:
            known = known[step]
        return known != field.convert_to_record(
            field.convert_to_cache(value, self), self
        )

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def execute(self):
        """« Enregistrer »: the values were written when the form was saved."""
        self.check_access("write")
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_test_mail_server(self):
        """« Tester »: connect as a mail would, without sending one.

        Raises
        ------
        UserError
            What the mail server answered.
        """
        self.check_access("write")
        servers = self._get_mail_servers()
        if servers:
            return servers.test_smtp_connection()
        try:
            servers._connect__().quit()
        except (OSError, smtplib.SMTPException) as error:
            raise UserError(
                self.env._("The mail server does not answer: %(reason)s", reason=error)
            ) from error
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The mail server answers."),
            },
        }
