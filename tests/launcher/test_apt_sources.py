"""Finding the machine's own Debian mirror."""

import pytest

from launcher.setup import apt
from launcher.setup.apt_sources import parse_deb822, parse_list, read_sources

DEB822 = """\
Types: deb deb-src
# a comment inside
URIs: https://mirror.example/debian/
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/example.gpg

Types: deb
URIs: https://mirror.example/debian-security
Suites: bookworm-security
Components: main

Enabled: no
Types: deb
URIs: https://off.example/debian
Suites: bookworm
Components: main
"""

ONE_LINE = """\
# deb http://commented.example/debian bookworm main
deb-src http://sources.example/debian bookworm main
deb [arch=amd64 signed-by=/keys/a.gpg] http://mirror.example/debian bookworm main  # x
deb cdrom:[Debian]/ bookworm main
"""


def test_deb822_stanzas():
    """Both archives of the file are read, the disabled one is not."""
    first, security = parse_deb822(DEB822)
    assert first.uri == "https://mirror.example/debian"
    assert first.suites == ("bookworm", "bookworm-updates")
    assert first.components == ("main", "contrib")
    assert first.signed_by == "/usr/share/keyrings/example.gpg"
    assert security.signed_by is None


def test_deb822_with_an_embedded_key():
    """A key written into the file is no path to a keyring."""
    text = DEB822.split("\n\n")[0].replace(
        "/usr/share/keyrings/example.gpg", "\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n ."
    )
    assert parse_deb822(text)[0].signed_by is None


def test_one_line_entries():
    """Comments and source entries are no sources of packages."""
    first, cdrom = parse_list(ONE_LINE)
    assert first.uri == "http://mirror.example/debian"
    assert first.components == ("main",)
    assert first.signed_by == "/keys/a.gpg"
    assert cdrom.uri.startswith("cdrom:")


@pytest.fixture
def etc(tmp_path, monkeypatch):
    """An /etc with a Debian release and no source yet."""
    (tmp_path / "apt/sources.list.d").mkdir(parents=True)
    (tmp_path / "os-release").write_text('ID=debian\nVERSION_CODENAME="bookworm"\n')
    monkeypatch.setattr(apt.shutil, "which", lambda name: f"/usr/bin/{name}")
    return tmp_path


def test_a_disc_is_no_mirror(etc):
    """Only archives that can be reached count."""
    (etc / "apt/sources.list").write_text(ONE_LINE)
    assert [source.uri for source in read_sources(etc / "apt")] == [
        "http://mirror.example/debian"
    ]


def test_the_mirror_is_the_release_archive(etc):
    """Neither the security archive nor a third party's is taken for Debian's."""
    folder = etc / "apt/sources.list.d"
    (folder / "a-tool.list").write_text("deb https://tool.example/apt stable tool\n")
    (folder / "security.sources").write_text(DEB822.split("\n\n")[1])
    (folder / "zz.sources").write_text(DEB822.split("\n\n")[0])
    mirror = apt.DebianMirror.of_this_machine(etc)
    assert mirror.uri == "https://mirror.example/debian"
    assert mirror.codename == "bookworm"
    assert mirror.keyring is None, "the keyring that is named does not exist here"


def test_other_systems_have_no_debian_mirror(etc):
    """On Ubuntu the next source of Odoo is tried, not its own archive."""
    (etc / "apt/sources.list").write_text(ONE_LINE)
    (etc / "os-release").write_text("ID=ubuntu\nVERSION_CODENAME=noble\n")
    assert apt.DebianMirror.of_this_machine(etc) is None
