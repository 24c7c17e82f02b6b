"""An Odoo server of the tests' own, and calls to it as a script makes them."""

import http.cookiejar
import itertools
import json
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from launcher import process

PATIENCE = 120
LOGIN_PAGE = "/web/login"


@contextmanager
def running(settings, database, port):
    """Odoo serving one database, its mail queue running; yields its address.

    It ends with the `with` block, and with this process even when that is killed.
    """
    with serving(settings, database, port) as (url, _child):
        yield url


@contextmanager
def serving(settings, database, port, *options):
    """As `running`; yields the address and the process, for whoever ends it early.

    :param options: more of Odoo's own command line
    """
    url = f"http://127.0.0.1:{port}"
    settings.server_log.parent.mkdir(parents=True, exist_ok=True)
    command = settings.odoo(
        "server",
        database,
        *("--http-port", port),
        # A refusal that a user is told is logged as a warning of this logger. Tests
        # provoke refusals and see them on the screen; any other warning counts.
        *("--log-handler", "odoo.http:ERROR"),
        *options,
    )
    with (
        open(settings.server_log, "ab") as log,
        process.running(command, stdout=log, stderr=log) as child,
    ):
        wait_for_login_page(url, child, settings.server_log)
        yield url, child


def wait_for_login_page(url, child, log):
    deadline = time.monotonic() + PATIENCE
    while child.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url + LOGIN_PAGE, timeout=PATIENCE):
                return
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.1)
    last = log.read_text(errors="replace").splitlines()[-25:]
    raise RuntimeError("The server does not start:\n" + "\n".join(last))


class RemoteError(Exception):
    """What the server answered instead of a result.

    `kind` is the name of the Python exception, such as ``AccessError``.
    """

    def __init__(self, error):
        data = error.get("data", {})
        self.kind = data.get("name", "").rpartition(".")[2]
        super().__init__(f"{self.kind}: {data.get('message') or error.get('message')}")


class Remote:
    """Somebody who calls the server's methods without any screen."""

    def __init__(self, url, database, login, password):
        self.url = url
        self.numbers = itertools.count(1)
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        session = self._post(
            "/web/session/authenticate", db=database, login=login, password=password
        )
        self.uid = session["uid"]
        self.context = session["user_context"]

    def call(self, model, method, *args, context=None, **kwargs):
        """Call a method of a model in the user's language.

        Identifiers of records come first.

        :raise RemoteError: when the server refuses
        """
        kwargs["context"] = {**self.context, **(context or {})}
        return self._post(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=args,
            kwargs=kwargs,
        )

    def find(self, model, **values):
        """Identifier of the one record that has these values."""
        domain = [[name, "=", value] for name, value in values.items()]
        [identifier] = self.call(model, "search", domain)
        return identifier

    def reference(self, xmlid):
        """Identifier of a record that an add-on brings."""
        module, _dot, name = xmlid.partition(".")
        _model, identifier = self.call(
            "ir.model.data", "check_object_reference", module, name
        )
        return identifier

    def post_app(self, name, **body):
        """What the reps' app is answered at one of its addresses."""
        return self._send(f"/field/api/{name}", body)

    def _post(self, path, **params):
        payload = self._send(
            path,
            {
                "jsonrpc": "2.0",
                "method": "call",
                "id": next(self.numbers),
                "params": params,
            },
        )
        if "error" in payload:
            raise RemoteError(payload["error"])
        return payload.get("result")

    def _send(self, path, body):
        request = urllib.request.Request(
            self.url + path,
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with self.opener.open(request, timeout=PATIENCE) as answer:
            return json.load(answer)


def wait_until(find, patience=PATIENCE):
    """Ask again and again until there is an answer; returns it.

    :param patience: in seconds
    :raise AssertionError: when there is none for too long
    """
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        found = find()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"Nothing came of {find}.")
