"""A stand-in for winpneu: a PostgreSQL database beside Odoo's, reached by ODBC."""

import os
from contextlib import contextmanager
from datetime import datetime, timedelta

import psycopg2
import psycopg2.sql

from odoo.tools import config

from odoo.addons.field_crm.tests.common import SIGNATURE, FieldCrmCase
from odoo.addons.field_crm_winpneu_bridge.engine.winpneu import create_tables

PASSWORD = "canary-7f1e"


class StandIn:
    """The database; `rows()` and `execute()` bypass the bridge."""

    def __init__(self, name):
        self.name = name

    def _connect(self, database):
        options = {
            "host": config["db_host"] or None,
            "port": config["db_port"] or None,
            "user": config["db_user"] or None,
            "password": config["db_password"] or None,
        }
        connection = psycopg2.connect(dbname=database, **options)
        connection.autocommit = True
        return connection

    def begin(self):
        """Without a table."""
        self.drop()
        self._run("postgres", "CREATE DATABASE {}")
        self.execute("CREATE SCHEMA dbo")

    def build(self, layout):
        self.begin()
        for statement in create_tables(layout, "postgres"):
            self.execute(statement)

    def drop(self):
        self._run("postgres", "DROP DATABASE IF EXISTS {} WITH (FORCE)")

    def _run(self, database, statement):
        connection = self._connect(database)
        try:
            with connection.cursor() as cursor:
                name = psycopg2.sql.Identifier(self.name)
                cursor.execute(psycopg2.sql.SQL(statement).format(name))
        finally:
            connection.close()

    def execute(self, statement, values=None):
        connection = self._connect(self.name)
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall() if cursor.description else cursor.rowcount
        finally:
            connection.close()

    @contextmanager
    def uncommitted(self, statement):
        """Somebody in winpneu who is about to change something."""
        connection = self._connect(self.name)
        connection.autocommit = False
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
                yield
        finally:
            connection.rollback()
            connection.close()

    def relations(self, order="c_entite, date_relation, heure_relation"):
        """Rows of the history, padding taken off, by the annexe's names."""
        names = (
            "origine_relation, date_relation, heure_relation, type_entite, c_entite, "
            "c_user, type_relation, objet, commentaire, num_relation_sujet, c_archive"
        )
        rows = self.execute(f"SELECT {names} FROM dbo.client_relation ORDER BY {order}")
        return [
            {
                name: value.rstrip(" ") if isinstance(value, str) else value
                for name, value in zip(names.split(", "), row, strict=True)
            }
            for row in rows
        ]

    def add_client(self, code, name, **values):
        values = {"c_client": code, "nom_client": name, **values}
        names = ", ".join(f'"{one}"' for one in values)
        marks = ", ".join(["%s"] * len(values))
        self.execute(
            f"INSERT INTO dbo.client ({names}) VALUES ({marks})", list(values.values())
        )

    def add_relation(self, code, subject, **values):
        values = {
            "origine_relation": "TEL",
            "date_relation": datetime(2026, 1, 12),
            "heure_relation": "09:00",
            "type_entite": "C",
            "c_entite": code,
            "c_user": "XX01",
            "type_relation": "S",
            "objet": subject,
            "num_relation_sujet": 0,
            "c_archive": "N",
            **values,
        }
        names = ", ".join(f'"{one}"' for one in values)
        marks = ", ".join(["%s"] * len(values))
        self.execute(
            f"INSERT INTO dbo.client_relation ({names}) VALUES ({marks})",
            list(values.values()),
        )


class WinpneuCase(FieldCrmCase):
    """A backend that is switched on, and its stand-in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        driver = os.environ.get("WINPNEU_DRIVER")
        if not driver:
            raise AssertionError(
                "The variable WINPNEU_DRIVER must name PostgreSQL's ODBC driver: "
                "without a stand-in for winpneu nothing of the bridge can be proved."
            )
        name = f"{cls.env.cr.dbname}_winpneu"
        cls.rep.winpneu_user_code = "RE01"
        cls.accountant.winpneu_user_code = "AC01"
        cls.backend = cls.env["field.winpneu.backend"].create(
            {
                "name": "winpneu",
                "company_id": cls.company.id,
                "driver": os.path.basename(driver),
                "server": config["db_host"] or "/var/run/postgresql",
                "port": config["db_port"] or 0,
                "database": name,
                "login": config["db_user"] or "odoo",
                "password": config["db_password"] or PASSWORD,
                "encrypt": False,
                "is_paused": False,
                "relation_table": f"{name}.dbo.client_relation",
                "client_table": f"{name}.dbo.client",
                "ledger_table": f"{name}.dbo.field_crm_ledger",
                "revenue_table": f"{name}.dbo.client_ca",
            }
        )
        cls.winpneu = StandIn(name)
        cls.addClassCleanup(cls.winpneu.drop)
        cls.winpneu.build(cls.backend._get_layout())

    def setUp(self):
        super().setUp()
        for table in ("client_relation", "client", "field_crm_ledger", "client_ca"):
            self.winpneu.execute(f"DELETE FROM dbo.{table}")

    def run_bridge(self, backend=None):
        """One run; gives its record."""
        backend = backend or self.backend
        with self.enter_registry_test_mode():
            self.assertTrue(backend._run())
        self.env.invalidate_all()
        return backend.run_ids[:1]

    def send(self, steps=("_send",)):
        """One run that only sends."""
        with self.steps(*steps):
            return self.run_bridge()

    @contextmanager
    def steps(self, *names):
        """Only these steps of a run."""
        self.patch(type(self.backend), "_get_steps", lambda backend: list(names))
        yield

    def visit(self, partner=None, days=1, **values):
        """A visit that took place some days ago."""
        moment = datetime.now().replace(microsecond=0) - timedelta(days=days)
        return self.env["field.visit"].create(
            {
                "partner_id": (partner or self.client).id,
                "user_id": self.rep.id,
                "date": moment,
                "state": "done",
                **values,
            }
        )

    def ask_conversion(self, **values):
        self.prospect.write(self._complete_sheet(**values))
        return (
            self.env["field.conversion.request"]
            .with_user(self.rep)
            .create({"partner_id": self.prospect.id, "signature": SIGNATURE})
        )

    def approve(self, request):
        request.with_user(self.accountant).action_approve()

    def events(self, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env["field.winpneu.event"].search(domain, order="id")


class WinpneuReadCase(WinpneuCase):
    """What winpneu has, read."""

    def read_all(self):
        """One run that reads everything."""
        self.backend.write({"clients_read_on": False, "history_read_on": False})
        with self.steps("_read_clients", "_read_history"):
            run = self.run_bridge()
        self.assertEqual(run.state, "done", run.error)
        return run

    def add(self, code="NOUVEAU", name="Garage Nouveau", **values):
        """A client of winpneu as the ERP would write it."""
        self.winpneu.add_client(
            code,
            name,
            **{
                "adr1_fac": "3 rue du Port",
                "dep_fac": "35",
                "bur_dis_fac": "400",
                "ville_fac": "Saint-Malo",
                "c_pays": "FR",
                "c_agence": "RENN",
                "c_rep": "R001",
                "tel_1": "02 99 40 00 00",
                "nb_jour_1": 45,
                "date_creation_ste": datetime(2012, 6, 1),
                **values,
            },
        )

    def find(self, code):
        return self.env["res.partner"].search([("client_code", "=", code)])

    def inbox(self, code):
        return self.env["field.winpneu.client"].search([("code", "=", code)])
