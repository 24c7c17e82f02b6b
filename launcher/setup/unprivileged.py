"""PostgreSQL refuses to run as root: for root, it runs as `nobody`.

Where the checkout lies below a folder closed to others, `nobody` could not reach
the server's files. Rather than open up folders that are not ours, the server then
keeps one capability of root's, to pass through folders, and nothing else.
"""

import os
import pwd
import re
import shutil
from pathlib import Path

from ..errors import LauncherError

ACCOUNT = "nobody"
# Either lets a process pass through folders; containers often grant the second only.
CAPABILITIES = {"dac_read_search": 2, "dac_override": 1}


def account():
    """The account to run the server as: None unless this is root."""
    return ACCOUNT if os.geteuid() == 0 else None


def give(folder, user):
    """Make a folder belong to the account that the server runs as."""
    if user:
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)


def reachable(path):
    """Whether any account can pass through every folder above a path."""
    return all(folder.stat().st_mode & 0o001 for folder in Path(path).parents)


def wrap(command, user, data):
    """The command, run as the account when this is root."""
    if not user:
        return command
    entry = pwd.getpwnam(user)
    program = shutil.which("setpriv")
    if not program:
        raise LauncherError(
            "PostgreSQL may not run as root and `setpriv` (package util-linux) is "
            "missing. Run ./fieldcrm as an ordinary user."
        )
    arguments = [
        program, f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}",
        "--clear-groups", "--pdeathsig", "INT",
    ]  # fmt: skip
    if not reachable(data):
        capability = _usable_capability()
        if capability is None:
            raise LauncherError(_closed(data))
        arguments += [f"--{kind}-caps=+{capability}" for kind in ("inh", "ambient")]
        # access(2), which PostgreSQL asks first, ignores capabilities otherwise.
        arguments.append("--securebits=+no_setuid_fixup")
    return [*arguments, *command]


def _usable_capability():
    status = Path("/proc/self/status").read_text()
    permitted = int(re.search(r"^CapPrm:\s+(\w+)", status, re.M)[1], 16)
    for name, bit in CAPABILITIES.items():
        if permitted >> bit & 1:
            return name
    return None


def _closed(data):
    closed = [f for f in Path(data).parents if not f.stat().st_mode & 0o001]
    return (
        f"PostgreSQL may not run as root, and the account {ACCOUNT} cannot reach the "
        f"checkout because {closed[-1]} is closed to others. Run ./fieldcrm as an "
        "ordinary user, or move the checkout to another folder."
    )
