"""How the app is answered: JSON, compressed, with errors that it understands."""

import gzip
import json
import logging

from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from odoo.exceptions import AccessDenied, AccessError, ConcurrencyError, UserError
from odoo.http import Dispatcher, Response, SessionExpiredException, request
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..engine.sync import BadCursor, Malformed

_logger = logging.getLogger(__name__)

VERSION = "1.0.0"
MINIMUM = "1.0.0"
"""Version of the app that the server brings, and the oldest that may synchronise."""

_STATUS = {
    "signed_out": 401,
    "revoked": 403,
    "forbidden": 403,
    "malformed": 400,
    "unknown": 404,
    "conflict": 409,
    "too_large": 413,
    "old_version": 426,
    "busy": 503,
}
# One kilobyte is one packet, compressed or not.
_WORTH_COMPRESSING = 1000


class ApiError(HTTPException):
    """An answer that is no 200: a name for the app, words for a person.

    One of werkzeug's, so that Odoo logs no traceback of what is no fault.
    """

    def __init__(self, name, message=""):
        super().__init__(message or name.replace("_", " "))
        self.code = _STATUS[name]
        self.word = name


def answer(body, level=6):
    """A response of JSON.

    :param body: what is turned into JSON, or text that is JSON already
    :param level: how hard to compress; large answers take 3
    """
    text = body if isinstance(body, str) else json.dumps(body, separators=(",", ":"))
    data = text.encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Cache-Control": "no-store",
        "Vary": "Accept-Encoding",
    }
    accepted = request.httprequest.headers.get("Accept-Encoding", "")
    if "gzip" in accepted and len(data) > _WORTH_COMPRESSING:
        data = gzip.compress(data, level, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(data, headers=headers)


def refuse(code, message, status=None):
    """A response that says why not."""
    body = json.dumps({"error": {"code": code, "message": message}})
    return Response(
        body,
        status=status or _STATUS[code],
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "Cache-Control": "no-store",
        },
    )


class FieldDispatcher(Dispatcher):
    """Routes of ``type="field"``: a JSON object in, ours in the answer to any error."""

    routing_type = "field"

    @classmethod
    def is_compatible_with(cls, request):
        return True

    def dispatch(self, endpoint, args):
        """Read the body, unless it is a photo's, and call the address with it."""
        self.request.params = dict(args)
        http = self.request.httprequest
        if http.method == "POST":
            # A form of another site could send anything else without asking first.
            if http.mimetype != "application/json":
                raise ApiError(
                    "malformed", "Content-Type: application/json is expected"
                )
            self.request.params["body"] = _read_object(http.get_data())
        try:
            return self.request.registry["ir.http"]._dispatch(endpoint)
        except (Malformed, BadCursor) as error:
            raise ApiError("malformed", str(error)) from error
        except AccessDenied as error:
            raise ApiError("signed_out") from error
        except AccessError as error:
            raise ApiError("forbidden", error.args[0]) from error
        except UserError as error:
            raise ApiError("malformed", error.args[0]) from error

    def handle_error(self, exc):
        """Turn any error into an answer that the app can act upon."""
        code, message, status = _explain(exc)
        where = self.request.httprequest.path
        if code == "broken":
            _logger.error("%s failed", where, exc_info=exc)
        else:
            who = getattr(self.request, "field_device", None)
            _logger.info(
                "%s refused to device %s: %s: %s",
                where,
                who.id if who else "unknown",
                code,
                message.replace("\n", " ")[:200],
            )
        return refuse(code, message, status)


def _read_object(data):
    try:
        body = json.loads(data or b"{}", parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ApiError("malformed", "the body is no JSON") from error
    if not isinstance(body, dict):
        raise ApiError("malformed", "the body is no JSON object")
    return body


def _refuse_constant(name):
    # Python reads NaN and Infinity, which are no JSON and which PostgreSQL refuses.
    raise ValueError(name)


def _explain(exc):
    """(word, sentence, status) of an exception."""
    if isinstance(exc, ApiError):
        return exc.word, exc.description, exc.code
    if isinstance(exc, SessionExpiredException | AccessDenied):
        return "signed_out", "sign in first", 401
    if isinstance(exc, RequestEntityTooLarge):
        return "too_large", "more than this address takes", 413
    if isinstance(exc, HTTPException) and exc.code:
        word = {404: "unknown"}.get(exc.code, "malformed")
        return word, exc.description or word, exc.code
    if isinstance(exc, (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError)):
        # Odoo has begun it anew several times: no fault, but too many at once.
        return "busy", "too many at once; try again later", _STATUS["busy"]
    return "broken", "the server failed; try again later", 500
