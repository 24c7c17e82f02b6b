import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...engine.sync import Mutation

DONE = ("applied", "conflict")
OPEN = ("hold", "waits")
"""States in which the phone may send a mutation again."""


class FieldMutation(models.Model):
    """The ledger: everything that phones sent, once, and what became of it.

    A line is written in the transaction of its effect, so neither exists without the
    other. Its name is what the manual's exchange files were called by: kind, client,
    day, rep, and a number that is no other's (S3-19, S3-27, S3-73).
    """

    _name = "field.mutation"
    _description = "Action from a phone"
    _order = "id desc"

    name = fields.Char(required=True, readonly=True, index="trigram")
    device_id = fields.Many2one(
        "field.device", required=True, readonly=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users", string="Rep", required=True, readonly=True, index=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    seq = fields.Integer(string="Number on the phone", required=True, readonly=True)
    uuid = fields.Char(string="Identifier", required=True, readonly=True)
    kind = fields.Char(string="Code", required=True, readonly=True, index=True)
    version = fields.Integer(string="Version of the shape", readonly=True, default=1)
    at = fields.Datetime(
        string="Recorded", readonly=True, help="By the clock of the phone."
    )
    create_date = fields.Datetime(string="Received", index=True)
    fingerprint = fields.Char(required=True, readonly=True)
    payload = fields.Json(readonly=True)
    state = fields.Selection(
        [
            ("applied", "Applied"),
            ("conflict", "Applied, with conflicts"),
            ("rejected", "Not accepted"),
            ("hold", "Not understood yet"),
            ("waits", "Waits for another"),
            ("quarantined", "Set aside"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    payload_text = fields.Text(string="Sent", compute="_compute_payload_text")
    reason = fields.Text(readonly=True)
    kept = fields.Json(readonly=True)
    res_model = fields.Char(string="Kind of record", readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", readonly=True, index="btree_not_null"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Client or prospect",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    replaces = fields.Char(readonly=True, index="btree_not_null")

    _uuid_unique = models.UniqueIndex(
        "(uuid)", "This action has been received already."
    )
    _seq_unique = models.UniqueIndex(
        "(device_id, seq)", "This number of the phone has been received already."
    )

    def init(self):
        result = super().init()
        self.env["field.sync.mark"]._watch(
            self._table, ("state", "reason", "kept", "res_id")
        )
        return result

    @api.depends("payload")
    def _compute_payload_text(self):
        for line in self:
            shown = dict(line.payload or {})
            args = dict(shown.get("args") or {})
            if args.get("signature"):
                # A picture as text says nothing, at length.
                args["signature"] = "…"
            shown["args"] = args
            line.payload_text = json.dumps(shown, indent=2, ensure_ascii=False)

    def _get_result(self, seq=None):
        """What the phone is told, now and each time it asks again."""
        self.ensure_one()
        result = {"seq": seq or self.seq, "uuid": self.uuid, "state": self.state}
        if self.state == "quarantined":
            # For the phone it waits, like everything that somebody has to decide on.
            result["state"] = "hold"
        if self.reason:
            result["reason"] = self.reason
        if self.state in DONE and self.res_id:
            result["record"] = {"model": self.res_model, "id": self.res_id}
        if self.kept:
            result["kept"] = self.kept
        return result

    def _to_mutation(self):
        """The mutation as it was sent."""
        self.ensure_one()
        return Mutation(
            seq=self.seq,
            uuid=self.uuid,
            kind=self.kind,
            version=self.version,
            at=self.at,
            args=self.payload["args"],
            base=self.payload["base"],
            blobs=tuple(self.payload["blobs"]),
            replaces=self.replaces or None,
        )

    # ------------------------------------------------------------------
    # What follows from it
    # ------------------------------------------------------------------

    def _after_attempt(self, kept):
        """Keep both values of conflicts, and hang on what was photographed."""
        self.ensure_one()
        self.env["field.conflict"]._keep(self, kept)
        if self.state in DONE:
            self.env["field.upload"]._attach_to(self)

    def action_apply(self):
        """Apply what was refused or set aside, with the rights of who decides (S3-64).

        What waits for it is applied after it, with its rep's own rights.
        """
        push = self.env["field.push"]
        for line in self:
            line._check_may_decide()
            if line.state in DONE:
                raise UserError(self.env._("“%s” is applied already.", line.name))
            mended = line.sudo().search(
                [("replaces", "=", line.uuid), ("state", "in", DONE)], limit=1
            )
            if mended:
                raise UserError(
                    self.env._(
                        "“%(name)s” was mended by “%(other)s”, which is applied.",
                        name=line.name,
                        other=mended.name,
                    )
                )
            push.with_context(field_push_rep=line.user_id.id)._try_again(line)
            line._apply_waiting()

    def _apply_waiting(self):
        waiting = self.sudo().search(
            [("user_id", "=", self.user_id.id), ("state", "=", "waits")], order="id"
        )
        for line in waiting:
            push = self.env["field.push"].with_user(line.user_id)
            push._try_again(line.with_user(line.user_id))

    def _check_may_decide(self):
        self.check_access("read")
        if not self.env.user.has_group("field_crm.group_field_manager"):
            raise AccessError(
                self.env._("Only a manager decides on what a phone sent.")
            )

    def action_open_record(self):
        """Open what the action made or changed."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)._get_records_action()

    @api.model
    def _find(self, uuids):
        """Lines by uuid, in superuser mode: {uuid: line}."""
        found = self.sudo().search([("uuid", "in", list(uuids))])
        return {line.uuid: line for line in found}
