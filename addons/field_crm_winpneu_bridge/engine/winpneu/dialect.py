"""The few things that SQL Server and PostgreSQL say differently."""

from dataclasses import dataclass

# One writer at a time, whatever number of bridges run: a lock of the application, which
# hinders nobody else.
_LOCK = "field_crm_winpneu_bridge"
_LOCK_NUMBER = 5_130_811_974


@dataclass(frozen=True)
class Dialect:
    """
    Attributes
    ----------
    name
        As sqlglot calls it.
    session
        Statements for each new connection.
    writer_lock
        Takes the application lock until the transaction ends; gives a row whose first
        value is negative when somebody else has it for too long.
    snapshot_allowed
        Gives a row with 1 when a snapshot may be read, 0 else.
    snapshot, committed
        Statements that choose how the next reads look at others' changes.
    """

    name: str
    session: tuple[str, ...]
    writer_lock: str
    snapshot_allowed: str
    snapshot: str
    committed: str


SQL_SERVER = Dialect(
    name="tsql",
    session=(
        "SET QUOTED_IDENTIFIER ON",
        "SET XACT_ABORT ON",
        # Milliseconds: where winpneu's users are at work, it is us who give way.
        "SET LOCK_TIMEOUT 5000",
    ),
    writer_lock=(
        "SET NOCOUNT ON; DECLARE @got int; "
        f"EXEC @got = sp_getapplock @Resource = '{_LOCK}', @LockMode = 'Exclusive', "
        "@LockOwner = 'Transaction', @LockTimeout = 10000; SELECT @got"
    ),
    snapshot_allowed=(
        "SELECT CASE WHEN snapshot_isolation_state = 1 THEN 1 ELSE 0 END"
        " FROM sys.databases WHERE name = DB_NAME()"
    ),
    snapshot="SET TRANSACTION ISOLATION LEVEL SNAPSHOT",
    committed="SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
)

POSTGRESQL = Dialect(
    name="postgres",
    session=(
        "SET lock_timeout = '5s'",
        # A bridge that was killed behind a silent network must not keep the lock.
        "SET idle_in_transaction_session_timeout = '60s'",
    ),
    writer_lock=f"SELECT 0 FROM (SELECT pg_advisory_xact_lock({_LOCK_NUMBER})) AS lock",
    snapshot_allowed="SELECT 0",
    snapshot="SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
    committed="SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
)


def of(server: str) -> Dialect:
    """The dialect of a server, by the name that its driver gives."""
    return POSTGRESQL if "postgres" in server.lower() else SQL_SERVER
