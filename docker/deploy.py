#!/usr/bin/env python3
"""Bring the database to the state of this installation; run before the server starts.

An empty database receives the add-ons, French and the administrator's password. When
our add-ons, OCA's or Odoo itself have changed since the last run, the database is
upgraded. Otherwise nothing happens. After an interruption at any point a second run
finishes what the first one began.

The database is the one of Odoo's configuration (odoo.conf, PG* variables). Settings:

FIELD_CRM_URL             the address that users type, for the links in mails
FIELD_CRM_ADMIN_PASSWORD  first password of the user `admin`, at least 12 characters
"""

import argparse
import hashlib
import json
import os
import sys
from contextlib import closing
from importlib import metadata
from pathlib import Path

import odoo.init  # noqa: F401  patches the standard library, so before the rest
from odoo import release
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.module import Manifest
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tools import config, sql

ADDONS = Path(__file__).resolve().parent.parent / "addons"
DEPLOYED = "field_crm.deployed"
SHORTEST_PASSWORD = 12


def own_addons():
    """Names of the add-ons to install; Odoo adds the `auto_install` ones by itself."""
    names = sorted(path.parent.name for path in ADDONS.glob("*/__manifest__.py"))
    return [name for name in names if not Manifest.for_addon(name)["auto_install"]]


def fingerprint():
    """What is installed here, to be held against what the database was made with.

    :return: dict of `platform` (Odoo and OCA add-ons) and `addons` (ours)
    """
    digest = hashlib.sha256()
    for path in sorted(ADDONS.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(str(path.relative_to(ADDONS)).encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    oca = sorted(
        f"{package.name}=={package.version}"
        for package in metadata.distributions()
        if package.name.startswith("odoo-addon-")
    )
    return {"platform": [release.version, *oca], "addons": digest.hexdigest()}


def deployed(database):
    """The fingerprint stored by the last complete run; empty for a new database."""
    with closing(db_connect(database).cursor()) as cr:
        if not sql.table_exists(cr, "ir_config_parameter"):
            return {}
        cr.execute("SELECT value FROM ir_config_parameter WHERE key = %s", (DEPLOYED,))
        row = cr.fetchone()
    return json.loads(row[0]) if row else {}


def outdated(before, now):
    """Names of the modules to upgrade: `base` stands for all of them."""
    if not before or before == now:
        return []
    return ["base"] if before["platform"] != now["platform"] else own_addons()


def secure_administrator(env, password):
    """Replace Odoo's well-known first password, whoever left it there.

    :raises SystemExit: the account still has it and `password` is no better
    """
    admin = env.ref("base.user_admin")
    env.cr.execute("SELECT password FROM res_users WHERE id = %s", (admin.id,))
    (stored,) = env.cr.fetchone()
    if not stored or not admin._crypt_context().verify("admin", stored):
        return
    if len(password) < SHORTEST_PASSWORD:
        sys.exit(
            f"FIELD_CRM_ADMIN_PASSWORD has {len(password)} characters; the user "
            f"{admin.login} needs a password of at least {SHORTEST_PASSWORD}."
        )
    admin.write({"password": password, "lang": "fr_FR", "tz": "Europe/Paris"})


def set_address(env, url):
    """Links in mails name the public address, also when a background job sends them."""
    if url:
        parameters = env["ir.config_parameter"]
        parameters.set_param("web.base.url", url.rstrip("/"))
        parameters.set_param("web.base.url.freeze", "True")


def deploy(database, modules):
    """Install or upgrade, then close the run in one transaction.

    :raises SystemExit: a module could not be installed
    """
    before, now = deployed(database), fingerprint()
    if before == now:
        registry = Registry(database)
    else:
        registry = Registry.new(
            database,
            update_module=True,
            install_modules=modules,
            upgrade_modules=outdated(before, now),
            new_db_demo=False,
        )
    with closing(registry.cursor()) as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        found = env["ir.module.module"].search(
            [("name", "in", modules), ("state", "=", "installed")]
        )
        if absent := sorted(set(modules) - set(found.mapped("name"))):
            sys.exit(f"Not installed: {', '.join(absent)}. The log above says why.")
        secure_administrator(env, os.environ.get("FIELD_CRM_ADMIN_PASSWORD", ""))
        set_address(env, os.environ.get("FIELD_CRM_URL", ""))
        env["ir.config_parameter"].set_param(DEPLOYED, json.dumps(now))
        cr.commit()


def main(arguments):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-c", "--config", help="odoo.conf (default: $ODOO_RC)")
    parser.add_argument("-d", "--database", help="default: the configuration's")
    parser.add_argument("modules", nargs="*", help="default: all add-ons of addons/")
    options = parser.parse_args(arguments)
    odoo_options = ["--no-http", "--load-language=fr_FR"]
    if options.config:
        odoo_options += ["--config", options.config]
    if options.database:
        odoo_options += ["--database", options.database]
    config.parse_config(odoo_options, setup_logging=True)
    if len(config["db_name"]) != 1:
        parser.error("name one database (-d, db_name or PGDATABASE)")
    deploy(config["db_name"][0], options.modules or own_addons())


if __name__ == "__main__":
    main(sys.argv[1:])
