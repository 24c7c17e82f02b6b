"""An INSERT in a thread, while Python goes on with the next rows."""

import threading


class Insertion(threading.Thread):
    """Statements that run on the transaction's own connection.

    PostgreSQL is busy with the indexes of 2,000 clients for as long as Python is with
    reading and checking the next 2,000: on two cores the two overlap. psycopg2 lets
    threads share a connection: what anybody else asks of it waits for the statement.
    (A COPY it would not protect: that one has to be over before a thread begins.)

    Parameters
    ----------
    cr
        The transaction's cursor.
    statements
        What is to be executed, in order.
    """

    def __init__(self, cr, statements: list[str]) -> None:
        super().__init__(name="field.client.writer", daemon=True)
        # Cursors, unlike connections, belong to one thread.
        self._cursor = cr.connection.cursor()
        self._statements = statements
        self._error: BaseException | None = None

    def run(self) -> None:
        """Called by :meth:`start`."""
        try:
            for statement in self._statements:
                self._cursor.execute(statement)
        # Told to whoever waits for the end.
        except BaseException as error:
            self._error = error
        finally:
            self._cursor.close()

    def end(self) -> None:
        """Wait until everything is done; raises what PostgreSQL has raised."""
        self.join()
        if self._error is not None:
            raise self._error
