from odoo import http
from odoo.http import request

from .answer import answer
from .device import KILOBYTE, active_device, check_device

# Below, what is sent in one packet or ten matters; above, the processor does.
_LARGE = 300 * KILOBYTE


class FieldPullController(http.Controller):
    """What a phone gets."""

    @http.route(
        "/field/api/pull",
        type="field",
        auth="field_device",
        methods=["POST"],
        save_session=False,
        max_content_length=256 * KILOBYTE,
    )
    def pull(self, body):
        """Everything that the rep may see, or what changed of it."""
        device = active_device()
        check_device(body)
        device._note_seen()
        text = request.env["field.pull"]._answer(device, body)
        return answer(text, level=3 if len(text) > _LARGE else 6)
