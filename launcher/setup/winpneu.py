"""The stand-in for winpneu, the ERP, beside the demo: a PostgreSQL database.

The demo data of the bridge makes its tables and fills them.
"""

from .odbc import OdbcDriver

NAME = "winpneu"
ADDON = "field_crm_winpneu_bridge"


class StandIn:
    """The database, and how the bridge of the demo reaches it."""

    def __init__(self, context, databases):
        self.driver = OdbcDriver(context)
        self.server = databases.server
        self.name = self.server.prefix + NAME
        self.is_wanted = ADDON in databases.addons

    def create(self):
        """An empty database; gives what the demo data must know, or None.

        None when there is no driver: the demo goes without the ERP then.
        """
        if not self.is_wanted or self.driver.ensure() is None:
            return None
        self.server.query(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        self.server.query(f'CREATE DATABASE "{self.name}"')
        self.server.query("CREATE SCHEMA dbo", self.name)
        return {
            "server": str(self.server.host),
            "port": int(self.server.port),
            "database": self.name,
            "login": self.server.user,
            "password": self.server.password or "",
        }

    def point(self, database):
        """Tell the demo's bridge where the server is now: its socket moves about."""
        if not self.is_wanted:
            return
        host = str(self.server.host).replace("'", "''")
        self.server.query(
            f"""
            UPDATE field_winpneu_backend
               SET server = '{host}', port = {int(self.server.port)}
             WHERE id IN (
                    SELECT res_id FROM ir_model_data
                     WHERE module = '{ADDON}' AND name = 'backend_demo'
                   )
            """,
            database.name,
        )
