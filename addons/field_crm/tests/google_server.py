"""A server on this machine that speaks as Google Places (New) does."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "AIza-secret-of-the-company"


def place(name, address, periods=None, status="OPERATIONAL"):
    """A place as an answer holds it."""
    found = {
        "displayName": {"text": name, "languageCode": "fr"},
        "formattedAddress": address,
        "businessStatus": status,
    }
    if periods is not None:
        found["regularOpeningHours"] = {"periods": periods}
    return found


def period(day, start, end, close_day=None):
    """A period between two clock times, ``(hour, minute)``; day 0 is Sunday."""

    def point(day, clock):
        return {"day": day, "hour": clock[0], "minute": clock[1]}

    return {
        "open": point(day, start),
        "close": point(day if close_day is None else close_day, end),
    }


def refusal(code, status, message):
    """An error as Google words it."""
    return {"error": {"code": code, "status": status, "message": message}}


class GoogleServer(ThreadingHTTPServer):
    """Answers with `body` and `status`, and keeps what it was asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.body, self.headers = 200, b"{}", {}
        self.delay = 0.0
        self.asked = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, payload, status=200, headers=None, delay=0.0):
        """What comes from now on: JSON, or bytes as they are."""
        is_raw = isinstance(payload, bytes)
        self.body = payload if is_raw else json.dumps(payload).encode()
        self.status, self.headers, self.delay = status, headers or {}, delay


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        query = json.loads(self.rfile.read(length))
        self.server.asked.append((self.path, dict(self.headers), query))
        time.sleep(self.server.delay)
        try:
            self.send_response(self.server.status)
            for name, value in self.server.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(self.server.body)))
            self.end_headers()
            self.wfile.write(self.server.body)
        except OSError:
            # Who waited has gone.
            self.close_connection = True

    def log_message(self, *_arguments):
        """Tests say themselves what they saw."""


@contextmanager
def google():
    """A server that runs until the block ends."""
    server = GoogleServer()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
