from odoo import fields, http
from odoo.http import request

from ..engine.sync import Malformed, read_uuid
from .answer import MINIMUM, VERSION, ApiError, answer

KILOBYTE = 1024
_LONGEST = 200


def active_device():
    """The phone that calls, in superuser mode.

    :raises ApiError: when it is revoked, or its rep has left
    """
    device = request.field_device
    if not device._is_trusted():
        raise ApiError("revoked")
    return device


def check_device(body):
    """The body names the device whose key this is, if it names any.

    :raises Malformed: when it is another one
    """
    if "device" in body and body["device"] != request.field_device.uuid:
        raise Malformed("device", "this key is another device's")


def read_text(body, name, required=True):
    """A short text of the body.

    :raises Malformed: when it is missing or too long
    """
    value = body.get(name)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or not len(value) <= _LONGEST or "\x00" in value:
        raise Malformed(name, f"a text of {_LONGEST} characters at most is expected")
    return value


def read_count(body, name):
    """A number from 0 of the body, ``None`` when it is left out.

    :raises Malformed: when it is something else
    """
    value = body.get(name)
    if value is not None and (type(value) is not int or not 0 <= value < 2**31):
        raise Malformed(name, "a number from 0 is expected")
    return value


class FieldDeviceController(http.Controller):
    """Signing in, staying in touch, and leaving."""

    @http.route(
        "/field/api/device",
        type="field",
        auth="user",
        methods=["POST"],
        max_content_length=16 * KILOBYTE,
    )
    def enrol(self, body):
        """Give the phone of whoever is signed in its key."""
        env = request.env
        uuid = read_uuid(body.get("device"), "device")
        name = read_text(body, "name", required=False) or "?"
        version = read_text(body, "version", required=False)
        device, key = env["field.device"]._enrol(uuid, name, version)
        return answer(
            {
                "key": key,
                "user": {"id": env.uid, "name": env.user.name},
                "database": env["field.pull"]._get_database(),
                "epoch": env["field.pull"]._get_epoch(),
                "last_seq": device.last_seq,
            }
        )

    @http.route(
        "/field/api/ping",
        type="field",
        auth="field_device",
        methods=["POST"],
        save_session=False,
        max_content_length=16 * KILOBYTE,
    )
    def ping(self, body):
        """Say that the server is there, what time it has and which app it brings."""
        device = active_device()
        check_device(body)
        device._note_seen(
            read_text(body, "version", required=False), read_count(body, "waiting")
        )
        now = fields.Datetime.now()
        return answer(
            {"time": now.isoformat() + "Z", "version": VERSION, "minimum": MINIMUM}
        )

    @http.route(
        "/field/api/wiped",
        type="field",
        auth="field_device",
        methods=["POST"],
        save_session=False,
        max_content_length=16 * KILOBYTE,
    )
    def wiped(self, body):
        """Hear that the phone holds nothing any more."""
        check_device(body)
        request.field_device._note_wiped()
        return answer({})
