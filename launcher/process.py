"""Child processes that never outlive the launcher."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager

PR_SET_PDEATHSIG = 1
TAIL_LINES = 40


def die_with_parent(signum=signal.SIGTERM):
    """A `preexec_fn`: the kernel signals the child when its parent is gone.

    Even `kill -9` of the launcher must leave nothing behind. Only Linux offers
    this; elsewhere a clean end of the launcher still stops its children.
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)

    def arm():
        libc.prctl(PR_SET_PDEATHSIG, int(signum))

    return arm


def spawn(command, **options):
    """Start a child in a process group of its own that dies with the launcher."""
    options.setdefault("stdin", subprocess.DEVNULL)
    options.setdefault("preexec_fn", die_with_parent())
    with _children.lock:
        if _children.ended:
            raise KeyboardInterrupt
        child = subprocess.Popen(
            [str(part) for part in command], start_new_session=True, **options
        )
        _children.running.add(child)
    return child


class _Children:
    """Every child that runs, so that an interruption reaches all threads'."""

    def __init__(self):
        self.lock = threading.Lock()
        self.running = set()
        self.ended = False


_children = _Children()


def stop_all():
    """End every child, of whichever thread, and start none any more."""
    with _children.lock:
        _children.ended = True
        running = list(_children.running)
    for child in running:
        _signal_group(child.pid, signal.SIGTERM)
    for child in running:
        stop(child)


def stop(child, signum=signal.SIGTERM, patience=20):
    """End a child's whole process group: first asked, then forced."""
    for signal_number, seconds in ((signum, patience), (signal.SIGKILL, 5)):
        if child.poll() is not None:
            break
        _signal_group(child.pid, signal_number)
        try:
            child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            continue
    # Grandchildren (a browser) may survive a leader that ended by itself.
    _signal_group(child.pid, signal.SIGKILL)
    with _children.lock:
        _children.running.discard(child)
    return child.returncode


def _signal_group(group, signum):
    try:
        os.killpg(group, signum)
    except (ProcessLookupError, PermissionError):
        return


@contextmanager
def running(command, **options):
    """A child for the length of a `with` block, stopped on any way out."""
    child = spawn(command, **options)
    try:
        yield child
    finally:
        stop(child)


def run(command, *, log, on_line=None, **options):
    """Run a command to its end; its output goes to the `log` file.

    :param log: path of the file that receives stdout and stderr
    :param on_line: called with each line of output, without its line end
    :return: (return code, last lines of output as one string)
    """
    options.setdefault("stderr", subprocess.STDOUT)
    tail = []
    log.parent.mkdir(parents=True, exist_ok=True)
    with (
        open(log, "a", encoding="utf-8") as sink,
        running(
            command,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            **options,
        ) as child,
    ):
        for line in child.stdout:
            sink.write(line)
            sink.flush()
            tail.append(line)
            del tail[:-TAIL_LINES]
            if on_line:
                on_line(line.rstrip("\n"))
        code = child.wait()
    return code, "".join(tail)


def is_alive(pid):
    """Whether a process with this number exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def signals_raise():
    """Turn the signals that end a program into KeyboardInterrupt.

    So `finally` runs on the way out. What `nohup` asked to ignore stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(signum, frame):
        raise KeyboardInterrupt

    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    before = [signal.signal(number, interrupt) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
