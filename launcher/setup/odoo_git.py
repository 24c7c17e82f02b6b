"""Odoo 19 as a shallow clone of its official 19.0 branch."""

import os
import re
import shutil
import subprocess

from .. import process
from ..errors import LauncherError

REPOSITORY = "https://github.com/odoo/odoo"
BRANCH = "19.0"


def fetch(context, folder, step):
    """Clone the branch without its history.

    `FIELDCRM_ODOO_GIT` names another repository, a mirror for example.

    :return: (root, kind, identity)
    :raise LauncherError: with git's own words
    """
    repository = os.environ.get("FIELDCRM_ODOO_GIT") or REPOSITORY
    if not shutil.which("git"):
        raise LauncherError("git is missing; on Debian:  apt-get install git")
    draft, final = folder / "git.part", folder / "git"
    # git cannot take up a broken clone; it starts again.
    shutil.rmtree(draft, ignore_errors=True)
    draft.parent.mkdir(parents=True, exist_ok=True)

    def follow(line):
        found = re.search(r"(Receiving objects|Updating files): +(\d+)%", line)
        if found:
            step.progress(int(found[2]) / 100, found[1].lower())

    command = [
        "git", "clone", "--progress", "--depth", "1", "--single-branch",
        "--branch", BRANCH, repository, draft,
    ]  # fmt: skip
    with step.downloading():
        code, tail = process.run(
            command,
            log=context.logs / "git.log",
            env=context.environment(sandbox=False, GIT_TERMINAL_PROMPT="0", LC_ALL="C"),
            on_line=follow,
        )
    if code:
        raise LauncherError(f"Cloning {repository} failed.\n{tail}")
    commit = subprocess.run(
        ["git", "-C", draft, "rev-parse", "HEAD"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    shutil.rmtree(final, ignore_errors=True)
    draft.rename(final)
    return final, f"git clone, commit {commit[:12]}", commit
