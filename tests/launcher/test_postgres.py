"""The private PostgreSQL server: started, shared, and never left behind."""

import os
import signal
import subprocess
import sys
import time

import pytest

from launcher.setup import unprivileged
from launcher.setup.postgres import Cluster
from launcher.setup.servers import named_server

USER = """
import sys, time
sys.path.insert(0, {root!r})
from pathlib import Path
from launcher.context import Context
from launcher.setup.postgres import Cluster
with Cluster(Context(Path({checkout!r}))).running():
    print("up", flush=True)
    time.sleep(600)
"""


def wait_until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def server_process(cluster):
    """Number of the running server's process, or None."""
    note = cluster.data / "postmaster.pid"
    return int(note.read_text().split()[0]) if note.exists() else None


def test_one_server_for_two_users(context):
    """The second joins the first's server; it stops after the last has ended."""
    cluster = Cluster(context)
    with cluster.running() as first:
        pid = server_process(cluster)
        with Cluster(context).running() as second:
            assert second.host == first.host
            assert server_process(cluster) == pid
        assert first.query("SELECT 1 + 1") == [["2"]]
        sockets = first.host
    assert wait_until(lambda: not os.path.exists(f"/proc/{pid}"))
    assert not os.path.exists(sockets)


def test_a_killed_user_leaves_no_server_behind(context):
    """Even `kill -9` of the launcher ends its server."""
    from conftest import ROOT

    code = USER.format(root=str(ROOT), checkout=str(context.root))
    user = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    )
    while user.stdout.readline().strip() != "up":
        assert user.poll() is None
    pid = server_process(Cluster(context))
    user.kill()
    user.wait()
    assert wait_until(lambda: not os.path.exists(f"/proc/{pid}"))


def test_a_killed_keeper_takes_the_server_along(context):
    cluster = Cluster(context)
    with cluster.running():
        pid = server_process(cluster)
        os.kill(int(cluster.pid_file.read_text()), signal.SIGKILL)
        assert wait_until(lambda: not os.path.exists(f"/proc/{pid}"))
    with cluster.running() as server:
        assert server.query("SELECT 1") == [["1"]]


def test_a_stale_note_of_a_crash_is_no_obstacle(context):
    """After a power cut the noted number may be anybody's process."""
    cluster = Cluster(context)
    with cluster.running():
        pass
    note = cluster.data / "postmaster.pid"
    note.write_text(f"{os.getpid()}\n{cluster.data}\n")
    with cluster.running() as server:
        assert server.query("SELECT 1") == [["1"]]


def test_an_interrupted_first_start_is_made_again(context):
    """A data folder without its marker is half made."""
    cluster = Cluster(context)
    cluster.data.mkdir(parents=True)
    (cluster.data / "half").touch()
    with cluster.running() as server:
        assert server.query("SHOW listen_addresses") in ([], [[""]])
    assert not (cluster.data / "half").exists()


def test_the_users_own_server(context, tmp_path, monkeypatch):
    """`--config` comes before PG*, and both before the private server."""
    for name in ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD"):
        monkeypatch.delenv(name, raising=False)
    assert named_server(context) is None
    monkeypatch.setenv("PGHOST", "db.example")
    monkeypatch.setenv("PGUSER", "me")
    server = named_server(context)
    assert (server.host, server.port, server.user) == ("db.example", 5432, "me")
    assert server.prefix.startswith("fieldcrm_")
    config = tmp_path / "odoo.conf"
    config.write_text(
        "[options]\ndb_host = other\ndb_port = 5433\ndb_user = odoo\n"
        "db_password = a%b\n"
    )
    context.config = str(config)
    server = named_server(context)
    assert (server.host, server.port, server.password) == ("other", 5433, "a%b")


def test_root_runs_the_server_as_nobody(tmp_path, monkeypatch):
    """Below a closed folder the server keeps the right to pass through folders."""
    closed = tmp_path / "closed"
    data = closed / "data"
    data.mkdir(parents=True)
    assert unprivileged.wrap(["postgres"], None, data) == ["postgres"]
    monkeypatch.setattr(unprivileged, "reachable", lambda path: True)
    monkeypatch.setattr(unprivileged.shutil, "which", lambda name: "/bin/setpriv")
    command = unprivileged.wrap(["postgres"], "nobody", data)
    assert command[-1] == "postgres"
    assert not any("caps" in part for part in command)
    monkeypatch.setattr(unprivileged, "reachable", lambda path: False)
    monkeypatch.setattr(unprivileged, "_usable_capability", lambda: "dac_override")
    command = unprivileged.wrap(["postgres"], "nobody", data)
    assert "--ambient-caps=+dac_override" in command


@pytest.mark.parametrize(("mode", "answer"), [(0o755, True), (0o700, False)])
def test_reachable(tmp_path, mode, answer, monkeypatch):
    folder = tmp_path / "folder"
    folder.mkdir()
    folder.chmod(mode)
    parents = [folder]
    monkeypatch.setattr(type(folder), "parents", property(lambda self: parents))
    assert unprivileged.reachable(folder / "data") is answer
