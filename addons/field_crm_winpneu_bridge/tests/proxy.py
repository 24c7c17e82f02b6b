"""A bad network: a TCP proxy that delays, cuts and delivers halves, by a seed.

Used by the tests and, as a program of its own, by the benchmark:
``python proxy.py PORT TARGET SEED``, where the target is a socket's path or host:port.
"""

import random
import socket
import sys
import threading
import time
from contextlib import suppress

_CHUNK = 16_384


class BadNetwork:
    """Forwards connections, badly.

    Parameters
    ----------
    target : str
        Path of a socket, or ``host:port``.
    cuts : float
        How likely a piece of data is the last one, half of it delivered.
    delays : float
        Longest pause before a piece, in seconds.
    """

    def __init__(self, target, seed, cuts=0.01, delays=0.02, port=0):
        self.target = target
        self.chance = random.Random(seed)
        self.cuts, self.delays = cuts, delays
        self.cut_count = 0
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        """No further connection."""
        self._listener.close()

    def _accept(self):
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            try:
                server = self._connect()
            except OSError:
                client.close()
                continue
            pair = (client, server)
            for source, sink in (pair, pair[::-1]):
                threading.Thread(
                    target=self._forward, args=(source, sink), daemon=True
                ).start()

    def _connect(self):
        host, _colon, port = self.target.rpartition(":")
        if not host:
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.target)
            return server
        return socket.create_connection((host, int(port)), timeout=5)

    def _forward(self, source, sink):
        try:
            while data := source.recv(_CHUNK):
                with self._lock:
                    pause = self.chance.uniform(0, self.delays)
                    is_cut = self.chance.random() < self.cuts
                    self.cut_count += is_cut
                time.sleep(pause)
                if is_cut:
                    sink.sendall(data[: len(data) // 2])
                    break
                sink.sendall(data)
        except OSError:
            return
        finally:
            for end in (source, sink):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()


if __name__ == "__main__":
    network = BadNetwork(sys.argv[2], int(sys.argv[3]), port=int(sys.argv[1]))
    threading.Event().wait()
