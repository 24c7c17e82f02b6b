"""Odoo 19 from Debian's package, unpacked privately with what it links to."""

import shutil
from pathlib import Path

from ..errors import LauncherError
from .apt import DebianMirror, PrivateApt, unpack

PACKAGE = "odoo-19"
SUITES = ("sid", "testing", "stable")
SITE = Path("usr/lib/python3/dist-packages")
# Odoo's package links to files of these.
ASSETS = [
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-montserrat",
    "fonts-roboto-unhinted",
    "fonts-ocr-b",
]
# Later releases of these renamed the files that Odoo links to.
OLDER_SUITE = "bookworm"
OLDER_ASSETS = ["fonts-font-awesome", "fonts-inconsolata"]

BLUR_LIBRARY = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
# Debian leaves this library out but the web client's bundle still names it.
BLUR_REPLACEMENT = """\
/* Stands in for the MediaPipe library, which Debian's package of Odoo leaves out. */
window.SelfieSegmentation = class SelfieSegmentation {
    constructor() {
        throw new Error("Background blur is not available in this installation.");
    }
};
"""


def fetch(context, folder, step):
    """Download and unpack the newest 19.0 package of the machine's mirror.

    :return: (root, kind, identity)
    :raise LauncherError: when this machine's mirror has none
    """
    mirror = DebianMirror.of_this_machine()
    if mirror is None:
        raise LauncherError(
            "This machine takes no packages from a Debian mirror, so Debian's "
            f"package {PACKAGE} cannot be fetched."
        )
    apt = PrivateApt(context, "odoo", mirror)
    reasons = []
    for suite in SUITES:
        try:
            apt.update([suite, OLDER_SUITE], step)
        except LauncherError as error:
            reasons.append(str(error))
            continue
        if apt.has(PACKAGE, suite):
            names = [f"{name}/{suite}" for name in (PACKAGE, *ASSETS)]
            packages = apt.download(names + _older(), step)
            return _unpack(folder, packages, step)
        reasons.append(f"{suite} has no {PACKAGE}.")
    raise LauncherError(
        f"No suite of this machine's Debian mirror has the package {PACKAGE} "
        "(Debian renames it with each major version of Odoo):\n" + "\n".join(reasons)
    )


def unpack_named(context, folder, package, step):
    """Unpack a package that the user has; only what it links to is fetched."""
    mirror = DebianMirror.of_this_machine()
    if mirror is None:
        raise LauncherError(
            f"{package} links to other Debian packages, which this machine has no "
            "mirror for. Name a folder with a checkout of Odoo 19.0 instead."
        )
    apt = PrivateApt(context, "odoo", mirror)
    for suite in SUITES:
        try:
            apt.update([suite, OLDER_SUITE], step)
            names = [f"{name}/{suite}" for name in ASSETS]
            assets = apt.download(names + _older(), step)
        except LauncherError as error:
            reason = error
            continue
        return _unpack(folder, [package, *assets], step)
    raise LauncherError(f"What {package} links to cannot be fetched.\n{reason}")


def _older():
    return [f"{name}/{OLDER_SUITE}" for name in OLDER_ASSETS]


def _unpack(folder, packages, step):
    """Unpack into a draft that takes its place once it is whole."""
    draft, final = folder / "debian.part", folder / "debian"
    shutil.rmtree(draft, ignore_errors=True)
    for number, package in enumerate(packages):
        step.progress(number / len(packages), f"unpacking {package.name}")
        unpack(package, draft)
    root = draft / SITE
    blur = root / BLUR_LIBRARY
    if not blur.exists():
        blur.parent.mkdir(parents=True, exist_ok=True)
        blur.write_text(BLUR_REPLACEMENT)
    dangling = dangling_links(root / "odoo")
    if dangling:
        step.console.warn(
            "Odoo's package links to files that are not there: "
            + ", ".join(str(path.relative_to(root)) for path in dangling)
        )
    shutil.rmtree(final, ignore_errors=True)
    draft.rename(final)
    identity = packages[0].name
    return final / SITE, f"Debian package {identity}", identity


def dangling_links(folder):
    """Symbolic links below a folder whose target does not exist."""
    return [
        path for path in folder.rglob("*") if path.is_symlink() and not path.exists()
    ]
