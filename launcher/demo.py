"""Start Field CRM in the foreground with believable demo data; Ctrl-C ends it.

Makes what is missing first: a Python environment, Odoo 19, a PostgreSQL server, the
database. The server listens on this machine's loopback address only.
"""

import fcntl
import json
import signal
from contextlib import contextmanager

from .console import duration
from .errors import LauncherError
from .preparation import prepared
from .setup.demo_database import DemoDatabase
from .setup.ports import demo_port
from .setup.web_server import WebServer

ADDON = "field_crm"


def add_arguments(parser):
    """Options of this command."""
    parser.add_argument("--port", type=int, help="the port to listen on")
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="throw the demo database away, make it anew",
    )
    parser.add_argument(
        "--stop-when-ready",
        action="store_true",
        help="end as soon as the login page answers (used to measure)",
    )


def run(context, args):
    """Serve the demo until it is interrupted; returns the exit code."""
    context.console.write("Field CRM demo")
    with alone(context), prepared(context) as databases:
        port = demo_port(context, args.port)
        database = DemoDatabase(context, databases).ensure(fresh=args.fresh)
        server = WebServer(database, port)
        logins = read_logins(context)
        with server.running():
            with context.console.step("Server") as step:
                server.wait_for_login_page()
                step.progress(None, "warming up")
                server.warm_up(*administrator(logins))
            announce(context, server, logins)
            code = 0 if args.stop_when_ready else serve(server)
    context.console.write("The demo has ended; ./fieldcrm demo starts it again.")
    return code


def serve(server):
    """Wait for the end that the user asks for."""
    try:
        code = server.watch()
    except KeyboardInterrupt:
        # A second Ctrl-C must not leave the server half stopped.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return 0
    raise LauncherError(f"The server ended by itself (exit code {code}).")


@contextmanager
def alone(context):
    """One demo a checkout: the database is one."""
    folder = context.state / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "demo", "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LauncherError(
                "The demo of this checkout is running already; end it with Ctrl-C "
                "in its terminal, or start another one from another checkout."
            ) from None
        yield


def read_logins(context):
    """The demo's logins: [{"role", "login", "password"}], admin's when none are set."""
    path = context.addons / ADDON / "demo" / "logins.json"
    if path.exists():
        return json.loads(path.read_text("utf-8"))
    return [{"role": "Administrateur", "login": "admin", "password": "admin"}]


def administrator(logins):
    """Login and password of the demo's administrator."""
    found = [one for one in logins if one["login"] == "admin"] or logins
    return found[0]["login"], found[0]["password"]


def announce(context, server, logins):
    """Print the address, the logins and what to try first."""
    say = context.console.write
    total = sum(seconds for _title, seconds in context.console.timings)
    say(f"\nReady after {duration(total)}.\n\n  {server.url}\n")
    width = max(len(one["role"]) for one in logins)
    for one in logins:
        say(f"  {one['role']:<{width}}   {one['login']} / {one['password']}")
    first = context.addons / ADDON / "demo" / "try_first.txt"
    if first.exists():
        say("\n" + first.read_text("utf-8").rstrip())
    say("\nCtrl-C ends the demo.")
