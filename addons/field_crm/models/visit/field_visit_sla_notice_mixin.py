from odoo import api, fields, models
from odoo.fields import Domain

_BATCH = 200
_WARNING, _BREACH = "activity_type_sla_warning", "activity_type_sla_breach"


class FieldVisitSlaNoticeMixin(models.AbstractModel):
    """Tell the planner of a promise that runs out, and of one that is broken (S4-29).

    Each is told once: the notice and the mark that it was given are of the same
    transaction, so that a cron that is stopped half-way neither forgets nor repeats.
    """

    _name = "field.visit.sla.notice.mixin"
    _description = "SLA notices of a visit"

    planner_id = fields.Many2one(
        "res.users",
        default=lambda self: self._get_default_planner(),
        domain=[("share", "=", False)],
        copy=False,
        help="Who plans the mission, and is warned before its deadline.",
    )
    sla_notice = fields.Selection(
        [("none", "None"), ("warned", "Warned"), ("breached", "Breach told")],
        default="none",
        required=True,
        readonly=True,
        copy=False,
    )

    @api.model
    def _get_default_planner(self):
        user = self.env.user
        is_planner = user.active and user.has_group("field_crm.group_field_manager")
        return user if is_planner else self.env.company.sudo().field_planner_id

    def write(self, vals):
        before = {
            visit: (visit.deadline, visit.sla_outcome)
            for visit in self
            if visit.sudo().sla_notice != "none"
        }
        result = super().write(vals)
        for visit, (deadline, outcome) in before.items():
            if visit.deadline != deadline:
                # A new promise: what was told of the old one counts no more.
                visit.sudo()._drop_sla_notices(_WARNING, _BREACH)
                visit.sudo().sla_notice = "none"
            elif visit.sla_outcome != outcome:
                visit.sudo()._drop_sla_notices(_WARNING)
        return result

    def _drop_sla_notices(self, *names):
        self.activity_unlink([f"field_crm.{name}" for name in names])

    @api.model
    def _get_sla_notices_due(self):
        """Domain of the missions whose planner has to be told something now."""
        now = fields.Datetime.now()
        to_warn = Domain("sla_warn_on", "<=", now) & Domain("sla_notice", "=", "none")
        # Every deadline lies after its warning: the index on the latter serves both.
        broken = (
            Domain("sla_warn_on", "<=", now)
            & Domain("deadline", "<", now)
            & Domain("sla_notice", "!=", "breached")
        )
        return Domain("sla_outcome", "in", ("running", "late")) & (to_warn | broken)

    @api.model
    def _cron_sla_notices(self):
        due = self._get_sla_notices_due()
        last_id = 0
        while visits := self.search(
            due & Domain("id", ">", last_id), order="id", limit=_BATCH
        ):
            last_id = visits[-1].id
            # What somebody else is changing right now waits for the next run.
            visits = visits.try_lock_for_update().filtered_domain(due)
            visits._send_sla_notices()
            remaining = self.search_count(due & Domain("id", ">", last_id))
            if not self.env["ir.cron"]._commit_progress(
                len(visits), remaining=remaining
            ):
                break

    def _send_sla_notices(self):
        """Warn or tell of the breach, whichever is due; only the latter if both are."""
        now = fields.Datetime.now()
        for is_broken, visits in self.grouped(
            lambda visit: visit.deadline < now
        ).items():
            visits._schedule_sla_activities(_BREACH if is_broken else _WARNING)
            visits.sla_notice = "breached" if is_broken else "warned"

    def _schedule_sla_activities(self, name):
        activity_type = self.env.ref(f"field_crm.{name}")
        model_id = self.env["ir.model"]._get_id(self._name)
        managers = self.env.ref("field_crm.group_field_manager").all_user_ids
        told = self.grouped(lambda visit: visit._get_told_planner(managers))
        for user, visits in told.items():
            if not user:
                continue
            spoken = self.with_context(lang=user.lang)
            # No mail for each: they stand in the planner's list of activities.
            self.env["mail.activity"].with_context(
                mail_activity_quick_update=True
            ).create(
                [
                    {
                        "res_model_id": model_id,
                        "res_id": visit.id,
                        "activity_type_id": activity_type.id,
                        "user_id": user.id,
                        "automated": True,
                        "date_deadline": visit._get_deadline_day(user),
                        "summary": spoken.env._(
                            "%(sla)s: %(visit)s",
                            sla=visit.sla_id.name,
                            visit=visit.display_name,
                        ),
                    }
                    for visit in visits
                ]
            )

    def _get_deadline_day(self, user):
        moment = fields.Datetime.context_timestamp(
            self.with_context(tz=user.tz), self.deadline
        )
        return moment.date()

    def _get_told_planner(self, managers):
        """The planner, or who stands in: nobody's mission is not overlooked."""
        candidates = (
            self.planner_id,
            self.company_id.field_planner_id,
            self.user_id,
            managers.filtered(lambda user: self.company_id in user.company_ids)[:1],
        )
        return next((user for user in candidates if user.active), self.env["res.users"])
