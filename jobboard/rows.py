"""Rows of SQL that the ORM does not write."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

# A copy of the database that may answer searches, where REPLICA_URL names one.
REPLICA = "replica"

Row = tuple[Any, ...]
Parameters = Sequence[Any] | Mapping[str, Any]


def fetch(
    sql: str, parameters: Parameters, *, using: str = DEFAULT_DB_ALIAS
) -> list[Row]:
    """What the statement finds; raises what the database raises."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
