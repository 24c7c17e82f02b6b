"""Children end with the launcher, whatever ends it."""

import os
import signal
import subprocess
import sys
import time

from conftest import ROOT

from launcher import process

PARENT = """
import sys, time
sys.path.insert(0, {root!r})
from launcher import process
child = process.spawn(["sleep", "600"])
print(child.pid, flush=True)
time.sleep(600)
"""


def is_gone(pid, seconds=10):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with open(f"/proc/{pid}/stat") as stat:
                # A zombie has ended; only its parent has not asked yet.
                if stat.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


def test_a_killed_parent_takes_its_child_along():
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(root=str(ROOT))],
        stdout=subprocess.PIPE,
        text=True,
    )
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    assert is_gone(pid)


def test_grandchildren_are_stopped_too(tmp_path):
    """A browser that a test started must not survive the test's runner."""
    note = tmp_path / "pid"
    child = process.spawn(["sh", "-c", f"sleep 600 & echo $! > {note}; wait"])
    while not note.exists() or not note.read_text().strip():
        time.sleep(0.02)
    process.stop(child)
    assert is_gone(int(note.read_text()))


def test_one_that_does_not_listen_is_forced():
    child = process.spawn(["sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"])
    time.sleep(0.2)
    assert process.stop(child, patience=0.5) == -signal.SIGKILL


def test_output_goes_to_the_log_and_its_end_comes_back(tmp_path):
    log = tmp_path / "logs" / "x.log"
    lines = []
    code, tail = process.run(
        ["sh", "-c", "echo out; echo err >&2; exit 3"], log=log, on_line=lines.append
    )
    assert code == 3
    assert lines == ["out", "err"]
    assert tail == log.read_text() == "out\nerr\n"


def test_termination_is_an_interruption():
    """SIGTERM unwinds like Ctrl-C, so that everything is stopped on the way."""
    try:
        with process.signals_raise():
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)
    except KeyboardInterrupt:
        return
    raise AssertionError("SIGTERM was not noticed")
