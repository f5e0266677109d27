"""Keyset pages: a cursor names the row that a page begins after.

The cost of a page does not grow with its depth, and rows that come or go
elsewhere neither repeat nor hide any. Cursors are signed for the list that made
them, so that nobody can forge one or take it elsewhere, and opaque, so that the
order may change.
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


def signer(of: str) -> signing.Signer:
    """With a separator that an address need not escape: what is copied is right."""
    return signing.Signer(sep=".", salt=f"{SALT}.{of}")


def seal(values: Sequence[Any], *, of: str) -> str:
    """A cursor that holds these values, good for the list that `of` names only.

    Without a time in it: the same page has the same cursors, and so the same tag.
    """
    return signer(of).sign_object(list(values))


def unseal(cursor: str, *, of: str) -> list[Any]:
    """The values of a cursor; BadCursor where it was not sealed for this list."""
    try:
        return list(signer(of).unsign_object(cursor))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadCursor(cursor) from error


def name_of(rows: "models.QuerySet[Any]", by: str) -> str:
    """What a list in this order is called."""
    return f"{rows.model.__name__}.{by}"


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
        direction, stamp, key = unseal(cursor, of=name_of(rows, by))
        moment = datetime.fromisoformat(stamp)
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

    def edge(way: str, row: Sequence[Any]) -> str | None:
        """The cursor of a page that begins behind this row."""
        position = [[way, getattr(one, by).isoformat(), one.pk] for one in row]
        return seal(position[0], of=name_of(rows, by)) if position else None

    return Page(
        rows=found,
        next=edge("next", found[-1:]) if more or backwards else None,
        previous=edge("previous", found[:1])
        if cursor and (more or not backwards)
        else None,
    )


def in_order(
    rows: "models.QuerySet[Row]", *, by: str, size: int, cursor: str = ""
) -> Page[Row]:
    """A page of the rows in the order of field `by`, whose values are unique text.

    size: rows on a page. cursor: from an earlier page, or empty for the first.
    """
    direction, where = "next", Q()
    if cursor:
        direction, value = unseal(cursor, of=name_of(rows, by))
        side = "gt" if direction == "next" else "lt"
        where = Q(**{f"{by}__{side}": value})
    backwards = direction == "previous"
    order = f"-{by}" if backwards else by
    found = list(rows.filter(where).order_by(order)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()

    def edge(way: str, row: Sequence[Any]) -> str | None:
        """The cursor of a page that begins behind this row."""
        values = [[way, getattr(one, by)] for one in row]
        return seal(values[0], of=name_of(rows, by)) if values else None

    return Page(
        rows=found,
        next=edge("next", found[-1:]) if more or backwards else None,
        previous=edge("previous", found[:1])
        if cursor and (more or not backwards)
        else None,
    )
