import re

from odoo import http
from odoo.http import Response, request

from ..engine.sync import Malformed, read_uuid
from ..models.upload.field_upload import MAX_CHUNK, MAX_SIZE
from .answer import answer
from .device import active_device

_SHA256 = re.compile(r"[0-9a-f]{64}")


class FieldUploadController(http.Controller):
    """Photos in parts, so that a bad network costs no more than one of them."""

    @http.route(
        "/field/api/upload/<string:sha256>",
        type="field",
        auth="field_device",
        methods=["HEAD", "PATCH"],
        save_session=False,
        csrf=False,
        max_content_length=MAX_CHUNK,
    )
    def upload(self, sha256):
        """Say how much is there, or take what follows.

        Headers: ``Upload-Owner``, uuid of the mutation; ``Upload-Length``, bytes of the
        whole; ``Upload-Offset``, where these begin.
        """
        device = active_device()
        if not _SHA256.fullmatch(sha256):
            raise Malformed("upload", "64 hexadecimal digits of SHA-256 are expected")
        headers = request.httprequest.headers
        owner = read_uuid(headers.get("Upload-Owner"), "Upload-Owner")
        uploads = request.env["field.upload"]
        if request.httprequest.method == "HEAD":
            known = uploads._get(device, sha256, owner)
            return Response(
                status=200,
                headers={
                    "Upload-Offset": str(known.received),
                    "Upload-Length": str(known.size),
                    "Cache-Control": "no-store",
                },
            )
        size = _read_header(headers, "Upload-Length")
        offset = _read_header(headers, "Upload-Offset")
        data = request.httprequest.get_data()
        received = uploads._receive(device, sha256, owner, size, offset, data)
        return answer({"offset": received, "size": size})


def _read_header(headers, name):
    text = headers.get(name, "")
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise Malformed(name, "a number of bytes is expected")
    return min(int(text), MAX_SIZE + 1)
