"""Many phones that come back at the same time, as few sockets allow."""

import gzip
import http.client
import json
import queue
import statistics
import threading
import time
import uuid
from datetime import datetime, timezone

PATIENCE = 120
VISITS = 5  # that each phone brings


class Storm:
    """Each phone asks what changed, sends its visits, and asks again.

    Parameters
    ----------
    phones : list of dict
        ``device``, ``key``, ``cursor``, ``epoch``, ``lists`` and ``partners``.
    connections : int
        How many phones are served at the same time.
    """

    def __init__(self, host, port, phones, connections):
        self.host, self.port = host, port
        self.connections = connections
        self.waiting = queue.SimpleQueue()
        self.phones = phones
        self.times, self.errors = [], []
        self.lock = threading.Lock()

    def run(self):
        """The figures: 95 % of the requests, errors, and how long it all took."""
        for phone in self.phones:
            self.waiting.put(phone)
        started = time.monotonic()
        threads = [threading.Thread(target=self._work) for _ in range(self.connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        whole = time.monotonic() - started
        return {
            "storm_p95_s": round(statistics.quantiles(self.times, n=20)[-1], 3),
            "storm_median_s": round(statistics.median(self.times), 3),
            "storm_errors": len(self.errors),
            "storm_requests": len(self.times),
            "storm_s": round(whole, 1),
        }

    def _connect(self):
        return http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)

    def _work(self):
        connection = self._connect()
        while True:
            try:
                phone = self.waiting.get_nowait()
            except queue.Empty:
                return
            pull = {name: phone[name] for name in ("cursor", "epoch", "lists")}
            for path, body in (
                ("pull", pull),
                ("push", {"mutations": self._visits(phone)}),
                ("pull", pull),
            ):
                body["device"] = phone["device"]
                try:
                    self._measure(connection, phone, path, body)
                except (OSError, http.client.HTTPException, ValueError) as error:
                    with self.lock:
                        self.errors.append(str(error))
                    connection = self._connect()

    def _measure(self, connection, phone, path, body):
        started = time.monotonic()
        answer = self._call(connection, phone, path, body)
        spent = time.monotonic() - started
        results = answer.get("results", [])
        bad = [one for one in results if one["state"] != "applied"]
        with self.lock:
            self.times.append(spent)
            if path == "push" and (bad or len(results) != VISITS):
                self.errors.append(str(bad))

    def _call(self, connection, phone, path, body):
        connection.request(
            "POST",
            f"/field/api/{path}",
            json.dumps(body),
            {
                "Content-Type": "application/json",
                "Accept-Encoding": "gzip",
                "Authorization": f"Bearer {phone['key']}",
            },
        )
        response = connection.getresponse()
        data = response.read()
        if response.headers.get("Content-Encoding") == "gzip":
            data = gzip.decompress(data)
        if response.status != 200:
            raise ValueError(f"{path}: {response.status} {data[:200]!r}")
        return json.loads(data)

    def _visits(self, phone):
        now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        return [
            {
                "seq": number,
                "uuid": str(uuid.uuid4()),
                "type": "VC",
                "version": 1,
                "at": now,
                "args": {"partner": partner, "comment": "Vu, rien à signaler"},
            }
            for number, partner in enumerate(phone["partners"][:VISITS], start=1)
        ]
