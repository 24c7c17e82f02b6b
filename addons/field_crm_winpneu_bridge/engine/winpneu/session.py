"""A connection to winpneu with its dialect: transactions, errors in our words."""

from contextlib import contextmanager

from . import dialect as dialects
from . import odbc
from .address import Secret
from .errors import Busy, ConnectionTrouble, ServerError

_SERVER_NAME = 17  # SQL_DBMS_NAME


class Session:
    """What writer, reader and the others work on.

    Parameters
    ----------
    connection
        Of ``pyodbc``, with autocommit off.
    secret
        Masked in whatever the server says.
    """

    def __init__(self, connection, secret: Secret | None = None):
        self.connection = connection
        self._mask = (secret or Secret()).mask
        with self._translated():
            self.dialect = dialects.of(connection.getinfo(_SERVER_NAME))
            cursor = connection.cursor()
            for statement in self.dialect.session:
                cursor.execute(statement)
            connection.commit()

    @classmethod
    def open(cls, address):
        """Connect; `close()` it afterwards."""
        return cls(odbc.connect(address), address.password)

    def close(self):
        """Never fails: what is closed may be broken."""
        try:
            self.connection.close()
        except odbc.DriverError:
            return

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    @contextmanager
    def transaction(self):
        """Committed at the end of the block, undone if the block fails."""
        with self._translated():
            try:
                yield self.connection.cursor()
                self.connection.commit()
            except BaseException:
                self._rollback()
                raise

    def lock_writers(self, cursor):
        """Be the only writer of all bridges until the transaction ends.

        :raises Busy: when another one writes for too long
        """
        row = cursor.execute(self.dialect.writer_lock).fetchone()
        if row and row[0] is not None and row[0] < 0:
            raise Busy("HYT00", "another bridge is writing")

    def rows(self, statement, *values):
        """Read in a transaction of its own; no lock outlives it."""
        with self.transaction() as cursor:
            return cursor.execute(statement, *values).fetchall()

    def read_without_waiting(self):
        """Let the coming reads see a state of winpneu that nobody is changing.

        A snapshot where the database allows it, else only what is committed.
        """
        allowed = self.rows(self.dialect.snapshot_allowed)
        chosen = (
            self.dialect.snapshot
            if allowed and allowed[0][0] == 1
            else self.dialect.committed
        )
        with self._translated():
            # Outside a transaction, so that it holds for the connection.
            self.connection.autocommit = True
            self.connection.cursor().execute(chosen)
            self.connection.autocommit = False

    def _rollback(self):
        try:
            self.connection.rollback()
        except odbc.DriverError:
            # The server undoes what a lost connection leaves.
            return

    @contextmanager
    def _translated(self):
        trouble = None
        try:
            yield
        except ServerError:
            raise
        except odbc.DriverError as error:
            trouble = odbc.translate(error, self._mask)
        if trouble:
            if isinstance(trouble, ConnectionTrouble):
                self.close()
            raise trouble
