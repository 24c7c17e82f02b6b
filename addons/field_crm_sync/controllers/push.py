from odoo import http
from odoo.http import request

from ..engine.sync import MAX_BYTES, read_mutations
from .answer import ApiError, answer
from .device import check_device, read_count


def sending_device(body):
    """The phone that brings something: a revoked one too, for the last time.

    :raises ApiError: when it is erased
    :raises Malformed: when the body names another one
    """
    device = request.field_device
    if device.state == "wiped":
        raise ApiError("revoked")
    check_device(body)
    return device


class FieldPushController(http.Controller):
    """What a phone sends."""

    @http.route(
        "/field/api/push",
        type="field",
        auth="field_device",
        methods=["POST"],
        save_session=False,
        max_content_length=MAX_BYTES,
    )
    def push(self, body):
        """Take mutations in the order of the phone, each once."""
        device = sending_device(body)
        waiting = read_count(body, "waiting")
        raw = read_mutations(body)
        return answer(request.env["field.push"]._receive(device, raw, waiting))

    @http.route(
        "/field/api/sealed",
        type="field",
        auth="field_device",
        methods=["POST"],
        save_session=False,
        max_content_length=2 * MAX_BYTES,
    )
    def sealed(self, body):
        """Take what a phone sealed whose PIN was forgotten, each once."""
        device = sending_device(body)
        push = request.env["field.push"]
        return answer(
            push._receive_sealed(device, body.get("letters"), body.get("photos"))
        )
