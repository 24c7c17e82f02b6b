from odoo import api, fields, models, tools


class FieldProbability(models.Model):
    """A level of probability: « Chaud », « 25 % »… (S4-43, S4-45)."""

    _name = "field.probability"
    _description = "Probability level"
    _order = "sequence, percentage desc, id"

    name = fields.Char(required=True, translate=True)
    percentage = fields.Float(
        string="Probability (%)",
        required=True,
        default=50.0,
        help="Chance of winning that opportunities of this level get, from 0 to 100. "
        "The weighted revenue is the expected revenue times this.",
    )
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)

    _percentage_range = models.Constraint(
        "CHECK (percentage >= 0 AND percentage <= 100)",
        "Probability (%): from 0 to 100.",
    )
    _name_percentage_unique = models.UniqueIndex(
        "(name, percentage) WHERE active",
        "There is a probability level of this name and percentage already.",
    )

    @api.model
    @tools.ormcache()
    def _is_any(self):
        """Whether a level has been set up; asked whenever an opportunity begins."""
        return bool(self.sudo().search_count([], limit=1))

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals:
            self.env.registry.clear_cache()
        if "percentage" in vals:
            # Everybody's open opportunities, whoever keeps the levels.
            self.env["crm.lead"].sudo().search(
                [("probability_id", "in", self.ids), ("won_status", "=", "pending")]
            ).probability = vals["percentage"]
        return result
