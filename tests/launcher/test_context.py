"""Everything stays in the state folder."""

import os
import subprocess
import tempfile
from pathlib import Path

import pytest
from conftest import ROOT

from launcher.console import bar, duration
from launcher.context import LONGEST_RUNTIME_PATH, Context
from launcher.errors import LauncherError
from launcher.setup.databases import tree_fingerprint
from launcher.setup.ports import any_port, demo_port, is_free

OWN_FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
CACHES = ("PIP_CACHE_DIR", "npm_config_cache", "PYTHONPYCACHEPREFIX", "XDG_CACHE_HOME")


def test_a_childs_folders_lie_in_the_state_folder(context):
    environment = context.environment()
    for name in OWN_FOLDERS + CACHES:
        assert Path(environment[name]).is_relative_to(context.state), name


def test_pip_and_npm_see_the_users_settings_but_cache_here(context):
    """A mirror or a certificate that the machine needs is set in the real home."""
    environment = context.environment(sandbox=False)
    assert environment["HOME"] == os.environ["HOME"]
    for name in CACHES:
        assert Path(environment[name]).is_relative_to(context.state), name


def test_temporary_files_are_removed_in_the_end(context):
    folder = Path(context.environment()["TMPDIR"])
    assert folder.is_dir()
    context.close()
    assert not folder.exists()


def test_a_killed_runs_files_are_swept_away(context):
    """What was in use when the machine went down is nobody's any more."""
    abandoned = context.state / "run" / "t999999999"
    abandoned.mkdir(parents=True)
    own = context.runtime
    context.sweep()
    assert own.exists()
    assert not abandoned.exists()


def test_sockets_of_a_deep_checkout(tmp_path):
    """A socket's path may have some hundred bytes only."""
    deep = Context(tmp_path / ("d" * LONGEST_RUNTIME_PATH))
    folder = deep.short_folder("p")
    assert folder.parent == Path(tempfile.gettempdir())
    assert folder.stat().st_mode & 0o077 == 0
    folder.rmdir()


@pytest.mark.parametrize("words", [["--help"], ["doctor"], ["spec"]])
def test_nothing_is_written_to_the_home_folder(tmp_path, words):
    environment = dict(os.environ, HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path))
    subprocess.run([ROOT / "fieldcrm", *words], env=environment, capture_output=True)
    assert list(tmp_path.iterdir()) == []


def test_a_step_that_fails_shows_all_its_output(context, printed):
    result = context.run_step("A step", ["sh", "-c", "echo why; exit 4"])
    assert (result.ok, result.returncode, result.output) == (False, 4, "why\n")
    assert "✗ A step" in printed()
    assert "why" in printed()
    with pytest.raises(LauncherError, match="exit code 4"):
        context.must_run("A step", ["sh", "-c", "exit 4"])


def test_a_program_that_does_not_exist(context):
    result = context.run_step("A step", ["no-such-program"])
    assert result.returncode == 127
    assert "no-such-program" in result.output


def test_durations_read_well():
    assert [duration(s) for s in (0.04, 9.9, 42.3, 185)] == [
        "0.0 s",
        "9.9 s",
        "42 s",
        "3 min 05 s",
    ]
    assert bar(0.5).count("█") == bar(0.5).count("░")


def test_the_demos_port(context):
    """The same as last time; the next one when somebody else has taken it."""
    import socket

    first = demo_port(context)
    assert demo_port(context) == first
    with socket.socket() as other:
        other.bind(("127.0.0.1", first))
        other.listen()
        assert not is_free(first)
        assert demo_port(context) != first
        with pytest.raises(LauncherError, match=f"Port {first} is in use"):
            demo_port(context, first)
    assert is_free(any_port())


def test_what_remakes_the_template(context, make_addon):
    """A model does, a test does not: re-running tests must stay quick."""
    folder = make_addon("field_crm")
    before = tree_fingerprint(context)
    (folder / "tests").mkdir()
    (folder / "tests" / "test_visit.py").write_text("edited")
    assert tree_fingerprint(context) == before
    (folder / "models.py").write_text("edited")
    assert tree_fingerprint(context) != before
