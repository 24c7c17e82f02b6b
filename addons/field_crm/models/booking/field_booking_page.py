from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ...engine.booking import check_logo_url, check_slug, propose_slug

_BOUNDS = {
    "min_days": (0, 60),
    "max_days": (1, 365),
    "ip_limit": (1, 1000),
    "page_limit": (1, 100_000),
    "link_days": (1, 730),
}
# Begin of a half-day on the clock of the company.
_HOURS = {"any": time(8), "morning": time(8), "afternoon": time(14)}


class FieldBookingPage(models.Model):
    """The public page on which clients ask for a mission (S4-24)."""

    _name = "field.booking.page"
    _description = "Booking page"
    _inherit = ["mail.thread"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(string="Title", required=True, translate=True)
    active = fields.Boolean(
        default=True, help="Archived, the page answers nobody any more."
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    slug = fields.Char(
        string="Identifier",
        required=True,
        copy=False,
        tracking=True,
        default=lambda self: self._propose_slug(),
        help="End of the page's address: 3 to 50 small letters, digits and hyphens.",
    )
    url = fields.Char(string="Address", compute="_compute_url")
    logo = fields.Image(max_width=480, max_height=180)
    logo_url = fields.Char(
        string="Address of the logo",
        help="Logo on another site, https only; an uploaded logo comes first. Left "
        "empty: the company's logo.",
    )
    intro = fields.Text(
        string="Introduction", translate=True, help="Shown above the form."
    )
    type_ids = fields.Many2many(
        "field.visit.type",
        string="Mission types shown",
        check_company=True,
        default=lambda self: self._get_bookable_types(),
        help="Clients see their missions of these types, and can ask for those that "
        "are bookable.",
    )
    column_ids = fields.One2many(
        "field.booking.column",
        "page_id",
        string="Columns",
        copy=True,
        default=lambda self: [
            Command.create(values)
            for values in self.env["field.booking.column"]._get_default_values()
        ],
    )
    planner_ids = fields.Many2many(
        "res.users",
        string="Planners",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Who is told of new requests; left empty, a manager.",
    )
    min_days = fields.Integer(
        string="Notice (days)",
        default=2,
        help="Nobody can wish for an earlier day: 0 (today) to 60 days from today.",
    )
    max_days = fields.Integer(
        string="Open for (days)",
        default=90,
        help="Nobody can wish for a later day: 1 to 365 days from today.",
    )
    ip_limit = fields.Integer(
        string="Requests per visitor and hour",
        default=10,
        help="How often one address on the internet may send the form, 1 to 1000.",
    )
    page_limit = fields.Integer(
        string="Requests per hour",
        default=200,
        help="How often the form may be sent by all together, 1 to 100 000.",
    )
    link_days = fields.Integer(
        string="Validity of personal links (days)",
        default=365,
        help="How long the link of a known person opens the page, 1 to 730 days.",
    )
    request_ids = fields.One2many("field.booking.request", "page_id")
    request_count = fields.Integer(compute="_compute_request_count")

    _slug_unique = models.UniqueIndex(
        "(slug)", "Another booking page has this identifier already."
    )

    @api.model
    def _propose_slug(self):
        slug = propose_slug(self.env.company.name or "")
        pages = self.sudo().with_context(active_test=False)
        # Made of chance when the name is taken, even by another company's page.
        return propose_slug("") if pages.search([("slug", "=", slug)]) else slug

    @api.model
    def _get_bookable_types(self):
        return self.env["field.visit.type"].search(
            [
                ("is_bookable", "=", True),
                ("company_id", "in", [False, self.env.company.id]),
            ]
        )

    @api.depends("slug")
    def _compute_url(self):
        for page in self:
            page.url = f"{page.get_base_url()}/booking/{page.slug or ''}"

    @api.depends("request_ids.state")
    def _compute_request_count(self):
        counts = dict(
            self.env["field.booking.request"]._read_group(
                [("page_id", "in", self.ids), ("state", "=", "to_check")],
                ["page_id"],
                ["__count"],
            )
        )
        for page in self:
            page.request_count = counts.get(page._origin, 0)

    @api.constrains("slug")
    def _check_slug(self):
        for page in self:
            if not check_slug(page.slug):
                raise ValidationError(
                    self.env._(
                        "Identifier “%(slug)s”: 3 to 50 small letters without accents, "
                        "digits and hyphens, such as “%(example)s”.",
                        slug=page.slug,
                        example=propose_slug(page.slug),
                    )
                )

    @api.constrains("logo_url")
    def _check_logo_url(self):
        for page in self:
            if page.logo_url and not check_logo_url(page.logo_url):
                raise ValidationError(
                    self.env._(
                        "Address of the logo “%(url)s”: it must begin with https:// "
                        "and hold neither blanks nor quotes nor a password.",
                        url=page.logo_url,
                    )
                )

    @api.constrains(*_BOUNDS)
    def _check_bounds(self):
        for page in self:
            for name, (low, high) in _BOUNDS.items():
                if not low <= page[name] <= high:
                    raise ValidationError(
                        self.env._(
                            "%(field)s: %(value)s is not between %(low)s and %(high)s.",
                            field=self._fields[name]._description_string(self.env),
                            value=page[name],
                            low=low,
                            high=high,
                        )
                    )
            if page.min_days > page.max_days:
                raise ValidationError(
                    self.env._(
                        "Notice: %(notice)s days are more than the %(open)s days that "
                        "the page is open for. Nobody could choose a day.",
                        notice=page.min_days,
                        open=page.max_days,
                    )
                )

    # ------------------------------------------------------------------
    # What the page offers
    # ------------------------------------------------------------------

    def _get_zone(self):
        company = self.company_id
        return company.partner_id.tz or company.resource_calendar_id.tz or "UTC"

    def _get_days(self):
        """First and last day that can be wished for, on the company's calendar."""
        now = fields.Datetime.now()
        today = fields.Datetime.context_timestamp(
            self.with_context(tz=self._get_zone()), now
        ).date()
        return (
            today + timedelta(days=self.min_days),
            today + timedelta(days=self.max_days),
        )

    def _get_offered_types(self):
        return self.type_ids.filtered(lambda each: each.is_bookable and each.active)

    def _get_moment(self, day, period):
        """Begin of a half-day, naive in UTC."""
        zone = pytz.timezone(self._get_zone())
        local = zone.localize(datetime.combine(day, _HOURS[period]))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    def _get_missions(self, site):
        """The missions of one place that its people may see, latest first."""
        return self.env["field.visit"].search(
            [
                ("partner_id", "=", site.id),
                ("company_id", "=", self.company_id.id),
                ("type_id", "in", self.type_ids.ids),
            ],
            limit=100,
        )

    def _get_planners(self):
        planners = self.planner_ids.filtered(
            lambda user: user.active and self.company_id in user.company_ids
        )
        if planners:
            return planners
        managers = self.env.ref("field_crm.group_field_manager").all_user_ids
        return managers.filtered(
            lambda user: user.active and self.company_id in user.company_ids
        ).sorted("id")[:1]

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_open_url(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.url, "target": "new"}

    def action_open_people(self):
        """People who may see the missions of their place and ask for new ones."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_crm.action_res_partner_booking"
        )
        action["context"] = {"booking_page_id": self.id}
        return action
