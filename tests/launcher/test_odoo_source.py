"""Where Odoo 19 comes from."""

import subprocess

import pytest

from launcher.console import Step
from launcher.errors import LauncherError
from launcher.setup import odoo_debian, odoo_git
from launcher.setup.odoo_source import OdooSource, package_root, series_of


def write_odoo(root, version="19, 0"):
    package = root / "odoo"
    package.mkdir(parents=True)
    (package / "release.py").write_text(
        f"RELEASE_LEVELS = []\nversion_info = ({version}, 0, 'final', 0, '')\n"
    )
    return root


@pytest.fixture
def step(context):
    return Step(context.console, "Odoo 19")


@pytest.fixture
def nothing_else(monkeypatch):
    """A machine with no Odoo, no Debian mirror and no variable set."""
    monkeypatch.delenv("FIELDCRM_ODOO", raising=False)
    monkeypatch.setattr(OdooSource, "_installed", lambda self: None)
    monkeypatch.setattr(OdooSource, "_put_on_path", lambda self, root: None)
    mirror = classmethod(lambda cls, etc=None: None)
    monkeypatch.setattr(odoo_debian.DebianMirror, "of_this_machine", mirror)


@pytest.fixture
def repository(tmp_path):
    """A bare repository with a 19.0 branch."""
    work, bare = tmp_path / "work", tmp_path / "odoo.git"
    write_odoo(work)

    def git(*words):
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
        subprocess.run(["git", "-C", work, *identity, *words], check=True)

    git("init", "--quiet", "--initial-branch", "19.0")
    git("add", ".")
    git("commit", "--quiet", "--message", "Release")
    subprocess.run(["git", "clone", "--quiet", "--bare", work, bare], check=True)
    return bare


def test_the_forms_a_user_may_name(tmp_path):
    """A checkout, the package inside it, its script: all lead to the same root."""
    root = write_odoo(tmp_path / "checkout")
    (root / "odoo-bin").touch()
    for named in (root, root / "odoo", root / "odoo-bin"):
        assert package_root(named) == root
    assert package_root(tmp_path) is None
    assert series_of(root) == (19, 0)


def test_what_the_user_names_comes_first(context, tmp_path, nothing_else, monkeypatch):
    root = write_odoo(tmp_path / "mine")
    monkeypatch.setenv("FIELDCRM_ODOO", str(root))
    assert OdooSource(context).ensure()["root"] == str(root)
    assert context.odoo_root == root


def test_another_version_is_refused(context, tmp_path, nothing_else):
    context.odoo = str(write_odoo(tmp_path / "old", "18, 0"))
    with pytest.raises(LauncherError, match="Odoo 18.0; Field CRM needs 19.0"):
        OdooSource(context).ensure()


def test_a_folder_without_odoo_is_refused(context, tmp_path, nothing_else):
    context.odoo = str(tmp_path)
    with pytest.raises(LauncherError, match="holds no Odoo"):
        OdooSource(context).ensure()


def test_a_clone_when_there_is_no_package(
    context, nothing_else, repository, monkeypatch
):
    """Off Debian, the 19.0 branch is cloned without its history; once."""
    monkeypatch.setenv("FIELDCRM_ODOO_GIT", f"file://{repository}")
    known = OdooSource(context).ensure()
    assert known["kind"].startswith("git clone, commit ")
    clone = context.state / "odoo" / "git"
    assert series_of(clone) == (19, 0)
    assert (clone / ".git" / "shallow").exists()
    monkeypatch.setenv("FIELDCRM_ODOO_GIT", "file:///nowhere")
    assert OdooSource(context).ensure() == known


def test_an_interrupted_clone_starts_again(context, repository, step, monkeypatch):
    """What an interrupted clone left behind does not count and is not in the way."""
    monkeypatch.setenv("FIELDCRM_ODOO_GIT", f"file://{repository}")
    folder = context.state / "odoo"
    write_odoo(folder / "git.part")
    root, _kind, identity = odoo_git.fetch(context, folder, step)
    assert (root / ".git").exists()
    assert len(identity) == 40
    assert not (folder / "git.part").exists()


def test_no_source_at_all(context, nothing_else, monkeypatch):
    """The message tells what was tried, and the other ways."""
    monkeypatch.setenv("FIELDCRM_ODOO_GIT", "file:///nowhere")
    with pytest.raises(LauncherError) as refusal:
        OdooSource(context).ensure()
    words = str(refusal.value)
    assert "no packages from a Debian mirror" in words
    assert "Cloning file:///nowhere failed" in words
    assert "--odoo FOLDER" in words
    assert OdooSource(context).found() is None


def test_links_to_nothing_are_found(tmp_path):
    """Debian's package links out to other packages."""
    (tmp_path / "there").touch()
    (tmp_path / "good").symlink_to("there")
    (tmp_path / "bad").symlink_to("elsewhere")
    assert odoo_debian.dangling_links(tmp_path) == [tmp_path / "bad"]
