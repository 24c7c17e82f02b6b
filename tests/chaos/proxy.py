"""A network between the browser and the server, as bad as it is told to be.

It listens on a port of its own and passes messages on whole, so that it can lose the
question or only the answer, double a message, or bring it after a later one.
"""

import http.client
import socket
import threading
import time
from collections import Counter, deque
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"
API = "/field/api/"
PATIENCE = 60
DELAY = 0.4
_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}
_PAGE = b"<!DOCTYPE html><title>Welcome to the hotel</title>"


class Proxy:
    """Faults are asked for by `spoil` and happen to the next messages that fit.

    `happened` counts them by kind.
    """

    def __init__(self, port):
        self.target = port
        self.is_up = True
        self.faults = deque()
        self.late = deque()
        self.happened = Counter()
        self.lock = threading.Lock()
        self.server = _Server((HOST, 0), _Handler)
        self.server.daemon_threads = True
        self.server.proxy = self
        self.port = self.server.server_address[1]
        self.url = f"http://{HOST}:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def spoil(self, kind, path="any", times=1):
        with self.lock:
            self.faults.extend([(kind, path)] * times)

    def calm(self):
        """Nothing is spoilt from now on; what was held back arrives."""
        with self.lock:
            self.faults.clear()
            self.is_up = True
        self.release()

    def release(self):
        """Messages that were overtaken arrive."""
        with self.lock:
            waiting, self.late = list(self.late), deque()
        for message in waiting:
            with suppress(OSError, http.client.HTTPException):
                self.ask(*message)

    def take_fault(self, path):
        """What happens to this message, if anything does."""
        name = path.removeprefix(API)
        if not path.startswith(API):
            return None
        with self.lock:
            for fault in self.faults:
                if fault[1] == "any" or name.startswith(fault[1]):
                    self.faults.remove(fault)
                    self.happened[fault[0]] += 1
                    return fault[0]
        return None

    def ask(self, method, path, headers, body):
        """Pass a message on; returns (status, headers, bytes) of the answer."""
        connection = http.client.HTTPConnection(HOST, self.target, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A browser that was killed ends its connections in the middle of a word."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE

    def log_message(self, *_args):
        """Nothing: the run prints what counts."""

    def _pass(self):
        proxy = self.server.proxy
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size)
        if len(body) < size or not proxy.is_up:
            return self._cut()
        headers = {k: v for k, v in self.headers.items() if k.lower() not in _HOP}
        message = (self.command, self.path, headers, body)
        fault = proxy.take_fault(self.path)
        try:
            if fault:
                return self._spoil(fault, message)
            self._answer(*proxy.ask(*message))
            if proxy.late:
                proxy.release()
        except (OSError, http.client.HTTPException):
            self._cut()

    do_GET = do_POST = do_HEAD = do_PATCH = do_PUT = do_DELETE = _pass

    def _spoil(self, fault, message):
        proxy = self.server.proxy
        if fault == "drop_before":
            self._cut()
        elif fault == "drop_after":
            proxy.ask(*message)
            self._cut()
        elif fault == "half":
            self._answer(*proxy.ask(*message), is_half=True)
        elif fault == "duplicate":
            self._answer(*self._ask_twice(message))
        elif fault == "late":
            proxy.late.append(message)
            self._cut()
        elif fault == "delay":
            time.sleep(DELAY)
            self._answer(*proxy.ask(*message))
        elif fault == "error_500":
            self._answer(500, [("Content-Type", "text/html")], b"<h1>Failure</h1>")
        else:
            self._answer(200, [("Content-Type", "text/html")], _PAGE)

    def _ask_twice(self, message):
        """Both copies at once, as a network with two ways brings them."""
        answers = []

        def ask():
            with suppress(OSError, http.client.HTTPException):
                answers.append(self.server.proxy.ask(*message))

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if not answers:
            raise OSError("no answer")
        return answers[-1]

    def _answer(self, status, headers, body, is_half=False):
        self.send_response_only(status)
        length = str(len(body))
        for name, value in headers:
            if name.lower() == "content-length" and self.command == "HEAD":
                length = value
            if name.lower() not in _HOP:
                self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", length)
        self.end_headers()
        if self.command == "HEAD":
            return
        if is_half:
            self.wfile.write(body[: len(body) // 2])
            self._cut()
        else:
            self.wfile.write(body)

    def _cut(self):
        """End the connection as a network does: without a word."""
        self.close_connection = True
        with suppress(OSError):
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
