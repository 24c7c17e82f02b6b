"""odoo.conf: what it must say, and that Odoo takes every line of it."""

import configparser
import json
import os
import sys

import pytest
from repository import ROOT, run

PARSE = """
import json, sys
import odoo.init
from odoo.tools import config
config.parse_config(["--config", "odoo.conf"], setup_logging=True)
from odoo.addons.queue_job.jobrunner.channels import ChannelManager
manager = ChannelManager()
manager.simple_configure(sys.argv[1])
root = manager.get_channel_by_name("root")
options = dict(config.options, queue_capacity=root.capacity)
print(json.dumps(options, default=str))
"""


@pytest.fixture(scope="module")
def conf():
    reader = configparser.ConfigParser(interpolation=None)
    reader.read(ROOT / "odoo.conf")
    return reader


@pytest.fixture(scope="module")
def as_odoo_reads_it(conf, tmp_path_factory):
    """(options, log) after Odoo has read the file."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PG", "ODOO_"))
    }
    clean["ODOO_DATA_DIR"] = str(tmp_path_factory.mktemp("data"))
    channels = conf["queue_job"]["channels"]
    answer = run(sys.executable, "-c", PARSE, channels, env=clean)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout.splitlines()[-1]), answer.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("proxy_mode", "True"),
        ("list_db", "False"),
        ("http_interface", "127.0.0.1"),
        ("server_wide_modules", "base,rpc,web,queue_job"),
    ],
)
def test_says_so_explicitly(conf, name, value):
    assert conf["options"][name] == value


@pytest.mark.parametrize(
    "name",
    [
        "workers",
        "max_cron_threads",
        "limit_memory_soft",
        "limit_memory_hard",
        "limit_time_cpu",
        "limit_time_real",
        "limit_request",
        "gevent_port",
    ],
)
def test_sets_limits_above_zero(conf, name):
    assert conf["options"].getint(name) > 0


def test_limits_are_in_order(conf):
    options = conf["options"]
    for lower, higher in (
        ("limit_memory_soft", "limit_memory_hard"),
        ("limit_time_cpu", "limit_time_real"),
        ("http_port", "gevent_port"),
    ):
        assert options.getint(lower) < options.getint(higher)


def test_holds_no_secret(conf):
    names = {name for section in conf.sections() for name in conf[section]}
    assert not [name for name in names if "pass" in name]


def test_every_option_has_a_reason():
    """Each option, or the group it stands in, has a comment above it."""
    explained = False
    for line in (ROOT / "odoo.conf").read_text().splitlines():
        if line.startswith(";"):
            explained = True
        elif not line:
            explained = False
        elif "=" in line:
            assert explained, line


def test_paths_are_in_the_tree(conf):
    for path in conf["options"]["addons_path"].split(","):
        assert (ROOT / path).is_dir()


def test_odoo_knows_every_option(as_odoo_reads_it):
    options, log = as_odoo_reads_it
    assert "WARNING" not in log and "Warning" not in log, log
    assert options["workers"] == 4
    assert options["list_db"] is False
    assert options["proxy_mode"] is True


def test_connections_fit_into_postgresql(as_odoo_reads_it, compose):
    options, _log = as_odoo_reads_it
    processes = options["workers"] + options["max_cron_threads"] + 2
    allowed = next(
        int(argument.partition("=")[2])
        for argument in compose["services"]["db"]["command"]
        if "max_connections" in argument
    )
    assert processes * options["db_maxconn"] < allowed


def test_the_queue_leaves_workers_for_people(as_odoo_reads_it):
    options, _log = as_odoo_reads_it
    assert 0 < options["queue_capacity"] < options["workers"]
