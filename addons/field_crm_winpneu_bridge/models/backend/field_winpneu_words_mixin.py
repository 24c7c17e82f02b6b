from odoo import models

from ...engine.winpneu import (
    Busy,
    CodeTaken,
    ConnectionTrouble,
    Problem,
    SchemaTrouble,
    ServerError,
    Unreadable,
    ValueRefused,
)


class FieldWinpneuWordsMixin(models.AbstractModel):
    """What the engine finds, as sentences that say what to do."""

    _name = "field.winpneu.words.mixin"
    _description = "Words about winpneu"

    def _say(self, error):
        """A sentence about an exception of the engine."""
        if isinstance(error, ConnectionTrouble):
            return self._say_connection(error)
        if isinstance(error, ValueRefused):
            return self._say_refused(error)
        if isinstance(error, Unreadable):
            return self._say_unreadable(error)
        if isinstance(error, CodeTaken):
            return self.env._(
                "winpneu has another client with the code “%s” already.", error.code
            )
        if isinstance(error, Busy):
            return self.env._(
                "winpneu is busy: somebody holds a lock for too long. It is tried "
                "again. (%s)",
                error,
            )
        if isinstance(error, SchemaTrouble):
            return self.env._(
                "A table, a column or a right is missing in winpneu; « Test the "
                "connection » says which. (%s)",
                error,
            )
        if isinstance(error, ServerError):
            return self.env._("winpneu refuses it: %s", error)
        return str(error)

    def _say_connection(self, error):
        words = {
            "manager": self.env._(
                "Odoo's server has no ODBC manager: install the package unixodbc on it."
            ),
            "driver": self.env._(
                "The ODBC driver “%(driver)s” cannot be loaded on Odoo's server.",
                driver=self.driver,
            ),
            "route": self.env._(
                "No route to %(server)s, port %(port)s: the name is wrong, the server "
                "is down, or a firewall stands between.",
                server=self.server,
                port=self.port or self.env._("by default"),
            ),
            "login": self.env._(
                "winpneu refuses the login “%(login)s”: the name or the password is "
                "wrong, or the login may not enter.",
                login=self.login,
            ),
            "database": self.env._(
                "The server has no database “%(database)s”, or the login may not "
                "open it.",
                database=self.database,
            ),
            "tls": self.env._(
                "The connection cannot be encrypted: the server's certificate is not "
                "trusted, or it does not speak TLS."
            ),
            "broken": self.env._(
                "The connection to winpneu broke. Nothing is lost: it is tried again."
            ),
        }
        return self.env._(
            "%(sentence)s (%(detail)s)",
            sentence=words[error.kind],
            detail=error,
        )

    def _say_refused(self, error):
        column = error.column
        if error.reason == "too_long":
            return self.env._(
                "%(column)s: “%(value)s” has %(length)s characters, winpneu takes "
                "%(limit)s.",
                column=column,
                value=error.value,
                length=len(str(error.value)),
                limit=error.limit,
            )
        if error.reason == "missing" and column == "c_user":
            return self.env._(
                "The user has no winpneu code: set it in the user correspondence, or "
                "a code by default here."
            )
        if error.reason == "missing" and column == "c_entite":
            return self.env._("The client has no code in the ERP.")
        if error.reason == "missing":
            return self.env._("%s: winpneu needs a value.", column)
        if error.reason == "characters":
            return self.env._(
                "%(column)s: “%(value)s” has characters that winpneu's code page "
                "lacks.",
                column=column,
                value=error.value,
            )
        return self.env._(
            "%(column)s: winpneu cannot hold “%(value)s”.",
            column=column,
            value=error.value,
        )

    def _say_unreadable(self, error):
        words = {
            "characters": self.env._(
                "%(column)s: “%(value)s” was written in another code page.",
                column=error.column,
                value=error.value,
            ),
            "date": self.env._(
                "%(column)s: “%(value)s” is not a date.",
                column=error.column,
                value=error.value,
            ),
            "number": self.env._(
                "%(column)s: “%(value)s” is not a number.",
                column=error.column,
                value=error.value,
            ),
            "negative": self.env._(
                "%(column)s: the revenue %(value)s is negative.",
                column=error.column,
                value=error.value,
            ),
        }
        return words[error.reason]

    def _say_finding(self, finding):
        """A sentence about a finding of the diagnosis."""
        if finding.problem is Problem.TABLE_MISSING:
            return self.env._(
                "Table %(table)s does not exist, or the login may not see it.",
                table=finding.table,
            )
        if finding.problem is Problem.COLUMN_MISSING:
            return self.env._(
                "Table %(table)s has no column “%(column)s”.",
                table=finding.table,
                column=finding.column,
            )
        if finding.problem is Problem.TOO_SHORT:
            return self.env._(
                "Table %(table)s: column “%(column)s” holds %(length)s characters, "
                "%(wanted)s are needed.",
                table=finding.table,
                column=finding.column,
                length=finding.length,
                wanted=finding.wanted,
            )
        words = {
            Problem.MAY_NOT_READ: self.env._(
                "The login may not read %s.", finding.table
            ),
            Problem.MAY_NOT_WRITE: self.env._(
                "The login may not add rows to %s.", finding.table
            ),
            Problem.MAY_NOT_ARCHIVE: self.env._(
                "The login may not archive rows of %s.", finding.table
            ),
        }
        return words[finding.problem]
