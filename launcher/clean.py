"""Stop what runs from this checkout and delete what the launcher made.

Downloads are kept, so that the next start is quick; --all deletes them as well. On a
server of your own (--config, PG*) this checkout's databases are dropped.
"""

import os
import shutil
import signal
import time
from pathlib import Path

from .errors import LauncherError
from .setup.databases import Databases
from .setup.postgres import Cluster
from .setup.servers import named_server

PATIENCE = 15


def add_arguments(parser):
    """Options of this command."""
    parser.add_argument("--all", action="store_true", help="delete the downloads, too")


def run(context, args):
    """Delete the state folder; returns the exit code."""
    if not context.state.exists():
        context.console.write("Nothing to clean.")
        return 0
    with context.console.step("Stopping what runs from this checkout") as step:
        step.note = f"{stop_children(context)} processes"
        Cluster(context).stop()
    drop_databases(context)
    kept = () if args.all else (context.cache,)
    with context.console.step("Deleting " + str(context.state)) as step:
        for path in context.state.iterdir():
            if path not in kept:
                remove(path)
        if args.all:
            remove(context.state)
        else:
            step.note = "downloads kept; --all deletes them"
    return 0


def drop_databases(context):
    """Drop this checkout's databases from a server of the user's own, if named."""
    server = named_server(context)
    if server is None or not context.python.exists():
        return
    databases = Databases(context, server, odoo=None)
    for name in databases.names(""):
        with context.console.step(f"Dropping {server.prefix}{name}"):
            databases.drop(databases.get(name))


def remove(path):
    """Delete a file or a tree, with the words that help when that is refused."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    except FileNotFoundError:
        return
    except PermissionError as error:
        raise LauncherError(
            f"{error.filename} belongs to somebody else: it was made by root. Delete "
            "it as root:  sudo ./fieldcrm clean"
        ) from error


def stop_children(context):
    """End the programs of this checkout's environment; returns how many."""
    waiting = processes_of(context.venv)
    for pid in waiting:
        send(pid, signal.SIGTERM)
    count = len(waiting)
    deadline = time.monotonic() + PATIENCE
    while waiting and time.monotonic() < deadline:
        time.sleep(0.1)
        waiting = [pid for pid in waiting if Path(f"/proc/{pid}").exists()]
    for pid in waiting:
        send(pid, signal.SIGKILL)
    return count


def processes_of(venv):
    """Numbers of the processes whose program lies in the environment."""
    start = os.fsencode(venv) + b"/bin/"
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            program = (folder / "cmdline").read_bytes().partition(b"\0")[0]
        except OSError:
            continue
        if program.startswith(start):
            found.append(int(folder.name))
    return found


def send(pid, signum):
    try:
        os.kill(pid, signum)
    except (ProcessLookupError, PermissionError):
        return
