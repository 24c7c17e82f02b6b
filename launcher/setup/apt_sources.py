"""Reading a machine's apt sources: one-line and deb822 files."""

import re
from typing import NamedTuple

SCHEMES = ("http://", "https://", "file:/", "ftp://")


class Source(NamedTuple):
    """One archive: where it is, which suites and components it is used for."""

    uri: str
    suites: tuple
    components: tuple
    signed_by: str | None

    def carries(self, codename):
        """Whether it is the main archive of the installed release."""
        wanted = {codename, "stable", "testing", "unstable", "sid"}
        return "main" in self.components and bool(wanted.intersection(self.suites))


def read_sources(folder):
    """All enabled binary sources below an `/etc/apt` folder, in apt's order."""
    parts = folder / "sources.list.d"
    files = [folder / "sources.list"]
    files += sorted([*parts.glob("*.list"), *parts.glob("*.sources")])
    found = []
    for path in files:
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        found += parse_deb822(text) if path.suffix == ".sources" else parse_list(text)
    return [source for source in found if source.uri.startswith(SCHEMES)]


def parse_list(text):
    """Sources of the one-line form: `deb [options] uri suite component...`."""
    found = []
    for line in text.splitlines():
        match = re.match(r"\s*deb\s+(?:\[([^]]*)\]\s+)?(\S+)\s+(\S+)\s*([^#]*)", line)
        if match:
            options, uri, suite, components = match.groups()
            signed = re.search(r"signed-by=(\S+)", options or "", re.I)
            found.append(
                Source(
                    uri.rstrip("/"),
                    (suite,),
                    tuple(components.split()),
                    signed[1] if signed else None,
                )
            )
    return found


def parse_deb822(text):
    """Sources of the deb822 form: stanzas of `Field: value` lines."""
    found = []
    for stanza in re.split(r"\n\s*\n", text):
        fields = _fields(stanza)
        kinds = fields.get("types", "").split()
        if "deb" not in kinds or fields.get("enabled", "yes").lower() in (
            "no",
            "false",
        ):
            continue
        # A key written into the file itself is no path to a keyring.
        signed = fields.get("signed-by", "").split()
        keyring = signed[0] if signed and signed[0].startswith("/") else None
        for uri in fields.get("uris", "").split():
            found.append(
                Source(
                    uri.rstrip("/"),
                    tuple(fields.get("suites", "").split()),
                    tuple(fields.get("components", "").split()),
                    keyring,
                )
            )
    return found


def _fields(stanza):
    fields = {}
    name = None
    for line in stanza.splitlines():
        if line.startswith("#"):
            continue
        if line[:1] in (" ", "\t") and name:
            fields[name] += " " + line.strip()
        elif ":" in line:
            name, _colon, value = line.partition(":")
            name = name.strip().lower()
            fields[name] = value.strip()
    return fields
