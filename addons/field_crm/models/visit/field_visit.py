from datetime import datetime, time, timedelta, timezone

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

SUBJECT_LENGTH = 80  # winpneu.dbo.client_relation.objet
PROSPECT_MARK = "[PROSPECT] "


class FieldVisit(models.Model):
    """A visit to a client or a prospect, planned or done (S3-20, S3-49)."""

    _name = "field.visit"
    _description = "Visit"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "field.visit.report.mixin",
        "field.revisit.mixin",
    ]
    _order = "date desc, id desc"
    _rec_names_search = ["name", "subject", "partner_id"]
    _mail_post_access = "read"
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False)
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
        required=True,
        index=True,
        tracking=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    date = fields.Datetime(
        required=True, index=True, tracking=True, default=fields.Datetime.now
    )
    state = fields.Selection(
        [("planned", "Planned"), ("done", "Done"), ("cancelled", "Cancelled")],
        required=True,
        default="planned",
        index=True,
        copy=False,
        tracking=True,
        group_expand=True,
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
    is_open = fields.Boolean(
        compute="_compute_is_open",
        search="_search_is_open",
        help="Not done yet, or recent enough for its rep to correct it.",
    )
    can_edit = fields.Boolean(compute="_compute_can_edit")

    @api.depends("partner_id.name", "subject")
    def _compute_display_name(self):
        for visit in self:
            visit.display_name = f"{visit.partner_id.name} – {visit.subject}"

    @api.depends("date", "before_client", "user_id", "company_id")
    def _compute_subject(self):
        for visit in self:
            lang = visit._get_record_lang()
            day = visit._get_day(visit.user_id.tz)
            text = visit.with_context(lang=lang).env._(
                "Visit of %(date)s",
                date=format_date(self.env, day, lang_code=lang),
            )
            mark = PROSPECT_MARK if visit.before_client else ""
            visit.subject = (mark + text)[:SUBJECT_LENGTH]

    # Not on the status of the partner: what was recorded on a prospect keeps its mark
    # when the prospect becomes a client (S3-45).
    @api.depends("partner_id", "state")
    def _compute_before_client(self):
        for visit in self:
            if visit.state == "cancelled":
                visit.before_client = visit.before_client
            else:
                visit.before_client = visit.partner_id.field_status == "prospect"

    @api.depends("date")
    def _compute_revisit_date(self):
        return super()._compute_revisit_date()

    def _get_revisit_start(self):
        return self._get_day() or super()._get_revisit_start()

    def _get_day(self, zone=None):
        """Day of the visit on the calendar of ``zone``, the user's when left out."""
        if not self.date:
            return False
        zone = zone or self.env.tz.zone
        local = fields.Datetime.context_timestamp(self.with_context(tz=zone), self.date)
        return local.date()

    # ------------------------------------------------------------------
    # Bound of the date
    # ------------------------------------------------------------------

    def _get_oldest_date(self, company):
        """First moment that a visit may be recorded for today, naive in UTC.

        The days of the bound are those of the user's calendar (S3-21).
        """
        first_day = fields.Date.context_today(self) - timedelta(
            days=company.sudo().field_visit_past_days
        )
        midnight = self.env.tz.localize(datetime.combine(first_day, time.min))
        return midnight.astimezone(timezone.utc).replace(tzinfo=None)

    @api.depends_context("uid", "tz")
    @api.depends("state", "date", "company_id")
    def _compute_is_open(self):
        for visit in self:
            visit.is_open = (
                visit.state != "done"
                or visit.date >= self._get_oldest_date(visit.company_id)
            )

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        is_open = Domain("state", "!=", "done") | Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("date", ">=", self._get_oldest_date(company))
            for company in self.env["res.company"].sudo().search([])
        )
        return is_open if True in value else ~is_open

    @api.depends_context("uid")
    @api.depends("is_open", "user_id", "partner_id")
    def _compute_can_edit(self):
        allowed = self._origin._filtered_access("write")
        for visit in self:
            visit.can_edit = not visit._origin or visit._origin in allowed

    @api.constrains("date", "state")
    def _check_date(self):
        """A visit that took place lies between the company's bound and now (S3-21).

        Managers are bound too. What is taken over from elsewhere (an old base, a
        demonstration) may be older: code run by OdooBot says so by the context key
        ``field_visit_any_past_date``. Others may send the key in vain; the user is
        looked at and not ``env.su``, because constraints always run in superuser mode.
        """
        now = fields.Datetime.now()
        is_bound = not (
            self.env.uid == SUPERUSER_ID
            and self.env.context.get("field_visit_any_past_date")
        )
        for visit in self.filtered(lambda visit: visit.state == "done"):
            date = format_datetime(self.env, visit.date, dt_format="short")
            if visit.date > now:
                raise ValidationError(
                    self.env._(
                        "The date of the visit (%(date)s) lies in the future: only "
                        "visits that took place can be recorded.",
                        date=date,
                    )
                )
            if is_bound and visit.date < self._get_oldest_date(visit.company_id):
                raise ValidationError(
                    self.env._(
                        "The date of the visit (%(date)s) is too long ago: a visit "
                        "can be recorded up to %(days)s days afterwards.",
                        date=date,
                        days=visit.company_id.sudo().field_visit_past_days,
                    )
                )

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

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        numbers = self.env["ir.sequence"]._next_batch_by_code(
            "field.visit", len(vals_list)
        )
        for vals, number in zip(vals_list, numbers, strict=True):
            vals.setdefault("name", number)
        visits = super().create(vals_list)
        visits._hand_over_revisit_date()
        return visits

    def write(self, vals):
        known = {visit: visit.revisit_date for visit in self if visit.state == "done"}
        result = super().write(vals)
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
        done = self.filtered(lambda visit: visit.state == "done" and visit.revisit_date)
        latest = {visit.partner_id: visit for visit in done.sorted("date")}
        visits = self.browse().union(*latest.values())
        for date, same_date in visits.grouped("revisit_date").items():
            same_date.partner_id.sudo().revisit_date = date

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_done(self):
        """« Enregistrer la visite »."""
        self.write({"state": "done"})

    def action_cancel(self):
        self.write({"state": "cancelled"})

    def action_plan(self):
        self.write({"state": "planned"})
