"""Searches on a replica of the database, where one is named and is not behind.

A search asks which postings fit; whether each may be shown, the primary is asked
again. So a replica may answer the first as long as it shows all that readers have
been told of: the generation carries the position of the primary's log at which it
was raised, and a replica that has not replayed as far is not asked. Wherever there
is doubt, the primary answers.
"""

import time

import structlog
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from psycopg.errors import QueryCanceled

from jobboard import generations, rows
from jobboard.observability.metrics import BY_REPLICA
from jobboard.rows import REPLICA, Parameters, Row

log = structlog.get_logger("replicas")

# For how long a replica that has just not answered is left alone.
REST_SECONDS = 10.0

_rests: dict[str, float] = {}


def fetch(sql: str, parameters: Parameters) -> list[Row]:
    """The rows of a statement that only reads, from wherever they are not old.

    Raises what the database raises: a replica's refusal is tried again on the
    primary, but not a statement that took too long.
    """
    found = from_replica(sql, parameters) if may_be_asked() else None
    return rows.fetch(sql, parameters) if found is None else found


def may_be_asked() -> bool:
    """Inside of a transaction its own writes are to be seen, which only it sees."""
    return (
        REPLICA in settings.DATABASES
        and time.monotonic() >= _rests.get(REPLICA, 0.0)
        and not connections[DEFAULT_DB_ALIAS].in_atomic_block
    )


def from_replica(sql: str, parameters: Parameters) -> list[Row] | None:
    """The replica's rows; None where it is behind, or did not answer."""
    position = generations.position()
    if not position:
        return None
    try:
        is_there = has_replayed(position)
        found = rows.fetch(sql, parameters, using=REPLICA) if is_there else None
    except (InterfaceError, OperationalError) as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise
        _rests[REPLICA] = time.monotonic() + REST_SECONDS
        log.warning("the replica is away", error=type(error.__cause__).__name__)
        BY_REPLICA.labels("away").inc()
        return None
    BY_REPLICA.labels("answered" if is_there else "behind").inc()
    return found


def has_replayed(position: str) -> bool:
    """Whether the replica shows what was committed before this position.

    A server that is no replica has replayed nothing.
    """
    sql = "SELECT coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false)"
    [(found,)] = rows.fetch(sql, [position], using=REPLICA)
    return bool(found)
