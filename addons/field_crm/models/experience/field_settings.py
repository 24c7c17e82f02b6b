from odoo import fields, models


class FieldSettings(models.TransientModel):
    _inherit = "field.settings"

    field_feedback_mode = fields.Selection(
        related="company_id.field_feedback_mode", readonly=False, required=True
    )
    field_feedback_type_ids = fields.Many2many(
        related="company_id.field_feedback_type_ids", readonly=False
    )
    field_feedback_delay_hours = fields.Integer(
        related="company_id.field_feedback_delay_hours", readonly=False
    )
    field_feedback_expiry_days = fields.Integer(
        related="company_id.field_feedback_expiry_days", readonly=False
    )
    field_feedback_rest_days = fields.Integer(
        related="company_id.field_feedback_rest_days", readonly=False
    )
    field_feedback_alert_rating = fields.Integer(
        related="company_id.field_feedback_alert_rating", readonly=False
    )
    field_feedback_alert_user_id = fields.Many2one(
        related="company_id.field_feedback_alert_user_id",
        readonly=False,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )

    def action_open_feedback_template(self):
        """Open the mail that asks for an opinion, to change its words."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "mail.template",
            "res_id": self.env.ref("field_crm.mail_template_visit_feedback").id,
            "view_mode": "form",
        }
