"""A PostgreSQL server that is killed and started again, for tests of what survives."""

import os
import shutil
import signal
import time
from contextlib import contextmanager
from pathlib import Path

from .. import process
from ..errors import LauncherError
from . import unprivileged
from .postgres import PORT, ROLE, Server, binary

PATIENCE = 60


class CrashingServer:
    """The server; what it has committed survives a crash, as a SQL Server's would."""

    def __init__(self, context, name):
        self.context = context
        self.folder = context.state / name
        self.log = context.logs / f"{name}.log"
        self.sockets = context.short_folder("w")
        self.server = Server(context, str(self.sockets), PORT, ROLE)
        self.child = None

    @contextmanager
    def running(self):
        """Made anew, and running for the length of a `with` block."""
        self._initialise()
        try:
            self.start()
            yield self
        finally:
            if self.child:
                process.stop(self.child, signal.SIGINT)
            shutil.rmtree(self.folder, ignore_errors=True)
            shutil.rmtree(self.sockets, ignore_errors=True)

    @property
    def socket(self):
        """Path of the socket that it listens on."""
        return self.sockets / f".s.PGSQL.{PORT}"

    def _initialise(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, mode=0o700)
        user = unprivileged.account()
        for folder in (self.folder, self.sockets):
            unprivileged.give(folder, user)
        command = [
            binary(self.context, "initdb"), "--pgdata", self.folder, "--username",
            ROLE, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync",
        ]  # fmt: skip
        code, tail = process.run(
            unprivileged.wrap(command, user, self.folder),
            log=self.log,
            env=self.context.environment(),
            cwd="/",
        )
        if code:
            raise LauncherError(f"initdb failed.\n{tail}")

    def start(self):
        """Start it, and wait until it has recovered."""
        settings = {
            "listen_addresses": "",
            "port": PORT,
            "unix_socket_directories": self.sockets,
            "synchronous_commit": "on",
        }
        command = [binary(self.context, "postgres"), "-D", self.folder]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with open(self.log, "ab") as log:
            self.child = process.spawn(
                unprivileged.wrap(command, unprivileged.account(), Path(self.folder)),
                stdout=log,
                stderr=log,
                cwd="/",
                env=self.context.environment(),
            )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                self.server.query("SELECT 1")
                return
            except LauncherError:
                time.sleep(0.2)
        raise LauncherError(f"The server does not start again; see {self.log}")

    def crash(self):
        """Kill it and all its processes; memory that they share is lost."""
        os.kill(self.child.pid, signal.SIGQUIT)
        self.child.wait(timeout=PATIENCE)
