"""The geocoding engine of the tests: installed once, and missed loudly."""

from pathlib import Path

import pytest

from launcher import process
from launcher.context import Context
from launcher.setup import addok, system_packages


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A checkout whose commands are noted, and fail when their name is in `broken`."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "addok.txt").write_text("addok==1\n")
    context = Context(root=tmp_path)
    context.commands, context.broken = [], set()

    def run(command, **_options):
        words = [str(word) for word in command]
        context.commands.append(words)
        if "venv" in words:
            Path(words[-1]).mkdir(parents=True)
        broken = context.broken & set(words)
        return (1, "error: no C compiler") if broken else (0, "")

    monkeypatch.setattr(process, "run", run)
    monkeypatch.setattr(system_packages, "ensure", lambda *_args: "/usr/bin/redis")
    return context


def test_installed_once(machine):
    first = addok.ensure(machine)
    count = len(machine.commands)
    assert count == 2
    assert addok.ensure(machine) == first
    assert len(machine.commands) == count
    assert first[addok.VARIABLE].endswith("bin/python")
    assert not machine.missing


def test_installed_again_with_another_lock(machine):
    addok.ensure(machine)
    (machine.root / "requirements" / "addok.txt").write_text("addok==2\n")
    addok.ensure(machine)
    assert len(machine.commands) == 4


def test_missed_loudly(machine):
    """A run that has to leave it out fails, and says why."""
    machine.broken.add("pip")
    assert addok.ensure(machine) == {}
    assert "no C compiler" in machine.missing[0]


def test_without_redis(machine, monkeypatch):
    monkeypatch.setattr(system_packages, "ensure", lambda *_args: None)
    assert addok.ensure(machine) == {}
