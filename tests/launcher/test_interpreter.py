"""The choice of the Python that the environment is built on."""

import os
import sys

import pytest

from launcher.errors import LauncherError
from launcher.setup.interpreter import Interpreter, best, candidates, probe


@pytest.fixture
def machine(tmp_path):
    """A PATH with pretended Pythons: {name: what `probe` says of it}."""
    answers = {}

    def add(name, answer, folder="bin"):
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o755)
        answers[str(path)] = answer
        return str(path)

    def choose():
        environ = {"PATH": str(tmp_path / "bin"), "PYENV_ROOT": str(tmp_path / "pyenv")}
        return best(environ, lambda path: answers.get(path, "does not start"))

    add.choose = choose
    return add


def python(minor, *, pip=True, path="python"):
    return Interpreter(path, (3, minor, 1), pip)


def test_the_newest_wins(machine):
    machine("python3.11", python(11))
    machine("python3.13", python(13))
    machine("python3", python(11))
    assert machine.choose().version == (3, 13, 1)


def test_a_shim_that_fails_is_passed_over(machine):
    """pyenv puts a python3.13 on PATH even when that version is not selected."""
    machine("python3.13", "does not start")
    machine("python3.12", "was built without ssl")
    machine("python3", python(11))
    assert machine.choose().version == (3, 11, 1)


def test_pyenvs_own_folder_is_searched(machine):
    machine("python3", python(11))
    machine("python3.12", python(12), folder="pyenv/versions/3.12.1/bin")
    assert machine.choose().version == (3, 12, 1)


def test_with_pip_before_without(machine):
    """Of two equal versions the one that brings pip is the quicker start."""
    machine("python3.11", python(11, pip=False))
    machine("python3.11", python(11), folder="pyenv/versions/3.11.1/bin")
    assert machine.choose().has_pip


def test_none_works(machine):
    """The message names what was tried, why not, and what to install."""
    path = machine("python3", "is version 3.9")
    with pytest.raises(LauncherError) as refusal:
        machine.choose()
    assert f"{path} is version 3.9" in str(refusal.value)
    assert "apt-get install python3" in str(refusal.value)


def test_probing_a_real_interpreter(tmp_path):
    found = probe(sys.executable)
    assert found.version == tuple(sys.version_info[:3])
    broken = tmp_path / "python3.13"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    assert probe(str(broken)) == "does not start"


def test_this_interpreter_is_always_a_candidate(tmp_path):
    environ = {"PATH": str(tmp_path), "PYENV_ROOT": str(tmp_path)}
    assert candidates(environ) == [os.fspath(sys.executable)]
