"""Stand-ins for Odoo's two ports: what a reverse proxy's test needs of them."""

import base64
import hashlib
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# RFC 6455: what a server appends to the client's key before hashing it.
WEBSOCKET_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Workers(BaseHTTPRequestHandler):
    """Port 8069: answers with the request's headers and text that compresses well."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = json.dumps({"headers": headers, "text": "visite " * 2000}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        size = int(self.headers["Content-Length"])
        while size > 0:
            size -= len(self.rfile.read(min(size, 1 << 20)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments):
        """Stay silent."""


class Websockets(Workers):
    """Port 8072: accepts a websocket, greets, and hangs up."""

    def do_GET(self):
        if self.headers.get("Upgrade", "").lower() != "websocket":
            return super().do_GET()
        key = self.headers["Sec-WebSocket-Key"] + WEBSOCKET_MAGIC
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        accept = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()
        self.send_header("Sec-WebSocket-Accept", accept)
        self.end_headers()
        # One final text frame, unmasked as a server's are.
        greeting = self.headers["Origin"].encode()
        self.wfile.write(bytes([0x81, len(greeting)]) + greeting)
        self.close_connection = True
        return None


@contextmanager
def serving(handler):
    """A server on a free loopback port for the length of a `with` block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
