"""Nothing of the machine that it was written on enters the repository.

The patterns are read from this machine's own settings, so that none stands here.
"""

import os
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pip._internal.models.index import PyPI
from repository import ROOT, files_of_the_tree, run

from launcher.setup.apt_sources import read_sources

# Verbatim texts of others.
FOREIGN = {"LICENSE"}
# Written in two halves, or this file would be the first to break its own rules.
UNFINISHED = re.compile(r"\b(TO" "DO|FIX" r"ME)\b")
PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE" " KEY-----")
CONFLICT = re.compile(r"^(<<<<<<<|>>>>>>>)" r" ", re.M)


def texts():
    """(path, text) of every file of the repository that is text."""
    for path in files_of_the_tree():
        if path.name in FOREIGN:
            continue
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def findings(pattern):
    return [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}"
        for path, text in texts()
        for match in pattern.finditer(text)
    ]


def hosts_of(*addresses):
    return {urlsplit(address).hostname for address in addresses} - {None, "localhost"}


def pip_hosts():
    settings = run(sys.executable, "-m", "pip", "config", "list").stdout
    settings += "\n".join(v for n, v in os.environ.items() if n.startswith("PIP_"))
    addresses = re.findall(r"https?://[^\s'\"]+", settings)
    return hosts_of(*addresses) | {PyPI.netloc, PyPI.file_storage_domain}


def npm_hosts():
    if not shutil.which("npm"):
        return set()
    return hosts_of(run("npm", "config", "get", "registry").stdout.strip())


def apt_hosts():
    return hosts_of(*(source.uri for source in read_sources(Path("/etc/apt"))))


def folders_of_this_machine():
    """Where the checkout, its environment and the user's files are."""
    places = {ROOT, Path(sys.prefix), Path.home()}
    return {place for place in places if len(place.parts) > 1}


def test_the_tree_has_files():
    assert len(list(texts())) > 50


@pytest.mark.parametrize("hosts", [pip_hosts, npm_hosts, apt_hosts])
def test_no_registry_is_named(hosts):
    for host in hosts():
        pattern = re.compile(rf"(?<![\w.-]){re.escape(host)}(?![\w-])", re.I)
        assert not findings(pattern)


def test_no_folder_of_this_machine_is_named():
    for place in folders_of_this_machine():
        pattern = re.compile(rf"(?<![\w./~-]){re.escape(str(place))}(?![\w-])")
        assert not findings(pattern), place


def test_nothing_is_left_unfinished():
    assert not findings(UNFINISHED)


def test_no_private_key():
    assert not findings(PRIVATE_KEY)


def test_no_merge_conflict():
    assert not findings(CONFLICT)


def test_the_search_finds_what_it_looks_for():
    this = f"tests/repo/{Path(__file__).name}:1"
    assert this in findings(re.compile(r"\A\"{3}Nothing of"))


def test_the_settings_of_this_machine_were_read():
    assert pip_hosts()
    assert apt_hosts() or not shutil.which("apt-get")
