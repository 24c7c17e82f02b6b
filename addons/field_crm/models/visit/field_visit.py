from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from .states import DONE_STATES, OPEN_STATES

SUBJECT_LENGTH = 80  # winpneu.dbo.client_relation.objet
PROSPECT_MARK = "[PROSPECT] "


class FieldVisit(models.Model):
    """A visit to a client or a prospect: a mission (S3-20, S3-49, S4-25).

    It is to plan, planned, under way or finished; see ``states``.
    """

    _name = "field.visit"
    _description = "Visit"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "field.visit.status.mixin",
        "field.visit.schedule.mixin",
        "field.visit.place.mixin",
        "field.visit.sla.mixin",
        "field.visit.sla.notice.mixin",
        "field.visit.report.mixin",
        "field.visit.client.value.mixin",
        "field.revisit.mixin",
    ]
    _order = "date desc, id desc"
    _rec_names_search = ["name", "subject", "partner_id"]
    _mail_post_access = "read"
    _check_company_auto = True

    name = fields.Char(string="Reference", readonly=True, copy=False, index="trigram")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Client or prospect",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain=[("field_status", "!=", False)],
    )
    partner_status = fields.Selection(related="partner_id.field_status")
    sector_id = fields.Many2one(related="partner_id.sector_id")
    contact_id = fields.Many2one(
        "res.partner",
        string="Person met",
        domain="[('id', 'child_of', partner_id), ('id', '!=', partner_id)]",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Rep",
        index=True,
        tracking=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    type_id = fields.Many2one(
        "field.visit.type",
        string="Mission type",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    source = fields.Selection(
        [
            ("office", "Office"),
            ("booking", "Booking page"),
            ("opportunity", "Opportunity"),
        ],
        string="Origin",
        required=True,
        default="office",
        readonly=True,
        copy=False,
    )
    type_color = fields.Integer(related="type_id.color")
    priority = fields.Selection(
        [("0", "Normal"), ("1", "High"), ("2", "Very high")], default="0", required=True
    )
    subject = fields.Char(compute="_compute_subject", store=True, precompute=True)
    before_client = fields.Boolean(
        string="Recorded as prospect",
        compute="_compute_before_client",
        store=True,
        precompute=True,
        help="The partner was not a client yet when the visit was recorded.",
    )
    current_revisit_date = fields.Date(
        related="partner_id.revisit_date", string="Date set so far"
    )
    can_edit = fields.Boolean(compute="_compute_can_edit")

    # All that the statistics count visits by, so that they read no visit: those of one
    # rep, or of all by skipping from rep to rep.
    _statistics_idx = models.Index(
        "(company_id, user_id, date) INCLUDE (partner_id, before_client, answer_key) "
        "WHERE state IN ('done', 'done_issues')"
    )

    @api.depends("partner_id.name", "subject")
    def _compute_display_name(self):
        for visit in self:
            visit.display_name = f"{visit.partner_id.name} – {visit.subject}"

    @api.depends("date", "before_client", "user_id", "company_id")
    def _compute_subject(self):
        for visit in self:
            lang = visit._get_record_lang()
            day = visit._get_day(visit.user_id.tz)
            spoken = visit.with_context(lang=lang)
            text = (
                spoken.env._(
                    "Visit of %(date)s",
                    date=format_date(self.env, day, lang_code=lang),
                )
                if day
                else spoken.env._("Visit to plan")
            )
            mark = PROSPECT_MARK if visit.before_client else ""
            visit.subject = (mark + text)[:SUBJECT_LENGTH]

    # Not on the status of the partner: what was recorded on a prospect keeps its mark
    # when the prospect becomes a client (S3-45).
    @api.depends("partner_id")
    def _compute_before_client(self):
        for visit in self:
            visit.before_client = visit.partner_id.field_status == "prospect"

    @api.depends("date")
    def _compute_revisit_date(self):
        return super()._compute_revisit_date()

    def _get_revisit_start(self):
        return self._get_day() or super()._get_revisit_start()

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        """A planner gives a mission to the client's own rep, unless told otherwise."""
        rep = self.partner_id.user_id
        is_planner = self.env.user.has_group("field_crm.group_field_manager")
        is_new = not self._origin and "default_user_id" not in self.env.context
        if rep and is_planner and is_new and self.state in ("to_plan", "planned"):
            self.user_id = rep

    @api.depends_context("uid")
    @api.depends("is_open", "user_id", "partner_id")
    def _compute_can_edit(self):
        allowed = self._origin._filtered_access("write")
        for visit in self:
            visit.can_edit = not visit._origin or visit._origin in allowed

    @api.constrains("contact_id", "partner_id")
    def _check_contact(self):
        for visit in self.sudo().filtered("contact_id"):
            family = visit.partner_id.commercial_partner_id
            if visit.contact_id.commercial_partner_id != family:
                raise ValidationError(
                    self.env._(
                        "The person met, “%(contact)s”, is not a contact of "
                        "“%(partner)s”.",
                        contact=visit.contact_id.name,
                        partner=visit.partner_id.name,
                    )
                )

    @api.model
    def _count_by(self, name, records):
        """How many visits of each record the user sees: {record: number}.

        Empty for those who see no visits at all, such as salespeople of Odoo: they must
        be able to read the record nevertheless.
        """
        if not self.has_access("read"):
            return {}
        return dict(self._read_group([(name, "in", records.ids)], [name], ["__count"]))

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model
    def default_get(self, fields_list):
        defaults = super().default_get(fields_list)
        if defaults.get("state") == "to_plan" and not self.env.context.get(
            "default_date"
        ):
            defaults.pop("date", None)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        default_state = self.env.context.get("default_state")
        # A caller may give the same dictionary several times.
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            if vals.get("state", default_state) == "to_plan":
                vals.setdefault("date", self.env.context.get("default_date"))
        numbers = self.env["ir.sequence"]._next_batch_by_code(
            "field.visit", len(vals_list)
        )
        for vals, number in zip(vals_list, numbers, strict=True):
            vals.setdefault("name", number)
        visits = super().create(vals_list)
        visits._hand_over_revisit_date()
        return visits

    def write(self, vals):
        known = {
            visit: visit.revisit_date for visit in self if visit.state in DONE_STATES
        }
        recorded = self.browse()
        if vals.get("state") in DONE_STATES:
            recorded = self.filtered(lambda visit: visit.state in OPEN_STATES)
        result = super().write(vals)
        # What was planned with a prospect may be recorded with a client.
        for visit in recorded.filtered("before_client"):
            visit.before_client = visit.partner_id.field_status == "prospect"
        if not {"user_id", "partner_id"}.isdisjoint(vals):
            # The record rules let a rep write the own visits: without a second look
            # one could be put under a colleague's name, or on a hidden prospect.
            self.check_access("write")
        self.filtered(
            lambda visit: visit.revisit_date != known.get(visit, False)
        )._hand_over_revisit_date()
        return result

    def _hand_over_revisit_date(self):
        """Set the partners' date to visit again from the visits done (S3-32).

        Of several visits to a partner the latest one counts.
        """
        done = self.filtered(
            lambda visit: visit.state in DONE_STATES and visit.revisit_date
        )
        latest = {visit.partner_id: visit for visit in done.sorted("date")}
        visits = self.browse().union(*latest.values())
        for date, same_date in visits.grouped("revisit_date").items():
            same_date.partner_id.sudo().revisit_date = date

    # ------------------------------------------------------------------
    # Calendar
    # ------------------------------------------------------------------

    @api.model
    @api.readonly
    def get_calendar_reps(self):
        """Whose visits the user may choose in the calendar (S3-60).

        Returns
        -------
        list of dict
            ``id`` and ``name`` of every rep of the user's companies, by name. Empty for
            reps, who see their own visits only.
        """
        if not self.env.user.has_group("field_crm.group_field_manager"):
            return []
        reps = self.env.ref("field_crm.group_field_rep").sudo().all_user_ids
        reps = reps.filtered(
            lambda user: user.active and user.company_ids & self.env.companies
        )
        return [{"id": user.id, "name": user.name} for user in reps.sorted("name")]
