import base64
import hashlib
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.mimetypes import guess_mimetype

from ..device.begin_anew import begin_anew_on_copies

MAX_CHUNK = 512 * 1024
MAX_SIZE = 12 * 1024 * 1024
_MIMETYPES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
}


class FieldUpload(models.Model):
    """A photo on its way from a phone, in parts, apart from the queue.

    It is named by its SHA-256 and by the mutation that it belongs to, so it can be sent
    on from wherever it stopped, and sent again without being there twice.
    """

    _name = "field.upload"
    _description = "Photo from a phone"
    _order = "id desc"
    _rec_name = "sha256"

    device_id = fields.Many2one(
        "field.device", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="device_id.company_id", store=True, index=True, precompute=True
    )
    user_id = fields.Many2one(
        related="device_id.user_id", store=True, index=True, precompute=True
    )
    sha256 = fields.Char(string="SHA-256", required=True, readonly=True)
    owner = fields.Char(
        string="Identifier of the action", required=True, readonly=True, index=True
    )
    size = fields.Integer(string="Bytes", required=True, readonly=True)
    received = fields.Integer(string="Bytes received", readonly=True)
    part_ids = fields.One2many("field.upload.part", "upload_id")
    attachment_id = fields.Many2one("ir.attachment", readonly=True)
    state = fields.Selection(
        [
            ("partial", "On its way"),
            ("complete", "Waits for its action"),
            ("attached", "Attached"),
        ],
        default="partial",
        required=True,
        readonly=True,
        index=True,
    )

    _sha_unique = models.UniqueIndex(
        "(sha256, owner)", "This photo has been received already."
    )

    # ------------------------------------------------------------------
    # Receiving
    # ------------------------------------------------------------------

    @api.model
    def _get(self, device, sha256, owner):
        """The upload that a phone means, in superuser mode; empty when it is new.

        :raises UserError: when it is another user's
        """
        upload = self.sudo().search([("sha256", "=", sha256), ("owner", "=", owner)])
        owners = upload.user_id
        line = self.env["field.mutation"]._find([owner]).get(owner)
        if line:
            owners |= line.user_id
        if owners - device.user_id:
            raise UserError(self.env._("This photo belongs to somebody else's action."))
        return upload

    @api.model
    def _receive(self, device, sha256, owner, size, offset, data):
        """Take the next bytes of a photo.

        Parameters
        ----------
        device : field.device
            The phone, in superuser mode.
        sha256, owner : str
            Which photo, of which mutation.
        size : int
            Bytes of the whole photo.
        offset : int
            Where these begin.
        data : bytes
            ``MAX_CHUNK`` at most.

        Returns
        -------
        int
            How many bytes are there now. When it is not ``offset`` plus those sent, the
            phone goes on from there.

        Raises
        ------
        UserError
            For a photo that is too large, of another kind, or longer than announced;
            or when the phone has sent more than it may in a day.
        """
        device._lock()
        upload = self._get(device, sha256, owner)
        if not upload:
            self._check_size(device, size)
            values = {"device_id": device.id, "sha256": sha256, "owner": owner}
            with begin_anew_on_copies():
                upload = self.sudo().create({**values, "size": size})
        if upload.state != "partial" or offset != upload.received:
            return upload.received
        if size != upload.size or offset + len(data) > size or not data:
            raise UserError(
                self.env._(
                    "Photo: %(count)s bytes from %(offset)s on do not fit into the "
                    "%(size)s that were announced.",
                    count=len(data),
                    offset=offset,
                    size=upload.size,
                )
            )
        self.env["field.upload.part"].sudo().create(
            {"upload_id": upload.id, "start": offset, "data": base64.b64encode(data)}
        )
        upload.received = offset + len(data)
        if upload.received == upload.size:
            upload._finish()
        return upload.received

    @api.model
    def _check_size(self, device, size):
        if not 0 < size <= MAX_SIZE:
            raise UserError(
                self.env._(
                    "Photo: %(size)s bytes, %(limit)s at most.",
                    size=size,
                    limit=MAX_SIZE,
                )
            )
        limit = device.company_id.field_upload_megabytes
        yesterday = fields.Datetime.now() - timedelta(days=1)
        self.env.cr.execute(
            SQL(
                "SELECT COALESCE(sum(size), 0) FROM field_upload WHERE device_id = %s "
                "AND create_date > %s",
                device.id,
                yesterday,
            )
        )
        if self.env.cr.fetchone()[0] + size > limit * 1024 * 1024:
            raise UserError(
                self.env._(
                    "Photos: this phone has sent its %(limit)s MB of the day. The "
                    "others are sent tomorrow.",
                    limit=limit,
                )
            )

    def _finish(self):
        """Hold the whole against its name, and keep it as one."""
        data = b"".join(base64.b64decode(part.data) for part in self.part_ids)
        self.part_ids.unlink()
        if hashlib.sha256(data).hexdigest() != self.sha256:
            # The phone still has it, and begins anew.
            self.received = 0
            return
        mimetype = guess_mimetype(data)
        if mimetype not in _MIMETYPES:
            raise UserError(
                self.env._(
                    "Photo: files of type “%(type)s” are not taken.", type=mimetype
                )
            )
        self.attachment_id = self.env["ir.attachment"].create(
            {
                "name": f"photo-{self.sha256[:12]}.{_MIMETYPES[mimetype]}",
                "raw": data,
                "mimetype": mimetype,
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        self.state = "complete"
        line = self.env["field.mutation"]._find([self.owner]).get(self.owner)
        if line:
            self._attach_to(line)

    # ------------------------------------------------------------------
    # Attaching
    # ------------------------------------------------------------------

    @api.model
    def _attach_to(self, line):
        """Hang the photos of a mutation that is applied on its record.

        In superuser mode: the rep's right to the record was asked when the mutation was
        applied, and may have ended since, as that to an old visit does. Only photos
        that the mutation itself names are taken.
        """
        if line.state not in ("applied", "conflict") or not line.payload["blobs"]:
            return
        uploads = self.sudo().search(
            [
                ("owner", "=", line.uuid),
                ("user_id", "=", line.user_id.id),
                ("state", "=", "complete"),
                ("sha256", "in", line.payload["blobs"]),
            ]
        )
        for upload in uploads:
            upload.attachment_id.write(
                {"res_model": line.res_model, "res_id": line.res_id}
            )
            upload.state = "attached"

    @api.autovacuum
    def _gc_abandoned(self):
        """Forget photos whose phone never sent the rest, or never the action."""
        oldest = fields.Datetime.now() - timedelta(days=60)
        abandoned = self.sudo().search(
            [("state", "!=", "attached"), ("write_date", "<", oldest)]
        )
        abandoned.attachment_id.unlink()
        abandoned.unlink()
