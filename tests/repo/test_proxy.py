"""docker/Caddyfile in the real Caddy, before stand-ins for Odoo's two ports."""

import http.client
import json
import os
import ssl
import subprocess
import time
from types import SimpleNamespace

import pytest
import websocket
from repository import ROOT, free_ports, program, run
from upstreams import Websockets, Workers, serving

CADDYFILE = ROOT / "docker" / "Caddyfile"
PATIENCE = 20
MEGABYTE = 10**6


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """A running Caddy: its ports, and an SSL context that trusts its authority."""
    home = tmp_path_factory.mktemp("caddy")
    http_port, https_port, health_port = free_ports(3)
    with serving(Workers) as workers, serving(Websockets) as websockets:
        environment = dict(
            os.environ,
            HOME=str(home),
            XDG_DATA_HOME=str(home),
            XDG_CONFIG_HOME=str(home),
            FIELD_CRM_DOMAIN="localhost",
            FIELD_CRM_TLS="internal",
            PROXY_HTTP_PORT=str(http_port),
            PROXY_HTTPS_PORT=str(https_port),
            PROXY_HEALTH_PORT=str(health_port),
            ODOO_HTTP_UPSTREAM=workers,
            ODOO_WEBSOCKET_UPSTREAM=websockets,
        )
        with open(home / "log", "wb") as log:
            caddy = subprocess.Popen(
                [program("caddy"), "run", "--adapter=caddyfile", "--config", CADDYFILE],
                env=environment,
                stdout=log,
                stderr=log,
            )
        try:
            authority = home / "caddy/pki/authorities/local/root.crt"
            certificate = home / "caddy/certificates/local/localhost/localhost.crt"
            deadline = time.monotonic() + PATIENCE
            while not (authority.exists() and certificate.exists()):
                assert caddy.poll() is None, (home / "log").read_text()
                assert time.monotonic() < deadline, (home / "log").read_text()
                time.sleep(0.05)
            yield SimpleNamespace(
                http=http_port,
                https=https_port,
                health=health_port,
                trust=ssl.create_default_context(cafile=str(authority)),
                authority=str(authority),
            )
        finally:
            caddy.terminate()
            caddy.wait(PATIENCE)


def ask(proxy, path="/web", method="GET", body=None, **headers):
    """One request over TLS: (response, its body)."""
    connection = http.client.HTTPSConnection(
        "localhost", proxy.https, context=proxy.trust, timeout=PATIENCE
    )
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body=body, headers=named)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


@pytest.mark.parametrize(
    "tls",
    ["admin@example.com", "internal", "{0}/fullchain.pem {0}/privkey.pem"],
    ids=["public authority", "own authority", "own certificate"],
)
def test_each_way_to_a_certificate_is_valid(tmp_path, tls):
    made = run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
        "-subj", "/CN=crm.example.com", "-keyout", tmp_path / "privkey.pem",
        "-out", tmp_path / "fullchain.pem",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    environment = dict(
        os.environ,
        HOME=str(tmp_path),
        XDG_DATA_HOME=str(tmp_path),
        FIELD_CRM_DOMAIN="crm.example.com",
        FIELD_CRM_TLS=tls.format(tmp_path),
    )
    answer = run(
        program("caddy"), "validate", "--adapter=caddyfile", "--config", CADDYFILE,
        env=environment,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert "not formatted" not in answer.stderr


def test_plain_http_is_sent_to_https(proxy):
    connection = http.client.HTTPConnection("localhost", proxy.http, timeout=PATIENCE)
    connection.request("GET", "/web/login")
    response = connection.getresponse()
    connection.close()
    assert response.status == 308
    assert response.headers["Location"].startswith("https://localhost")
    assert response.headers["Location"].endswith("/web/login")


def test_odoo_learns_who_asked_and_how(proxy):
    _response, content = ask(proxy)
    headers = json.loads(content)["headers"]
    assert headers["x-forwarded-proto"] == "https"
    assert headers["x-forwarded-host"] == f"localhost:{proxy.https}"
    assert headers["x-forwarded-for"] in ("127.0.0.1", "::1")


def test_a_client_cannot_pretend_to_be_another(proxy):
    _response, content = ask(
        proxy, X_Forwarded_For="203.0.113.9", X_Forwarded_Host="evil.example"
    )
    headers = json.loads(content)["headers"]
    assert "203.0.113.9" not in headers["x-forwarded-for"]
    assert headers["x-forwarded-host"] == f"localhost:{proxy.https}"


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_answers_are_compressed(proxy, encoding):
    plain, content = ask(proxy, Accept_Encoding="identity")
    assert plain.headers["Content-Encoding"] is None
    compressed, smaller = ask(proxy, Accept_Encoding=encoding)
    assert compressed.headers["Content-Encoding"] == encoding
    assert len(smaller) < len(content) / 10


def test_browsers_are_told_to_stay_on_tls(proxy):
    response, _content = ask(proxy)
    assert "max-age=31536000" in response.headers["Strict-Transport-Security"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Server"] is None


@pytest.mark.parametrize(
    "path",
    ["/web/database/manager", "/web/database", "/queue_job/runjob?job_uuid=x"],
)
def test_what_is_not_for_the_world_is_hidden(proxy, path):
    response, _content = ask(proxy, path)
    assert response.status == 404


def test_websockets_reach_the_event_driven_process(proxy):
    connection = websocket.create_connection(
        f"wss://localhost:{proxy.https}/websocket?version=19.0-1",
        origin="https://localhost",
        sslopt={"ca_certs": proxy.authority},
        timeout=PATIENCE,
    )
    try:
        assert connection.recv() == "https://localhost"
    finally:
        connection.close()


def test_an_oversized_upload_is_refused(proxy):
    fitting, _content = ask(proxy, method="POST", body=b"x" * MEGABYTE)
    assert fitting.status == 204
    context = http.client.HTTPSConnection(
        "localhost", proxy.https, context=proxy.trust, timeout=PATIENCE
    )
    context.putrequest("POST", "/web/binary/upload_attachment")
    context.putheader("Content-Length", str(129 * MEGABYTE))
    context.endheaders()
    try:
        for _number in range(129):
            context.send(b"x" * MEGABYTE)
        status = context.getresponse().status
    except (ConnectionError, ssl.SSLError):
        status = "hung up"
    finally:
        context.close()
    assert status in (413, 502, "hung up")


def test_the_health_check_answers(proxy):
    connection = http.client.HTTPConnection("127.0.0.1", proxy.health, timeout=PATIENCE)
    connection.request("GET", "/health")
    assert connection.getresponse().status == 200
    connection.close()
