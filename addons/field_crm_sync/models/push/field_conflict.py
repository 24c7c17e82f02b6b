from odoo import api, fields, models
from odoo.exceptions import UserError

from .field_push_own import OWN_COLUMNS

POSITION = "position"


class FieldConflict(models.Model):
    """A field that the office and a phone both changed; both values are kept.

    The office's value stands until somebody decides, with one click.
    """

    _name = "field.conflict"
    _description = "Conflict of a phone"
    _order = "id desc"
    _rec_name = "field_name"

    mutation_id = fields.Many2one(
        "field.mutation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="mutation_id.company_id", store=True, index=True, precompute=True
    )
    user_id = fields.Many2one(
        related="mutation_id.user_id", store=True, index=True, precompute=True
    )
    at = fields.Datetime(related="mutation_id.at")
    partner_id = fields.Many2one(
        "res.partner",
        string="Client or prospect",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    field_name = fields.Char(required=True, readonly=True)
    field_label = fields.Char(string="Field", compute="_compute_texts")
    base = fields.Json(readonly=True)
    server = fields.Json(readonly=True)
    mine = fields.Json(readonly=True)
    base_text = fields.Char(string="The rep saw", compute="_compute_texts")
    server_text = fields.Char(string="The office had", compute="_compute_texts")
    mine_text = fields.Char(string="The rep typed", compute="_compute_texts")
    current_text = fields.Char(string="Now", compute="_compute_texts")
    state = fields.Selection(
        [
            ("open", "To settle"),
            ("server", "Office's value kept"),
            ("rep", "Rep's value taken"),
        ],
        default="open",
        required=True,
        readonly=True,
        index=True,
    )
    settled_by = fields.Many2one("res.users", readonly=True)
    settled_on = fields.Datetime(readonly=True)

    @api.depends_context("lang")
    @api.depends("field_name", "partner_id")
    def _compute_display_name(self):
        for conflict in self:
            name = conflict.partner_id.display_name
            conflict.display_name = f"{name} – {conflict._get_label()}"

    @api.depends_context("lang")
    @api.depends("field_name", "base", "server", "mine", "partner_id")
    def _compute_texts(self):
        for conflict in self:
            conflict.field_label = conflict._get_label()
            for side in ("base", "server", "mine"):
                value = (conflict[side] or {}).get("value")
                conflict[f"{side}_text"] = conflict._get_text(value)
            conflict.current_text = conflict._get_text(conflict._get_current())

    def _get_label(self):
        if self.field_name == POSITION:
            return self.env._("Position")
        if self._is_own():
            own = self._get_own_definition()
            return own.get("string") or self.field_name
        field = self.env["res.partner"]._fields.get(self.field_name)
        if field is None:
            return self.field_name
        return field.get_description(self.env, ["string"])["string"]

    def _is_own(self):
        return self.field_name.split(".")[0] in OWN_COLUMNS

    def _get_own_definition(self):
        column, name = self.field_name.split(".", 1)
        definitions = (
            self.env["field.own.list"]._describe()
            if column == "own_properties"
            else self.partner_id.contact_group_id.sudo().properties_definition or []
        )
        return next((dict(each) for each in definitions if each["name"] == name), {})

    def _get_current(self):
        if self.field_name == POSITION:
            partner = self.partner_id
            return [partner.partner_latitude, partner.partner_longitude]
        if self._is_own():
            return self.env["field.push"]._get_own(self.partner_id, self.field_name)
        if self.field_name not in self.env["res.partner"]._fields:
            return False
        return self.env["field.push"]._get_plain(self.partner_id, self.field_name)

    def _get_text(self, value):
        """A value of the field as people read it."""
        if value in (None, "") or value is False:
            return ""
        if self.field_name == POSITION:
            return ", ".join(f"{degrees:.5f}" for degrees in value)
        if self._is_own():
            own = self._get_own_definition()
            options = own.get("selection") or own.get("tags") or []
            words = {option[0]: option[1] for option in options}
            values = value if isinstance(value, list) else [value]
            return ", ".join(str(words.get(each, each)) for each in values)
        field = self.env["res.partner"]._fields.get(self.field_name)
        if field is not None and field.type == "many2one":
            return self.env[field.comodel_name].browse(value).exists().display_name
        return str(value)

    @api.model
    def _keep(self, mutation, kept):
        """Note what the office kept.

        :param mutation: field.mutation
        :param kept: list of push.outcome.Kept
        """
        self.sudo().create(
            [
                {
                    "mutation_id": mutation.id,
                    "partner_id": mutation.partner_id.id,
                    "field_name": each.name,
                    "base": {"value": each.base},
                    "server": {"value": each.server},
                    "mine": {"value": each.mine},
                }
                for each in kept
            ]
        )

    # ------------------------------------------------------------------
    # Settling
    # ------------------------------------------------------------------

    def action_keep_server(self):
        """Leave the client as it is."""
        self._check_may_settle()
        self._settle("server")

    def action_take_rep(self):
        """Write what the rep typed, with the rights of who decides."""
        self._check_may_settle()
        for conflict in self:
            conflict._write_mine()
        self._settle("rep")

    def _write_mine(self):
        value = self.mine["value"]
        if self.field_name == POSITION:
            latitude, longitude = value
            self.partner_id._set_position(latitude, longitude, "address", "manual")
        elif self.field_name == "revisit_date":
            self.partner_id.action_set_revisit(value)
        elif self._is_own():
            push = self.env["field.push"]
            push._write_own(self.partner_id, {self.field_name: value})
        else:
            self.partner_id.write({self.field_name: value})

    def _check_may_settle(self):
        self.check_access("read")
        self.partner_id.check_access("write")
        if any(conflict.state != "open" for conflict in self):
            raise UserError(self.env._("This conflict has been settled already."))

    def _settle(self, state):
        self.sudo().write(
            {
                "state": state,
                "settled_by": self.env.uid,
                "settled_on": fields.Datetime.now(),
            }
        )
        for line in self.mutation_id.sudo():
            conflicts = self.sudo().search([("mutation_id", "=", line.id)])
            still = conflicts.filtered(lambda each: each.state == "open")
            line.write(
                {
                    "kept": still.mapped("field_name") or False,
                    "state": "conflict" if still else "applied",
                }
            )
