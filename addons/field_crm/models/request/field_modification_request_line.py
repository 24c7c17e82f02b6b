from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError


class FieldModificationRequestLine(models.Model):
    """One field of a client: what it was, what is asked, what it is today.

    Values are kept twice: as text, the way people read them, and as data
    (``{"value": …}``), the way they are written.
    """

    _name = "field.modification.request.line"
    _description = "Change asked for"
    _order = "request_id desc, id"

    request_id = fields.Many2one(
        "field.modification.request", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="request_id.company_id", store=True)
    field_name = fields.Char(required=True)
    field_label = fields.Char(string="Field", compute="_compute_field_label")
    old_value = fields.Char(string="Before")
    old_data = fields.Json()
    new_value = fields.Char(string="Asked for")
    new_data = fields.Json()
    current_value = fields.Char(string="Today", compute="_compute_current")
    is_conflict = fields.Boolean(
        compute="_compute_current",
        help="Somebody has changed the client since, to something else.",
    )
    is_done = fields.Boolean(
        compute="_compute_current", help="The client has the value already."
    )
    state = fields.Selection(
        [("pending", "To decide"), ("applied", "Applied"), ("refused", "Refused")],
        default="pending",
        required=True,
        index=True,
    )
    refusal_reason = fields.Text()
    decided_by = fields.Many2one("res.users")
    decided_on = fields.Datetime()

    @api.depends_context("lang")
    @api.depends("field_name")
    def _compute_field_label(self):
        Partner = self.env["res.partner"]
        for line in self:
            line.field_label = Partner._get_sheet_label(line.field_name)

    @api.depends("field_name", "old_data", "new_data", "state", "request_id.partner_id")
    def _compute_current(self):
        for line in self:
            # Who may read the request may read what it is about.
            partner = line.request_id.partner_id.sudo()
            today = {"value": partner._get_sheet_data(line.field_name)}
            is_open = line.state == "pending"
            line.current_value = partner._get_sheet_text(line.field_name)
            line.is_done = is_open and today == line.new_data
            line.is_conflict = is_open and today not in (line.old_data, line.new_data)

    @api.depends_context("lang")
    @api.depends("field_name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.field_label

    def _check_not_asked_already(self):
        """Refuse a change that waits for the accountant already (S3-18)."""
        earlier = self.search(
            [
                ("request_id.partner_id", "in", self.request_id.partner_id.ids),
                ("request_id.state", "=", "pending"),
                ("state", "=", "pending"),
                ("field_name", "in", self.mapped("field_name")),
                ("id", "not in", self.ids),
            ]
        )
        asked = {(line.field_name, str(line.new_data)): line for line in earlier}
        for line in self:
            same = asked.get((line.field_name, str(line.new_data)))
            if same:
                raise UserError(
                    self.env._(
                        "%(field)s “%(value)s” has been asked for already, "
                        "by %(user)s (%(request)s).",
                        field=line.field_label,
                        value=line.new_value,
                        user=same.request_id.requester_id.name,
                        request=same.request_id.name,
                    )
                )

    # ------------------------------------------------------------------
    # Deciding
    # ------------------------------------------------------------------

    def action_apply(self):
        """Write the values on the client, all of them or none (S3-80)."""
        for request, lines in self.grouped("request_id").items():
            lines._lock()
            partner = request.partner_id
            values = {line.field_name: line._get_new_value() for line in lines}
            partner.write(values)
            partner.message_post(
                body=self.env._(
                    "Changed at the request of %(user)s (%(request)s): %(changes)s",
                    user=request.requester_id.name,
                    request=request.name,
                    changes=Markup("<ul>%s</ul>")
                    % Markup().join(
                        Markup("<li>%s</li>") % line._get_sentence() for line in lines
                    ),
                )
            )
            lines._decide("applied")

    def action_refuse(self, reason):
        """Refuse the changes.

        :param str reason: what the rep is told, at least one character
        """
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the request is refused."))
        for lines in self.grouped("request_id").values():
            lines._lock()
            lines._decide("refused", refusal_reason=reason)

    def action_open_refusal(self):
        self.request_id._check_may_decide()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refuse the change"),
            "res_model": "field.refusal.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_line_ids": self.ids},
        }

    def action_edit(self):
        """Open the value in the widget of its field, to mend it before applying."""
        self.ensure_one()
        self.request_id._check_may_decide()
        return {
            "type": "ir.actions.act_window",
            "name": self.field_label,
            "res_model": "field.modification.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_partner_id": self.request_id.partner_id.id,
                "default_line_id": self.id,
            },
        }

    def set_new_value(self, value):
        """Replace what was asked for by what the accountant knows to be right."""
        self.ensure_one()
        self._lock()
        partner = self.request_id.partner_id
        changes = partner._get_sheet_changes({self.field_name: value}, askable=False)
        change = next((c for c in changes if c["field_name"] == self.field_name), None)
        if not change:
            raise UserError(
                self.env._(
                    "%(field)s is “%(value)s” already.",
                    field=self.field_label,
                    value=self.current_value,
                )
            )
        self.request_id.message_post(
            body=self.env._(
                "%(field)s: “%(value)s” instead of “%(asked)s”.",
                field=self.field_label,
                value=change["new_value"],
                asked=self.new_value,
            )
        )
        self.sudo().write(
            {"new_value": change["new_value"], "new_data": change["new_data"]}
        )

    def _lock(self):
        """Hold the request and see that none of its lines is decided yet."""
        request = self.request_id
        request.ensure_one()
        request._check_may_decide()
        request._lock_pending()
        self.invalidate_recordset(["state"])
        decided = self.filtered(lambda line: line.state != "pending")
        if decided:
            raise UserError(
                self.env._(
                    "%s: this change is decided already.", decided[0].field_label
                )
            )

    def _get_new_value(self):
        """The value to write; a code that was deleted since is refused."""
        self.ensure_one()
        value = self.new_data["value"]
        field = self.env["res.partner"]._fields[self.field_name]
        if field.type != "many2one" or not value:
            return value
        if not self.env[field.comodel_name].browse(value).exists():
            raise UserError(
                self.env._(
                    "%(field)s “%(value)s” no longer exists: choose another value "
                    "before applying.",
                    field=self.field_label,
                    value=self.new_value,
                )
            )
        return value

    def _decide(self, state, **values):
        self.sudo().write(
            {
                "state": state,
                "decided_by": self.env.uid,
                "decided_on": fields.Datetime.now(),
                **values,
            }
        )
        for request, lines in self.grouped("request_id").items():
            changes = "; ".join(line._get_sentence() for line in lines)
            request.message_post(
                body=self.env._("Applied: %s", changes)
                if state == "applied"
                else self.env._("Refused: %s", changes)
            )

    def _get_sentence(self):
        """« Field X: “a” replaced by “b” », as mail C says it."""
        self.ensure_one()
        return self.env._(
            "Field %(field)s: “%(old)s” replaced by “%(new)s”",
            field=self.field_label,
            old=self.old_value or "",
            new=self.new_value or "",
        )
