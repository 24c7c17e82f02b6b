from odoo import fields, models
from odoo.exceptions import AccessError

from ..visit.states import OPEN_STATES


class FieldReassignmentLine(models.Model):
    """One prospect, whose it was and whose it is (S3-81)."""

    _name = "field.reassignment.line"
    _description = "Prospect reassigned"
    _order = "id"
    _rec_name = "partner_id"

    reassignment_id = fields.Many2one(
        "field.reassignment", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="reassignment_id.company_id", store=True)
    is_selected = fields.Boolean(string="Move", default=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Prospect",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    zip = fields.Char(related="partner_id.zip")
    city = fields.Char(related="partner_id.city")
    sector_id = fields.Many2one(related="partner_id.sector_id")
    old_user_id = fields.Many2one("res.users", string="Present rep", readonly=True)
    new_user_id = fields.Many2one(
        "res.users", string="New rep", required=True, domain=[("share", "=", False)]
    )
    creator_sees = fields.Boolean(
        string="Created it",
        readonly=True,
        help="The present rep created this prospect and goes on seeing it.",
    )
    state = fields.Selection(
        [
            ("todo", "To move"),
            ("moved", "Moved"),
            ("left", "Left alone"),
            ("restored", "Put back"),
        ],
        default="todo",
        required=True,
        readonly=True,
    )
    # What moved along, to be put back with it.
    moved_plans = fields.Json(readonly=True)

    def write(self, vals):
        is_log = any(line.reassignment_id.state != "draft" for line in self)
        if is_log and not self.env.su:
            raise AccessError(self.env._("What was moved is a log: nobody edits it."))
        return super().write(vals)

    def _move(self):
        """Attach the prospects to their new reps, if they still are who they were."""
        self._take("old_user_id", "new_user_id", "moved")

    def _put_back(self):
        self._take("new_user_id", "old_user_id", "restored")

    def _take(self, source, target, state):
        still = self.filtered(
            lambda line: line.partner_id.user_id == line[source] and line._is_prospect()
        )
        (self - still).sudo().write({"state": "left"})
        for (old, new), lines in still.grouped(
            lambda line: (line[source], line[target])
        ).items():
            lines.partner_id.write({"user_id": new.id})
            if state == "moved":
                if lines[:1].reassignment_id.with_plans and old:
                    lines._move_plans(old, new)
            else:
                lines._put_plans_back(old, new)
            lines.sudo().write({"state": state})

    def _is_prospect(self):
        return self.partner_id.field_status == "prospect"

    def _move_plans(self, old, new):
        """Give planned visits and open activities of the old rep to the new one."""
        visits = self.env["field.visit"].search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("user_id", "=", old.id),
                ("state", "in", OPEN_STATES),
            ]
        )
        activities = self.env["mail.activity"].search(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "in", self.partner_id.ids),
                ("user_id", "=", old.id),
            ]
        )
        if not visits and not activities:
            return
        by_partner = visits.grouped("partner_id")
        by_id = activities.grouped("res_id")
        visits.write({"user_id": new.id})
        activities.write({"user_id": new.id})
        for line in self.sudo():
            partner = line.partner_id
            line.moved_plans = {
                "visits": by_partner.get(partner.with_env(self.env), visits[:0]).ids,
                "activities": by_id.get(partner.id, activities[:0]).ids,
            }

    def _put_plans_back(self, old, new):
        """What moved along goes back, unless somebody else has it by now."""
        if not new:
            return
        for name, model in (("visits", "field.visit"), ("activities", "mail.activity")):
            ids = [i for line in self for i in (line.moved_plans or {}).get(name, ())]
            plans = self.env[model].browse(ids).exists()
            plans.filtered(lambda plan: plan.user_id == old).write({"user_id": new.id})
