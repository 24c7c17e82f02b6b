import re

from odoo import models
from odoo.http import request

from ...controllers.answer import ApiError

_BEARER = re.compile(r"Bearer ([0-9a-f]{40})", re.IGNORECASE)


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _auth_method_field_device(cls):
        """Let in the phone whose key this is, as its rep, whatever the cookies say.

        Nothing is kept in a session. ``request.field_device`` is the device, in
        superuser mode; whether it is revoked is for the address to ask.
        """
        request.session.can_save = False
        sent = _BEARER.fullmatch(request.httprequest.headers.get("Authorization", ""))
        keys = request.env["res.users.apikeys"]
        key_id = keys._find_device_key(sent[1]) if sent else 0
        Device = request.env(user=1, su=True)["field.device"]
        device = Device.search([("key_id", "=", key_id)], limit=1) if key_id else Device
        if not device:
            raise ApiError("signed_out")
        user = device.user_id
        context = user.with_user(user).context_get()
        request.update_env(user=user.id, context=dict(context))
        request.field_device = device.with_env(request.env(su=True))
