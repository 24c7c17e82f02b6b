from odoo import api, fields, models

_BOUNDS = {
    "field_feedback_delay_hours": (0, 720),
    "field_feedback_expiry_days": (1, 365),
    "field_feedback_rest_days": (0, 365),
    "field_feedback_alert_rating": (0, 5),
}


class ResCompany(models.Model):
    _inherit = "res.company"

    field_feedback_mode = fields.Selection(
        [
            ("off", "Never"),
            ("all", "After every visit"),
            ("types", "After missions of certain types"),
        ],
        string="Ask clients for their opinion",
        default="off",
        required=True,
    )
    field_feedback_type_ids = fields.Many2many(
        "field.visit.type", string="Types that are asked about"
    )
    field_feedback_delay_hours = fields.Integer(
        string="Delay of the question (h)",
        default=2,
        help="Hours between the recording of a visit and the mail, 0 to 720.",
    )
    field_feedback_expiry_days = fields.Integer(
        string="Validity of the link (days)",
        default=30,
        help="Days during which the mailed link can be answered, 1 to 365.",
    )
    field_feedback_rest_days = fields.Integer(
        string="Rest between two questions (days)",
        default=30,
        help="Nobody is asked again sooner, 0 to 365 days; 0 asks after each visit.",
    )
    field_feedback_alert_rating = fields.Integer(
        string="Alert from this mark down",
        default=2,
        help="Marks go from 1 to 5; one as low as this makes an activity for the "
        "rep's manager. 0: never.",
    )
    field_feedback_alert_user_id = fields.Many2one(
        "res.users",
        string="Who is alerted",
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        help="Left empty, the leader of the rep's sales team, else a manager.",
    )

    @api.constrains(*_BOUNDS)
    def _check_field_feedback_bounds(self):
        self._check_bounds(_BOUNDS)
