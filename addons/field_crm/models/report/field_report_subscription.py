from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import email_normalize

_MOST_RECIPIENTS = 50
_EXPORT_GROUP = "base.group_allow_export"
_LAYOUTS = ("list", "pivot", "graph")


class FieldReportSubscription(models.Model):
    """A saved report, mailed on a schedule with its owner's rights (S4-56 … S4-59).

    Only the owner changes it: whoever could choose the recipients of somebody else's
    report would read what only the owner may.
    """

    _name = "field.report.subscription"
    _description = "Report subscription"
    _inherit = ["mail.thread", "mail.activity.mixin", "field.report.schedule.mixin"]
    _order = "name, id"

    name = fields.Char(string="Title", required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
        copy=False,
        help="The report holds what this person may see, with these rights.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    filter_id = fields.Many2one(
        "ir.filters",
        string="Saved filter",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('user_ids', 'in', [uid, False])]",
        help="One of your favourites. The report keeps a copy of it as it is now.",
    )
    model = fields.Selection(related="filter_id.model_id", string="Records")
    layout = fields.Selection(
        [("list", "List"), ("pivot", "Table"), ("graph", "Graph")],
        required=True,
        default="list",
    )
    view_id = fields.Integer(readonly=True)
    column_names = fields.Json(readonly=True)
    base_domain = fields.Text(
        readonly=True, help="What the screen itself is limited to."
    )
    includes_archived = fields.Boolean(readonly=True)
    filter_summary = fields.Char(string="Filters in words")
    format = fields.Selection(
        [("xlsx", "Excel (.xlsx)"), ("pdf", "PDF")], required=True, default="xlsx"
    )
    emails = fields.Text(
        string="Recipients",
        required=True,
        default=lambda self: self.env.user.email or "",
        help="Addresses separated by commas or line breaks.",
    )
    outside_emails = fields.Char(
        string="Outside the company", compute="_compute_outside_emails"
    )
    subject = fields.Char(
        help="Subject of the mail. Empty: the title of the report.",
    )
    body = fields.Html(
        string="Message",
        default=lambda self: self.env._("<p>Please find the report attached.</p>"),
    )
    state = fields.Selection(
        [("paused", "On pause"), ("active", "Switched on"), ("stopped", "Stopped")],
        string="Status",
        required=True,
        default="paused",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    stop_reason = fields.Char(readonly=True, copy=False)
    failure_count = fields.Integer(string="Failures", readonly=True, copy=False)
    delivery_ids = fields.One2many(
        "field.report.delivery", "subscription_id", string="Sendings", readonly=True
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    @api.depends_context("uid")
    @api.depends("user_id")
    def _compute_is_mine(self):
        for subscription in self:
            subscription.is_mine = subscription.user_id == self.env.user

    @api.depends("emails")
    def _compute_outside_emails(self):
        wanted = {email for each in self for email in each._get_emails()}
        colleagues = self.env["res.users"].sudo().search([("share", "=", False)])
        inside = wanted & set(colleagues.mapped("email_normalized"))
        for subscription in self:
            emails = subscription._get_emails()
            subscription.outside_emails = ", ".join(
                email for email in emails if email not in inside
            )

    def _get_emails(self):
        """Normalised addresses, each once."""
        self.ensure_one()
        words = (self.emails or "").replace(";", ",").replace("\n", ",").split(",")
        found = (email_normalize(word.strip(), strict=True) for word in words)
        return list(dict.fromkeys(filter(None, found)))

    @api.constrains("emails")
    def _check_emails(self):
        for subscription in self:
            text = (subscription.emails or "").replace(";", ",").replace("\n", ",")
            words = [word.strip() for word in text.split(",") if word.strip()]
            for word in words:
                if not email_normalize(word, strict=True):
                    raise ValidationError(
                        self.env._(
                            "Recipients: “%(address)s” is not a mail address.",
                            address=word,
                        )
                    )
            if not words:
                raise ValidationError(
                    self.env._("Recipients: at least one address is needed.")
                )
            if len(words) > _MOST_RECIPIENTS:
                raise ValidationError(
                    self.env._(
                        "Recipients: %(count)s addresses are more than the "
                        "%(limit)s that one report may go to.",
                        count=len(words),
                        limit=_MOST_RECIPIENTS,
                    )
                )

    @api.constrains("filter_id", "user_id")
    def _check_filter(self):
        for subscription in self.sudo():
            if subscription.filter_id.user_ids != subscription.user_id:
                raise ValidationError(
                    self.env._("The saved filter must be the owner's own.")
                )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_export()
        for vals in vals_list:
            if vals.get("user_id", self.env.uid) != self.env.uid and not self.env.su:
                raise AccessError(
                    self.env._("A subscription belongs to whoever makes it.")
                )
            owner = self.env["res.users"].browse(vals.get("user_id") or self.env.uid)
            self._keep_own_filter(vals, owner)
            if vals.get("frequency") == "weeks_of_month" and not vals.get("end_date"):
                vals["end_date"] = self._get_end_of_month()
        return super().create(vals_list)

    def write(self, vals):
        if "user_id" in vals and not self.env.su:
            raise AccessError(self.env._("A subscription belongs to whoever makes it."))
        if "filter_id" in vals:
            self._keep_own_filter(vals, self.user_id)
        result = super().write(vals)
        timing = {"frequency", "weekday", "nth", "day", "is_last_day", "hour"}
        if (timing | {"end_date"}) & vals.keys():
            for subscription in self.filtered(lambda each: each.state == "active"):
                subscription._schedule_next()
        return result

    def unlink(self):
        copies = self.sudo().filter_id
        result = super().unlink()
        copies.unlink()
        return result

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        return [
            dict(vals, name=self.env._("%s (copy)", each.name))
            for each, vals in zip(self, vals_list, strict=True)
        ]

    def _check_may_export(self):
        """A report leaves the house like an export, by the same right (S4-55)."""
        if not self.env.su and not self.env.user.has_group(_EXPORT_GROUP):
            raise AccessError(
                self.env._("Only people who may export may subscribe to reports.")
            )

    def _keep_own_filter(self, vals, owner):
        """Take a private copy of the filter.

        A shared favourite may be changed by anybody: one of the recipients could widen
        it and receive more than the owner meant to send. Hidden, because the favourites
        are the user's, and deleting one must not stop a report.
        """
        found = self.env["ir.filters"].browse(vals.get("filter_id")).exists()
        found.check_access("read")
        if not found:
            raise UserError(self.env._("Choose a saved filter first."))
        if found.user_ids and owner not in found.user_ids:
            raise AccessError(self.env._("The saved filter must be the owner's own."))
        found_sudo = found.sudo()
        own = found_sudo.copy(
            {
                "user_ids": [fields.Command.set(owner.ids)],
                "is_default": False,
                "active": False,
            }
        )
        own.name = found.name
        vals["filter_id"] = own.id
        if vals.get("base_domain") is None:
            vals.update(self._get_screen(found_sudo))
        if not vals.get("filter_summary"):
            vals["filter_summary"] = found.name

    def _get_screen(self, found):
        """Limits of the screen that a favourite belongs to."""
        action = self.env["ir.actions.act_window"].sudo().browse(found.action_id.id)
        if not found.action_id or action.type != "ir.actions.act_window":
            return {"base_domain": "[]"}
        context = found._evaluate_for_report(action.context, {})
        # Fails here, in front of the user, when it needs a record at hand.
        found._evaluate_for_report(action.domain, [])
        return {
            "base_domain": action.domain or "[]",
            "includes_archived": context.get("active_test") is False,
        }

    # ------------------------------------------------------------------
    # From a screen
    # ------------------------------------------------------------------

    @api.model
    def create_from_screen(self, values):
        """Subscribe to what a list, table or graph shows now.

        :param dict values: ``filter`` (values of an ``ir.filters``), ``layout``,
            ``view_id``, ``column_names``, ``base_domain`` (a list),
            ``includes_archived`` and ``summary`` (the filters in words)
        :return: the action that opens the new subscription, still paused
        """
        self._check_may_export()
        if values.get("layout") not in _LAYOUTS:
            raise UserError(
                self.env._("Only lists, tables and graphs can be subscribed to.")
            )
        sent = values.get("filter") or {}
        names = ("name", "model_id", "domain", "context", "sort", "action_id")
        found = self.env["ir.filters"].create(
            {name: sent[name] for name in names if sent.get(name)}
            | {"user_ids": [fields.Command.set(self.env.user.ids)], "active": False}
        )
        subscription = self.create(
            {
                "name": found.name,
                "filter_id": found.id,
                "layout": values["layout"],
                "view_id": values.get("view_id") or 0,
                "column_names": values.get("column_names") or False,
                "base_domain": repr(values.get("base_domain") or []),
                "includes_archived": bool(values.get("includes_archived")),
                "filter_summary": values.get("summary") or self.env._("No filter"),
                "format": "pdf" if values["layout"] == "graph" else "xlsx",
            }
        )
        found.sudo().unlink()
        return subscription.get_formview_action()
