from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

# A phone that asks every minute is not written every minute.
_SEEN_EVERY = timedelta(minutes=2)
NAME_LENGTH = 80


class FieldDevice(models.Model):
    """One phone of one rep: its key, its queue, and its end."""

    _name = "field.device"
    _description = "Phone of a rep"
    _order = "last_seen desc nulls last, id desc"

    name = fields.Char(required=True, readonly=True)
    uuid = fields.Char(
        string="Identifier", required=True, readonly=True, copy=False, index=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Rep",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        [
            ("active", "In use"),
            ("revoked", "Revoked"),
            ("wiped", "Wiped"),
        ],
        default="active",
        required=True,
        readonly=True,
        index=True,
        help="A phone that is revoked wipes itself as soon as it has a connection.",
    )
    key_id = fields.Integer(
        readonly=True, copy=False, index="btree_not_null", groups="base.group_system"
    )
    version = fields.Char(string="Version of the app", readonly=True)
    last_seen = fields.Datetime(readonly=True, index=True)
    last_push = fields.Datetime(string="Last push", readonly=True)
    last_seq = fields.Integer(
        string="Actions received", readonly=True, copy=False, default=0
    )
    queue_length = fields.Integer(
        string="Waiting on the phone",
        readonly=True,
        help="Actions that the phone had not sent yet when it was last seen.",
    )
    revoked_by = fields.Many2one("res.users", readonly=True)
    revoked_on = fields.Datetime(readonly=True)
    wiped_on = fields.Datetime(readonly=True)
    mutation_count = fields.Integer(compute="_compute_mutation_count")

    _uuid_unique = models.UniqueIndex("(uuid)", "This phone is known already.")

    def init(self):
        result = super().init()
        self.env["field.sync.epoch"]._prepare()
        return result

    @api.depends_context("uid")
    def _compute_mutation_count(self):
        counts = dict(
            self.env["field.mutation"]._read_group(
                [("device_id", "in", self.ids)], ["device_id"], ["__count"]
            )
        )
        for device in self:
            device.mutation_count = counts.get(device, 0)

    # ------------------------------------------------------------------
    # The phone
    # ------------------------------------------------------------------

    @api.model
    def _enrol(self, uuid, name, version):
        """Give the user's phone a key; the one that it had opens nothing any more.

        :return: (device in superuser mode, key)
        :raises AccessError: when the phone is another user's, or revoked, or the user
            is no rep
        """
        if not self.env.user.has_group("field_crm.group_field_rep"):
            raise AccessError(self.env._("Only reps use the app."))
        devices = self.sudo()
        device = devices.search([("uuid", "=", uuid)])
        if device and (device.user_id != self.env.user or device.state != "active"):
            raise AccessError(
                self.env._(
                    "This phone has been revoked, or belongs to somebody else: the app "
                    "begins anew on it."
                )
            )
        values = {
            "name": name[:NAME_LENGTH],
            "version": version[:NAME_LENGTH],
            "last_seen": fields.Datetime.now(),
        }
        if device:
            device._lock()
            device._drop_key()
            device.write(values)
        else:
            device = devices.create({"uuid": uuid, "user_id": self.env.uid, **values})
        keys = self.env["res.users.apikeys"]
        device.key_id, key = keys._generate_device_key(device.name)
        return device, key

    def _drop_key(self):
        keys = self.env["res.users.apikeys"].sudo()
        for device in self.sudo().filtered("key_id"):
            keys.browse(device.key_id).exists().unlink()
            device.key_id = False

    def _note_seen(self, version=None, queue_length=None):
        """Note that the phone was here, a few times an hour at most."""
        self.ensure_one()
        now = fields.Datetime.now()
        values = {}
        if version and version != self.version:
            values["version"] = version[:NAME_LENGTH]
        if queue_length is not None and queue_length != self.queue_length:
            values["queue_length"] = queue_length
        if values or not self.last_seen or now - self.last_seen > _SEEN_EVERY:
            self.sudo()._lock()
            self.sudo().write({"last_seen": now, **values})

    def _lock(self):
        """Hold the row: two requests of one phone come one after the other.

        When the other one committed meanwhile, PostgreSQL refuses and Odoo begins this
        request anew, which is no failure to be logged. It refuses only where a row was
        written: a bare lock would let this one go on with what it saw before it waited.
        """
        self.ensure_one()
        self.flush_recordset()
        self.env.cr.execute(
            SQL("UPDATE field_device SET last_seq = last_seq WHERE id = %s", self.id),
            log_exceptions=False,
        )
        self.invalidate_recordset()

    # ------------------------------------------------------------------
    # The office
    # ------------------------------------------------------------------

    def action_revoke(self):
        """Take the phone's rights back; it wipes itself at its next connection.

        What it still holds may be sent once, and is quarantined.
        """
        self.check_access("read")
        # No right to write: who changed whose phone it is would act as another.
        if not self.env.su and not self.env.user.has_group(
            "field_crm.group_field_manager"
        ):
            raise AccessError(self.env._("Only a manager revokes phones."))
        for device in self.filtered(lambda device: device.state == "active"):
            device.sudo()._lock()
            device.sudo().write(
                {
                    "state": "revoked",
                    "revoked_by": self.env.uid,
                    "revoked_on": fields.Datetime.now(),
                }
            )

    def _is_trusted(self):
        """Whether what the phone sends is applied: else it is set aside."""
        self.ensure_one()
        user = self.user_id
        return (
            self.state == "active"
            and user.active
            and user.has_group("field_crm.group_field_rep")
        )

    def _note_wiped(self):
        """The phone says that it holds nothing any more: its key ends."""
        self.ensure_one()
        self.sudo()._lock()
        self._drop_key()
        self.sudo().write(
            {"state": "wiped", "wiped_on": fields.Datetime.now(), "queue_length": 0}
        )
