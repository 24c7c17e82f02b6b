"""Debian packages without touching the system: a private apt state, no root."""

import hashlib
import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

from .. import process
from ..errors import LauncherError
from .apt_sources import read_sources

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"

# The machine's own settings (proxy, certificates) still hold; these come on top.
# Its hooks are dropped: they would clean the system's caches.
CONFIGURATION = """\
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
Dir::State::lists "{folder}/lists";
Dir::Cache "{folder}/cache";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Dir::Etc::sourcelist "{folder}/sources.list";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Acquire::Languages "none";
Acquire::Retries "3";
Acquire::PDiffs "false";
Acquire::GzipIndexes "true";
Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
APT::Sandbox::User "root";
APT::Status-Fd "1";
"""


class DebianMirror(NamedTuple):
    """Where this machine takes Debian from."""

    uri: str
    codename: str
    keyring: str | None

    @classmethod
    def of_this_machine(cls, etc=Path("/etc")):
        """Read the machine's own apt sources; None when it is not Debian."""
        release = _os_release(etc / "os-release")
        if release.get("ID") != "debian" or not shutil.which("apt-get"):
            return None
        codename = release.get("VERSION_CODENAME", "sid")
        for source in read_sources(etc / "apt"):
            if source.carries(codename):
                keyring = source.signed_by or KEYRING
                return cls(
                    source.uri, codename, keyring if Path(keyring).exists() else None
                )
        return None


def _os_release(path):
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=")[::2] for line in lines if "=" in line)
    return {name: value.strip("\"'") for name, value in pairs}


class PrivateApt:
    """apt with its lists and downloads in the state folder."""

    def __init__(self, context, name, mirror):
        self.context = context
        self.mirror = mirror
        self.folder = context.cache / "apt" / name
        self.downloads = context.cache / "debs"
        self.configuration = self.folder / "apt.conf"
        for part in ("lists/partial", "cache/archives/partial"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        self.downloads.mkdir(parents=True, exist_ok=True)
        self.configuration.write_text(CONFIGURATION.format(folder=self.folder))

    def update(self, suites, step):
        """Fetch the suites' package lists, whose signatures apt checks.

        :raise LauncherError: with apt's own words
        """
        signed = f"[signed-by={self.mirror.keyring}] " if self.mirror.keyring else ""
        (self.folder / "sources.list").write_text(
            "".join(f"deb {signed}{self.mirror.uri} {suite} main\n" for suite in suites)
        )
        step.progress(None, f"package lists of {', '.join(suites)}")
        command = ["apt-get", "update", "--error-on=any"]
        with step.downloading():
            code, tail = self._apt(*command)
            if code and "is expired" in tail:
                # A mirror that stands still; what it signed is still Debian's.
                step.console.warn(
                    f"the mirror's list of {suites[0]} is older than Debian promises; "
                    "using it all the same"
                )
                command.append("--option=Acquire::Check-Valid-Until=false")
                code, tail = self._apt(*command)
        if code:
            raise LauncherError(f"apt-get update failed.\n{tail}")

    def has(self, package, suite):
        """Whether a suite carries a package."""
        return bool(self._records([f"{package}/{suite}"]))

    def download(self, packages, step):
        """Fetch packages ("name/suite"), checked against the signed lists.

        An interrupted download is taken up where it stopped; a file that does not
        match its checksum is thrown away and fetched again.

        :return: the files' paths
        """
        wanted = self._records(packages)
        if len(wanted) < len(packages):
            raise LauncherError(
                f"The mirror {self.mirror.uri} lacks one of: {', '.join(packages)}"
            )
        progress = _DownloadProgress(step, sum(record.size for record in wanted))
        for _attempt in range(2):
            for record in wanted:
                record.discard_if_whole_but_wrong(self.downloads)
            with step.downloading():
                code, tail = self._apt(
                    "apt-get",
                    "download",
                    *packages,
                    cwd=self.downloads,
                    on_line=progress,
                )
            if code == 0 and all(one.is_right(self.downloads) for one in wanted):
                return [self.downloads / one.file for one in wanted]
        raise LauncherError(f"Downloading {', '.join(packages)} failed.\n{tail}")

    def _records(self, packages):
        code, output = self._query("apt-cache", "show", "--no-all-versions", *packages)
        return [] if code else [DebianPackage.parse(text) for text in output]

    def _query(self, *command):
        lines = []
        code, _tail = self._apt(*command, on_line=lines.append)
        text = "\n".join(lines)
        return code, [part for part in text.split("\n\n") if "Package: " in part]

    def _apt(self, tool, *arguments, **options):
        code, tail = process.run(
            [tool, f"--config-file={self.configuration}", *arguments],
            log=self.context.logs / "apt.log",
            env=self.context.environment(sandbox=False, LC_ALL="C"),
            **options,
        )
        lines = tail.splitlines()
        return code, "\n".join(x for x in lines if not x.startswith("dlstatus:"))


class _DownloadProgress:
    """A callback for apt's status lines that moves a step's bar."""

    def __init__(self, step, total):
        self.step = step
        self.total = total / 1e6

    def __call__(self, line):
        status = re.match(r"dlstatus:\d+:([\d.]+):", line)
        if status:
            share = float(status[1]) / 100
            words = f"{share * self.total:.0f} of {self.total:.0f} MB"
            self.step.progress(share, words)


class DebianPackage(NamedTuple):
    """One package of a signed list."""

    name: str
    version: str
    file: str
    size: int
    sha256: str

    @classmethod
    def parse(cls, record):
        """From a stanza of `apt-cache show`."""
        fields = dict(re.findall(r"^([A-Z][\w-]+): (.*)$", record, re.M))
        # apt writes a version's colon as %3a in file names.
        name, version = fields["Package"], fields["Version"]
        file = f"{name}_{version.replace(':', '%3a')}_{fields['Architecture']}.deb"
        return cls(name, version, file, int(fields["Size"]), fields["SHA256"])

    def is_right(self, folder):
        path = folder / self.file
        if not path.exists() or path.stat().st_size != self.size:
            return False
        digest = hashlib.sha256()
        with open(path, "rb") as content:
            while block := content.read(1 << 20):
                digest.update(block)
        return digest.hexdigest() == self.sha256

    def discard_if_whole_but_wrong(self, folder):
        """apt trusts a file of the right size: it must not see a wrong one."""
        path = folder / self.file
        whole = path.exists() and path.stat().st_size >= self.size
        if whole and not self.is_right(folder):
            path.unlink()


def unpack(package, folder):
    """Unpack a .deb file below a folder.

    :raise LauncherError: when there is no `dpkg-deb` or the file is broken
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not shutil.which("dpkg-deb"):
        raise LauncherError(f"{package} cannot be unpacked here: dpkg-deb is missing.")
    code, tail = process.run(
        ["dpkg-deb", "--extract", package, folder],
        log=folder.parent / "dpkg-deb.log",
        env=dict(os.environ, LC_ALL="C"),
    )
    if code:
        raise LauncherError(f"{package} cannot be unpacked.\n{tail}")
