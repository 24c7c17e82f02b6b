"""Databases for one test: empty, or with the data of `./fieldcrm demo`."""

import configparser
import json
import os
import shutil
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2

from launcher import process
from launcher.context import LAUNCHER

from .company import Account

ADDON = Path(__file__).parents[2] / "addons" / "field_crm"
LOAD_DEMO = LAUNCHER / "scripts" / "load_demo.py"


def demo_account(login):
    """One of the demo's logins."""
    logins = json.loads((ADDON / "demo" / "logins.json").read_text("utf-8"))
    [found] = [each for each in logins if each["login"] == login]
    return Account(found["role"], found["login"], "", password=found["password"])


@contextmanager
def demo_database(settings):
    """A copy of the product's template with the demo data in it; yields its name."""
    with empty_database(settings, "demo") as name:
        load_demo(settings, name)
        yield name


@contextmanager
def empty_database(settings, suffix):
    """A copy of the product's template, for nobody else; yields its name."""
    name = f"{settings.database}_{suffix}"
    query(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    # Of a run that was killed.
    shutil.rmtree(filestore_of(settings) / name, ignore_errors=True)
    query(f'CREATE DATABASE "{name}" TEMPLATE "{settings.template}" STRATEGY FILE_COPY')
    try:
        copy_files(settings, name)
        yield name
    finally:
        query(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(filestore_of(settings) / name, ignore_errors=True)


def query(statement):
    with closing(psycopg2.connect(dbname="postgres")) as connection:
        connection.autocommit = True
        connection.cursor().execute(statement)


def query_in(database, statement):
    """Rows that a database answers."""
    with closing(psycopg2.connect(dbname=database)) as connection:
        cursor = connection.cursor()
        cursor.execute(statement)
        rows = cursor.fetchall()
        connection.commit()
        return rows


def filestore_of(settings):
    options = configparser.RawConfigParser()
    options.read(settings.configuration)
    return Path(options["options"]["data_dir"]) / "filestore"


def copy_files(settings, name):
    """Attachments: our own database came from the same template."""
    filestore = filestore_of(settings)
    if (filestore / settings.database).exists():
        # Files are named after their content and never change: links will do.
        shutil.copytree(
            filestore / settings.database,
            filestore / name,
            copy_function=os.link,
            dirs_exist_ok=True,
        )


def load_demo(settings, name):
    log = settings.server_log
    with open(LOAD_DEMO, encoding="utf-8") as script:
        code, tail = process.run(
            settings.odoo("shell", name, "--no-http"),
            log=log,
            stdin=script,
            env=dict(os.environ, FIELDCRM_SCRIPT=json.dumps({"addons": [ADDON.name]})),
        )
    assert not code, f"The demo data cannot be loaded:\n{tail}"
