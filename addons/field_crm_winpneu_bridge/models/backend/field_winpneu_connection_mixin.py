import os

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...engine.winpneu import Address, Secret, Session, WinpneuError, split_options
from ...engine.winpneu.odbc import installed_drivers

# An operator may keep what reaches winpneu out of the database and of its backups.
_PASSWORD_VARIABLE = "WINPNEU_PASSWORD"
_DRIVER_VARIABLE = "WINPNEU_DRIVER"


class FieldWinpneuConnectionMixin(models.AbstractModel):
    """How winpneu is reached; its password is written and never read."""

    _name = "field.winpneu.connection.mixin"
    _description = "Connection to winpneu"

    driver = fields.Char(
        required=True,
        default="ODBC Driver 18 for SQL Server",
        help="Name of an ODBC driver that is installed on Odoo's server, as its "
        "odbcinst.ini has it: « FreeTDS », « ODBC Driver 18 for SQL Server »…",
    )
    server = fields.Char(required=True, help="Name or address of the SQL Server.")
    port = fields.Integer(help="0: the driver's own, 1433 for SQL Server.")
    database = fields.Char(required=True, default="winpneu")
    login = fields.Char(required=True, string="SQL login")
    password = fields.Char(
        compute="_compute_password",
        inverse="_inverse_password",
        copy=False,
        help="Can be set, never read. Left empty, the one that is kept stays; without "
        "any, the variable WINPNEU_PASSWORD of the server's environment is taken.",
    )
    password_kept = fields.Char(groups=fields.NO_ACCESS, copy=False, prefetch=False)
    has_password = fields.Boolean(
        string="A password is kept", compute="_compute_has_password"
    )
    encrypt = fields.Boolean(
        string="Encrypted (TLS)",
        default=True,
        help="Refuse a connection that is not encrypted.",
    )
    trust_certificate = fields.Boolean(
        string="Trust any certificate",
        help="For a SQL Server with a certificate of its own making. Encrypted, but "
        "nobody vouches for who is at the other end.",
    )
    options = fields.Char(
        string="Further options",
        help="Options of the driver as key=value, between semicolons, such as "
        "ApplicationIntent=ReadWrite;MultiSubnetFailover=Yes.",
    )
    timeout = fields.Integer(
        string="Time limit (s)",
        default=15,
        help="Seconds until a connection or an answer is given up, from 1 to 120.",
    )

    def _compute_password(self):
        self.password = False

    def _inverse_password(self):
        for backend in self.filtered("password"):
            backend.sudo().password_kept = backend.password
        self.invalidate_recordset(["password"])

    @api.depends("password_kept")
    def _compute_has_password(self):
        for backend in self:
            backend.has_password = bool(backend.sudo().password_kept)

    def action_forget_password(self):
        """Take away the password that is kept."""
        self.check_access("write")
        self.sudo().password_kept = False

    @api.constrains("options")
    def _check_options(self):
        for backend in self.filtered("options"):
            try:
                split_options(backend.options)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Further options: “%(option)s” is not one that can be set "
                        "here. Server, database, login and password have fields of "
                        "their own.",
                        option=str(error),
                    )
                ) from error

    @api.constrains("timeout", "port")
    def _check_connection_numbers(self):
        for backend in self:
            bounds = {"timeout": (1, 120), "port": (0, 65535)}
            for name, (low, high) in bounds.items():
                if not low <= backend[name] <= high:
                    raise ValidationError(
                        self.env._(
                            "%(field)s: %(value)s is not between %(low)s and %(high)s.",
                            field=backend._get_label(name),
                            value=backend[name],
                            low=low,
                            high=high,
                        )
                    )

    def _get_label(self, name):
        return self._fields[name].get_description(self.env, ["string"])["string"]

    # ------------------------------------------------------------------
    # Connecting
    # ------------------------------------------------------------------

    def _get_driver(self):
        """Library or name of the driver.

        A driver is code that the server loads: only what is installed on it, or named
        by its operator, not a path that comes from a screen.

        :raises UserError: when the server has no such driver
        """
        drivers = {name.lower(): name for name in installed_drivers()}
        named = os.environ.get(_DRIVER_VARIABLE)
        if named:
            drivers[os.path.basename(named).lower()] = named
        found = drivers.get(self.driver.strip().lower())
        if found:
            return found
        raise UserError(
            self.env._(
                "The ODBC driver “%(driver)s” is not installed on Odoo's server. "
                "Installed: %(installed)s.",
                driver=self.driver,
                installed=", ".join(sorted(drivers)) or self.env._("none"),
            )
        )

    def _get_address(self):
        secret = self.sudo().password_kept or os.environ.get(_PASSWORD_VARIABLE, "")
        return Address(
            driver=self._get_driver(),
            server=self.server.strip(),
            database=self.database.strip(),
            user=self.login.strip(),
            password=Secret(secret),
            port=self.port,
            encrypt=self.encrypt,
            trust=self.trust_certificate,
            options=self.options or "",
            timeout=self.timeout,
        )

    def _open_session(self):
        """A session of the engine; it is to be closed.

        :raises WinpneuError: in the engine's words
        """
        return Session.open(self._get_address())

    def _connect_or_explain(self):
        """A session, or a sentence about why there is none."""
        try:
            return self._open_session()
        except WinpneuError as error:
            raise UserError(self._say(error)) from None
