from contextlib import contextmanager

from psycopg2.errors import UniqueViolation

from odoo.exceptions import ConcurrencyError
from odoo.tools import mute_logger


@contextmanager
def begin_anew_on_copies():
    """Let a request begin anew that brings what another one brings at this moment.

    Two devices may: a phone that lost its memory, and its other tab that did not yet.
    The device's row, which is held, is another one then, and what Odoo makes of a
    unique index is an error that nobody tries again.
    """
    try:
        with mute_logger("odoo.sql_db"):
            yield
    except UniqueViolation as error:
        raise ConcurrencyError(error.diag.message_primary) from error
