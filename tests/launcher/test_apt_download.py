"""Packages are only used when they are what the signed lists say."""

import hashlib
import shutil

import pytest

from launcher.console import Step
from launcher.errors import LauncherError
from launcher.setup.apt import DebianMirror, DebianPackage, PrivateApt

CONTENT = b"a package" * 1000
RECORD = f"""\
Package: fonts-example
Version: 2:1.0-1
Architecture: all
Size: {len(CONTENT)}
SHA256: {hashlib.sha256(CONTENT).hexdigest()}
Description: an example
"""


@pytest.fixture
def package():
    return DebianPackage.parse(RECORD)


def test_the_file_name_is_apts(package):
    """apt writes the colon of an epoch as %3a."""
    assert package.file == "fonts-example_2%3a1.0-1_all.deb"


def test_a_whole_download_is_kept(package, tmp_path):
    path = tmp_path / package.file
    path.write_bytes(CONTENT)
    package.discard_if_whole_but_wrong(tmp_path)
    assert package.is_right(tmp_path)


def test_a_part_is_kept_for_apt_to_go_on_from(package, tmp_path):
    """Half a file is not the package, but apt can carry on from it."""
    path = tmp_path / package.file
    path.write_bytes(CONTENT[:100])
    package.discard_if_whole_but_wrong(tmp_path)
    assert path.exists()
    assert not package.is_right(tmp_path)


def test_a_broken_download_is_thrown_away(package, tmp_path):
    """apt itself takes any file of the right size for the package."""
    path = tmp_path / package.file
    path.write_bytes(b"?" + CONTENT[1:])
    package.discard_if_whole_but_wrong(tmp_path)
    assert not path.exists()


@pytest.mark.skipif(not shutil.which("apt-get"), reason="needs apt")
def test_lists_without_a_signature_are_refused(context, tmp_path):
    """A mirror that is tampered with stops the launcher."""
    archive = tmp_path / "archive"
    suite = archive / "dists" / "sid"
    (suite / "main" / "binary-all").mkdir(parents=True)
    (suite / "main" / "binary-all" / "Packages").write_text(RECORD)
    (suite / "Release").write_text("Suite: sid\nComponents: main\n")
    mirror = DebianMirror(f"file:{archive}", "sid", None)
    apt = PrivateApt(context, "test", mirror)
    with pytest.raises(LauncherError, match="not signed"):
        apt.update(["sid"], Step(context.console, "update"))
    assert not apt.has("fonts-example", "sid")
