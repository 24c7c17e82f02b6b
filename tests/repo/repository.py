"""The repository as the tests of this folder see it."""

import re
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def program(name):
    """Path of a program that a package of the running Python brought."""
    return Path(sys.executable).with_name(name)


def run(*command, **options):
    """Run a command to its end; its output is text."""
    options = {"capture_output": True, "text": True, "cwd": ROOT} | options
    return subprocess.run([str(part) for part in command], **options)


def files_of_the_tree():
    """Every file that belongs to the repository, committed or about to be."""
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    assert listed.returncode == 0, listed.stderr
    return [
        ROOT / name for name in listed.stdout.split("\0") if (ROOT / name).is_file()
    ]


def variables_of(text):
    """Variables that a compose file asks for, by name: their ${...} expressions."""
    found = {}
    for expression, name in re.findall(r"(?<!\$)(\$\{(\w+)[^}]*\})", text):
        found.setdefault(name, set()).add(expression)
    return found


def free_ports(count):
    """Loopback ports that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _number in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
