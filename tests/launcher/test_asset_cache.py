"""Compiled files of the web client pass from one database to the next."""

import pytest

from launcher.setup.asset_cache import AssetCache
from launcher.setup.odoo_command import OdooDatabase
from launcher.setup.postgres import Cluster

TABLE = """
CREATE TABLE ir_attachment (
    id serial, name text, url text, type text, mimetype text, public boolean,
    res_model text, res_field text, res_id int, company_id int, store_fname text,
    file_size int, checksum text, create_uid int, write_uid int,
    create_date timestamp, write_date timestamp)
"""
ROW = """
INSERT INTO ir_attachment (name, url, type, store_fname, create_date)
VALUES ('{name}', '{url}', 'binary', '{file}', '2026-03-01 10:00:00')
"""


@pytest.fixture
def make(context):
    """A function that makes a database with the table and nothing in it."""
    with Cluster(context).running() as server:

        def made(name):
            server.query(f"CREATE DATABASE {name}")
            server.query(TABLE, name)
            return OdooDatabase(context, server, name)

        yield made


def test_files_and_rows_pass_on(context, make):
    """Only compiled files do; an odd name survives the way through SQL."""
    first, second = make("first"), make("second")
    for number, (name, url) in enumerate(
        [("it's web.min.js", "/web/assets/1/web.min.js"), ("logo", "/logo")]
    ):
        file = f"a{number}/content"
        path = first.filestore / file
        path.parent.mkdir(parents=True)
        path.write_text(name)
        first.server.query(
            ROW.format(name=name.replace("'", "''"), url=url, file=file), first.name
        )
    AssetCache(context).keep(first)
    AssetCache(context).give(second)
    rows = second.server.query(
        "SELECT name, url, create_date FROM ir_attachment", second.name
    )
    assert rows == [
        ["it's web.min.js", "/web/assets/1/web.min.js", "2026-03-01 10:00:00"]
    ]
    assert (second.filestore / "a0/content").read_text() == "it's web.min.js"
    assert not (second.filestore / "a1").exists()


def test_an_empty_cache_gives_nothing(context, make):
    database = make("third")
    AssetCache(context).give(database)
    AssetCache(context).keep(database)
    assert database.server.query("SELECT count(*) FROM ir_attachment", "third") == [
        ["0"]
    ]
