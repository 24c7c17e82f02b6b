from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .states import DONE_STATES, OPEN_STATES


class FieldVisitedMixin(models.AbstractModel):
    """What visits add to a partner: the history and the date to see it again."""

    _name = "field.visited.mixin"
    _description = "Visited partner"

    visit_ids = fields.One2many("field.visit", "partner_id", string="Visits")
    open_visit_ids = fields.One2many(
        "field.visit",
        "partner_id",
        string="Missions to do",
        domain=[("state", "in", OPEN_STATES)],
    )
    done_visit_ids = fields.One2many(
        "field.visit",
        "partner_id",
        string="Finished missions",
        domain=[("state", "in", DONE_STATES)],
    )
    visit_count = fields.Integer(compute="_compute_visit_count")
    last_visit_date = fields.Datetime(
        string="Last visit",
        compute="_compute_last_visit_date",
        store=True,
        index="btree_not_null",
    )
    revisit_date = fields.Date(
        string="Visit again on", index="btree_not_null", copy=False
    )
    revisit_days = fields.Integer(
        string="Days to next visit",
        compute="_compute_revisit_days",
        search="_search_revisit_days",
        aggregator="min",
        help="Days from today until the date to visit again; negative when overdue.",
    )

    @api.depends_context("uid")
    @api.depends("visit_ids")
    def _compute_visit_count(self):
        counts = self.env["field.visit"]._count_by("partner_id", self)
        for partner in self:
            partner.visit_count = counts.get(partner._origin, 0)

    @api.depends("visit_ids.state", "visit_ids.date")
    def _compute_last_visit_date(self):
        dates = dict(
            self.env["field.visit"]._read_group(
                [("partner_id", "in", self.ids), ("state", "in", DONE_STATES)],
                ["partner_id"],
                ["date:max"],
            )
        )
        for partner in self:
            partner.last_visit_date = dates.get(partner._origin, False)

    @api.depends_context("uid", "tz")
    @api.depends("revisit_date")
    def _compute_revisit_days(self):
        today = fields.Date.context_today(self)
        for partner in self:
            date = partner.revisit_date
            partner.revisit_days = (date - today).days if date else 0

    def _search_revisit_days(self, operator, value):
        if operator not in ("in", "<", "<=", ">", ">="):
            return NotImplemented
        today = fields.Date.context_today(self)
        if operator == "in":
            dates = [today + timedelta(days=days) for days in value]
            return Domain("revisit_date", "in", dates)
        return Domain("revisit_date", operator, today + timedelta(days=value))

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        # The days follow the date: sorting by the one is sorting by the other.
        if field_name == "revisit_days":
            field_name = "revisit_date"
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_visit_today(self):
        """Open the dialog « Visite ce jour » (S3-20, S3-49)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Visit today: %(partner)s", partner=self.name),
            "res_model": "field.visit",
            "view_mode": "form",
            "views": [(self.env.ref("field_crm.view_field_visit_dialog").id, "form")],
            "target": "new",
            "context": {
                "default_partner_id": self.id,
                "default_state": "done",
                "dialog_size": "extra-large",
            },
        }

    def action_new_mission(self):
        """Open the form of a new mission for this partner (S4-30)."""
        self.ensure_one()
        is_planner = self.env.user.has_group("field_crm.group_field_manager")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New mission: %(partner)s", partner=self.name),
            "res_model": "field.visit",
            "view_mode": "form",
            "context": {
                "default_partner_id": self.id,
                # A rep makes appointments, an office also what is still to plan.
                "default_state": "to_plan" if is_planner else "planned",
                **({"default_user_id": self.user_id.id} if is_planner else {}),
            },
        }

    def action_open_visits(self):
        """Open « Historique des visites » (S3-28, S3-49)."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm.action_field_visit_history"
        )
        title = self.env._("Visits: %(partner)s", partner=self.name)
        # The screen shows the display name, which the action has already.
        action.update(
            name=title,
            display_name=title,
            domain=[("partner_id", "=", self.id)],
            context={"default_partner_id": self.id, "visits_of_partner": True},
        )
        return action

    def action_set_revisit(self, date):
        """Set the date to visit again (S3-32).

        A rep may do so for every partner that is visible, though writing the rest of
        a client is the accountant's.

        Parameters
        ----------
        date : date, str or False
            ``False`` clears the date.

        Raises
        ------
        AccessError
            When the partner is hidden, or the user belongs to none of our groups.
        """
        self.check_access("read")
        if not (
            self.env.user.has_group("field_crm.group_field_rep")
            or self.has_access("write")
        ):
            raise AccessError(
                self.env._("Only reps may set the date to visit somebody again.")
            )
        self.sudo().revisit_date = date
