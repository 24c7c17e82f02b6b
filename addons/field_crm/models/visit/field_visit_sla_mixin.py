from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...engine.sla import SlaState, judge
from .states import DONE_STATES, OPEN_STATES

_RUNNING = ("running", "late")


class FieldVisitSlaMixin(models.AbstractModel):
    """The service level of a mission and whether it is kept (S4-27…S4-30).

    Nothing here changes with the clock alone: what is stored depends on the visit, and
    ``sla_state`` compares it with the present when it is read or searched.
    """

    _name = "field.visit.sla.mixin"
    _description = "Service level of a visit"

    requested_on = fields.Datetime(
        string="Asked on",
        default=fields.Datetime.now,
        copy=False,
        help="The time of the SLA begins here.",
    )
    vehicle_id = fields.Many2one(
        "field.vehicle",
        compute="_compute_vehicle_id",
        store=True,
        precompute=True,
        readonly=False,
        check_company=True,
        index="btree_not_null",
    )
    available_sla_ids = fields.Many2many(
        "field.sla", compute="_compute_available_sla_ids"
    )
    sla_id = fields.Many2one(
        "field.sla",
        string="SLA",
        compute="_compute_sla_id",
        store=True,
        precompute=True,
        readonly=False,
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        copy=False,
    )
    deadline = fields.Datetime(
        compute="_compute_deadline", store=True, precompute=True, copy=False
    )
    sla_warn_on = fields.Datetime(
        string="Warn on",
        compute="_compute_deadline",
        store=True,
        precompute=True,
        copy=False,
    )
    sla_outcome = fields.Selection(
        [
            ("running", "Running"),
            ("late", "Planned too late"),
            ("met", "Met"),
            ("missed", "Missed"),
        ],
        string="SLA outcome",
        compute="_compute_sla_outcome",
        store=True,
        precompute=True,
    )
    sla_state = fields.Selection(
        [
            (SlaState.ON_TIME.value, "On time"),
            (SlaState.AT_RISK.value, "At risk"),
            (SlaState.BREACHED.value, "Breached"),
            (SlaState.MET.value, "Met"),
        ],
        string="SLA status",
        compute="_compute_sla_state",
        search="_search_sla_state",
    )

    _sla_running_idx = models.Index(
        "(sla_warn_on) WHERE sla_outcome IN ('running', 'late')"
    )

    @api.depends("user_id")
    def _compute_vehicle_id(self):
        vehicles = self.env["field.vehicle"].sudo()
        known = {}
        for vehicle in vehicles.search([("user_id", "in", self.user_id.ids)]):
            known.setdefault((vehicle.user_id, vehicle.company_id), vehicle)
        for visit in self:
            visit.vehicle_id = known.get((visit.user_id, visit.company_id))

    @api.depends("partner_id", "type_id", "company_id")
    def _compute_available_sla_ids(self):
        general = self._get_general_slas()
        for visit in self:
            own = visit._get_own_slas()
            visit.available_sla_ids = own | visit._keep_fitting(general)

    def _get_general_slas(self):
        slas = self.env["field.sla"].sudo()
        return slas.search(
            [("is_general", "=", True), ("company_id", "in", self.company_id.ids)]
        )

    def _get_own_slas(self):
        """Those of the site, then those of the company that it belongs to (S4-30)."""
        partner = self.partner_id._origin.sudo()
        slas = partner.sla_ids | partner.commercial_partner_id.sla_ids
        return self._keep_fitting(slas.filtered("active"))

    def _keep_fitting(self, slas):
        company, mission_type = self.company_id._origin, self.type_id._origin
        return slas.filtered(
            lambda sla: sla.company_id == company and sla._fits(mission_type)
        )

    # Frozen with the mission: an SLA that is attached to a client later changes no
    # mission that exists.
    @api.depends("partner_id", "type_id")
    def _compute_sla_id(self):
        general = self._get_general_slas()
        for visit in self:
            # What took place before anybody asked for it promises nothing.
            if visit.state not in OPEN_STATES:
                continue
            own = visit._get_own_slas()
            if visit.sla_id._origin not in own | visit._keep_fitting(general):
                visit.sla_id = own[:1]

    # Not on what the SLA says: a promise stays as it was given.
    @api.depends("sla_id", "requested_on")
    def _compute_deadline(self):
        for (sla, requested_on), visits in self.grouped(
            lambda visit: (visit.sla_id, visit.requested_on)
        ).items():
            deadline = warn_on = False
            if sla and requested_on:
                deadline, warn_on = sla.sudo()._get_promise(requested_on)
            visits.deadline, visits.sla_warn_on = deadline, warn_on

    @api.depends("deadline", "state", "date", "date_end", "started_on", "finished_on")
    def _compute_sla_outcome(self):
        for visit in self:
            outcome = False
            if visit.deadline and visit.state != "cancelled":
                reached, planned = visit._get_sla_moments()
                if reached:
                    outcome = "met" if reached <= visit.deadline else "missed"
                else:
                    is_late = planned and planned > visit.deadline
                    outcome = "late" if is_late else "running"
            visit.sla_outcome = outcome

    def _get_sla_moments(self):
        """When the promise was fulfilled, and when it is planned to be.

        The clock of the start button counts; what was recorded afterwards counts by
        the date that its rep gave.
        """
        is_done = self.state in DONE_STATES
        if self.sla_id.target == "end":
            known, planned = self.finished_on, self.date_end
        else:
            known, planned = self.started_on, self.date
        return known or (is_done and planned) or None, planned or None

    @api.depends("deadline", "sla_warn_on", "sla_outcome")
    def _compute_sla_state(self):
        now = fields.Datetime.now()
        for visit in self:
            if not visit.sla_outcome:
                visit.sla_state = False
                continue
            reached, planned = visit._get_sla_moments()
            visit.sla_state = judge(
                visit.deadline, visit.sla_warn_on, reached, planned, now
            ).value

    def _search_sla_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        running = Domain("sla_outcome", "in", _RUNNING)
        is_over = running & Domain("deadline", "<", now)
        is_urgent = Domain("sla_outcome", "=", "late") | Domain(
            "sla_warn_on", "<=", now
        )
        choices = {
            False: Domain("sla_outcome", "=", False),
            "met": Domain("sla_outcome", "=", "met"),
            "breached": Domain("sla_outcome", "=", "missed") | is_over,
            "at_risk": running & Domain("deadline", ">=", now) & is_urgent,
            "on_time": Domain("sla_outcome", "=", "running")
            & Domain("deadline", ">=", now)
            & Domain("sla_warn_on", ">", now),
        }
        return Domain.OR(choices[state] for state in value if state in choices)

    # What has taken place is not refused any more, only judged.
    @api.constrains("sla_id", "user_id", "vehicle_id", "type_id", "state")
    def _check_sla(self):
        """The constraints of the SLA apply to the mission (S4-28…S4-30)."""
        for visit in self.sudo().filtered("sla_id"):
            if visit.state not in OPEN_STATES:
                continue
            sla = visit.sla_id
            if not sla._fits(visit.type_id):
                raise ValidationError(
                    self.env._(
                        "Mission type: the SLA “%(sla)s” is for “%(type)s” only.",
                        sla=sla.name,
                        type=sla.type_id.name,
                    )
                )
            if sla.user_ids and visit.user_id and visit.user_id not in sla.user_ids:
                raise ValidationError(
                    self.env._(
                        "Rep: the SLA “%(sla)s” does not allow %(rep)s, only "
                        "%(allowed)s.",
                        sla=sla.name,
                        rep=visit.user_id.name,
                        allowed=", ".join(sla.user_ids.mapped("name")),
                    )
                )
            is_assigned = visit.user_id and visit.state != "to_plan"
            if (
                sla.vehicle_ids
                and (visit.vehicle_id or is_assigned)
                and visit.vehicle_id not in sla.vehicle_ids
            ):
                raise ValidationError(
                    self.env._(
                        "Vehicle: the SLA “%(sla)s” asks for one of %(allowed)s.",
                        sla=sla.name,
                        allowed=", ".join(sla.vehicle_ids.mapped("display_name")),
                    )
                )
