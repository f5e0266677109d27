"""Keyset pages: a cursor names the row that a page begins after.

The cost of a page does not grow with its depth, and rows that come or go
elsewhere neither repeat nor hide any. Cursors are signed, so that nobody can
forge one, and opaque, so that the order may change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db import models
from django.db.models import Q

SALT = "jobboard.pagination"
Row = TypeVar("Row", bound=models.Model)


class BadCursor(ValueError):
    """The cursor was not made here, or not for this list."""


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows, and the cursors of its neighbours (None where it ends)."""

    rows: Sequence[Row]
    next: str | None
    previous: str | None


def seal(values: Sequence[Any], *, of: str) -> str:
    """A cursor that holds these values, good for the list that `of` names only."""
    return signing.dumps(list(values), salt=f"{SALT}.{of}")


def unseal(cursor: str, *, of: str) -> list[Any]:
    """The values of a cursor; BadCursor where it was not sealed for this list."""
    try:
        values: list[Any] = signing.loads(cursor, salt=f"{SALT}.{of}")
    except signing.BadSignature as error:
        raise BadCursor(cursor) from error
    return values


def decode(cursor: str) -> tuple[str, datetime, int]:
    """(direction, moment, key) of a cursor; BadCursor where it was tampered with."""
    try:
        direction, stamp, key = signing.loads(cursor, salt=SALT)
        moment = datetime.fromisoformat(stamp)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadCursor(cursor) from error
    return direction, moment, key


def newest_first(
    rows: "models.QuerySet[Row]",
    *,
    by: str,
    size: int,
    cursor: str = "",
    oldest: bool = False,
) -> Page[Row]:
    """A page of the newest rows by the moment in field `by`, then by key.

    size: rows on a page. cursor: from an earlier page, or empty for the first.
    oldest: the other way round, as a queue is read.
    """
    direction, where = "next", Q()
    if cursor:
        direction, moment, key = decode(cursor)
        side = "lt" if (direction == "next") is not oldest else "gt"
        # The first condition alone is what the index can walk to.
        where = Q(**{f"{by}__{side}e": moment}) & (
            Q(**{f"{by}__{side}": moment}) | Q(**{f"pk__{side}": key})
        )
    backwards = direction == "previous"
    order = (by, "pk") if backwards is not oldest else (f"-{by}", "-pk")
    found = list(rows.filter(where).order_by(*order)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    return Page(
        rows=found,
        next=_edge("next", found[-1:], by) if more or backwards else None,
        previous=_edge("previous", found[:1], by)
        if cursor and (more or not backwards)
        else None,
    )


def _edge(direction: str, row: Sequence[Any], by: str) -> str | None:
    if not row:
        return None
    moment: datetime = getattr(row[0], by)
    return signing.dumps([direction, moment.isoformat(), row[0].pk], salt=SALT)
