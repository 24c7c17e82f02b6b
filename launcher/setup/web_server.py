"""An Odoo server of ours: started, waited for, warmed up, watched, stopped."""

import http.cookiejar
import json
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager

from .. import process
from ..errors import LauncherError
from .odoo_log import LINE, PROBLEMS

START_PATIENCE = 180
REQUEST_PATIENCE = 180


class WebServer:
    """Odoo serving one database on the loopback address."""

    def __init__(self, database, port):
        self.database = database
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.child = None

    @contextmanager
    def running(self):
        """The server for the length of a `with` block; its log goes to a file."""
        self.database.configure(http_port=self.port)
        log = self.database.log
        log.parent.mkdir(parents=True, exist_ok=True)
        with open(log, "a", encoding="utf-8") as sink:
            self.child = process.spawn(
                self.database.command(),
                stdout=sink,
                stderr=sink,
                env=self.database.environment(),
                cwd=self.database.context.state,
            )
            try:
                yield self
            finally:
                process.stop(self.child)

    def wait_for_login_page(self):
        """Return once the login page answers.

        :raise LauncherError: when the server ends or takes too long
        """
        deadline = time.monotonic() + START_PATIENCE
        while time.monotonic() < deadline:
            if self.child.poll() is not None:
                break
            try:
                with _open(f"{self.url}/web/login") as answer:
                    if answer.status == 200:
                        return
            except urllib.error.HTTPError as error:
                raise LauncherError(
                    f"The login page answers {error.code}; see {self.database.log}"
                ) from error
            except OSError:
                time.sleep(0.1)
        last = self.database.log.read_text(errors="replace").splitlines()[-25:]
        raise LauncherError("The server does not start:\n" + "\n".join(last))

    def warm_up(self, login=None, password=None):
        """Fetch what a first visitor's browser will, so that it need not wait."""
        browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        page = self._fetch(browser, "/web/login")
        if login:
            token = re.search(r'name="csrf_token" value="([^"]+)"', page)
            form = {
                "csrf_token": token[1] if token else "",
                "login": login,
                "password": password,
            }
            page += self._fetch(browser, "/web/login", urllib.parse.urlencode(form))
        for path in dict.fromkeys(
            re.findall(r'(?:src|href)="(/web/assets/[^"]+)"', page)
        ):
            self._fetch(browser, path)

    def _fetch(self, browser, path, form=None):
        try:
            with browser.open(
                self.url + path,
                data=form.encode() if form else None,
                timeout=REQUEST_PATIENCE,
            ) as answer:
                return answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            raise LauncherError(
                f"{path} answers {error.code}; see {self.database.log}"
            ) from error

    def version(self):
        """What the server says of itself, for `doctor`."""
        with _open(f"{self.url}/web/version") as answer:
            return json.load(answer)

    def watch(self):
        """Wait until the server ends; meanwhile show the problems that it logs.

        Each message is shown once, with the number of repetitions once a minute:
        a server in trouble must not bury its address under thousands of lines.
        """
        follower = LogFollower(self.database.log, self.database.context.console)
        thread = threading.Thread(target=follower.follow, daemon=True)
        thread.start()
        code = self.child.wait()
        follower.ended.set()
        thread.join(timeout=2)
        return code


class LogFollower:
    """Shows the warnings and errors that are added to a log."""

    PAUSE = 0.5
    SILENCE = 60

    def __init__(self, path, console):
        self.path = path
        self.console = console
        self.ended = threading.Event()
        self.shown = {}

    def follow(self):
        with open(self.path, encoding="utf-8", errors="replace") as log:
            log.seek(0, 2)
            while not self.ended.wait(self.PAUSE):
                for line in log:
                    self._show(line.rstrip("\n"))

    def _show(self, line):
        match = LINE.match(line)
        if match is None or match["level"] not in PROBLEMS:
            return
        # Numbers differ between repetitions of one message.
        kind = (match["level"], match["logger"], re.sub(r"\d+", "#", match["message"]))
        last, held_back = self.shown.get(kind, (0, 0))
        now = time.monotonic()
        if last and now - last < self.SILENCE:
            self.shown[kind] = (last, held_back + 1)
            return
        again = f"  (and {held_back} like it)" if held_back else ""
        self.console.write(
            f"  ! {match['level']} {match['logger']}: {match['message'][:300]}{again}"
        )
        self.shown[kind] = (now, 0)


def _open(url):
    return urllib.request.urlopen(url, timeout=REQUEST_PATIENCE)
