"""Free TCP ports on the loopback address, remembered per checkout."""

import socket

from ..errors import LauncherError

HOST = "127.0.0.1"
FIRST_DEMO_PORT = 8069
DEMO_PORTS = 100


def is_free(port):
    """Whether a server could listen on this port."""
    with socket.socket() as probe:
        # As Odoo does: a port still lingering after a stop counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def demo_port(context, wanted=None):
    """The port for the demo: the wanted one, the last one, or the next free one.

    :raise LauncherError: when the wanted one is taken
    """
    if wanted:
        if not is_free(wanted):
            raise LauncherError(f"Port {wanted} is in use; choose another with --port.")
        return wanted
    note = context.state / "demo-port"
    # The same address as last time keeps a newcomer's bookmarks working.
    last = int(note.read_text()) if note.exists() else FIRST_DEMO_PORT
    for port in (last, *range(FIRST_DEMO_PORT, FIRST_DEMO_PORT + DEMO_PORTS)):
        if is_free(port):
            note.write_text(str(port))
            return port
    raise LauncherError(
        f"No free port from {FIRST_DEMO_PORT} to {FIRST_DEMO_PORT + DEMO_PORTS - 1}; "
        "choose one with --port."
    )


def any_port():
    """A port that nobody uses right now, for a test run."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
