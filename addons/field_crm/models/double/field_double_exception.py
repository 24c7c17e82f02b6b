from itertools import combinations

from odoo import api, fields, models
from odoo.exceptions import UserError


class FieldDoubleException(models.Model):
    """Two records of which somebody has said that they are no doubles.

    No search shows them again, until somebody takes it back by deleting the line.
    """

    _name = "field.double.exception"
    _description = "No double"
    _order = "id desc"

    low_id = fields.Many2one(
        "res.partner",
        string="Record",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    high_id = fields.Many2one(
        "res.partner",
        string="Other record",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="low_id.company_id", store=True, index=True)
    user_id = fields.Many2one(
        "res.users",
        string="Said by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    date = fields.Datetime(
        string="Said on", required=True, readonly=True, default=fields.Datetime.now
    )

    _pair_unique = models.UniqueIndex(
        "(LEAST(low_id, high_id), GREATEST(low_id, high_id))",
        "That these two are no doubles is noted already.",
    )

    @api.depends("low_id", "high_id")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.low_id.name} ≠ {one.high_id.name}"

    @api.model
    def _remember(self, partners):
        """Note that no two of these are doubles; what is noted already stays."""
        known = self.sudo()._get_pairs()
        ids = sorted(partners.ids)
        new = [pair for pair in combinations(ids, 2) if pair not in known]
        return self.sudo().create(
            [{"low_id": low, "high_id": high} for low, high in new]
        )

    @api.model
    def _get_pairs(self):
        """Set of (lower id, higher id) of all that are no doubles."""
        self.flush_model()
        self.env.cr.execute(
            "SELECT LEAST(low_id, high_id), GREATEST(low_id, high_id) "
            "FROM field_double_exception"
        )
        return set(self.env.cr.fetchall())

    def action_take_back(self):
        """« Ce sont peut-être des doublons »: the next search may show them again."""
        self.env["field.merge"]._check_may_merge()
        self.check_access("read")
        for one in self:
            (one.low_id | one.high_id).check_access("read")
        partners = self.low_id | self.high_id
        self.sudo().unlink()
        if not partners:
            raise UserError(self.env._("There is nothing to take back."))
        self.env["field.double.search"]._look_again(partners)
        return True
