"""The generation of what everybody may read.

Everything that is kept for many readers carries the generation in its key. A
public change raises it right after the commit, and the relay raises it once more
when it numbers the event, should the first have been lost with its process. What
was kept under an older generation is never read again, so nothing has to be found
and deleted. Time changes public rows too: past the moment at which the first of
them ends, the generation is an old one.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import TypeVar, cast

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction

from jobboard.caching import get_or_compute
from jobboard.rows import REPLICA
from jobboard.tracking import Tracked

T = TypeVar("T")

KEY = "generation"
# How many generations' ends a process remembers.
REMEMBERED = 8


@dataclass(frozen=True)
class Public:
    """What an app says of its public rows.

    is_changed_by: whether an event from one status to another, about this kind of
    subject, changes them. ends: when the first of them ends, None where none does.
    """

    is_changed_by: Callable[[str, str, str], bool]
    ends: Callable[[], datetime | None]


kept = Tracked(KEY)
_known: list[Public] = []
_ends: dict[str, float] = {}


def register(public: Public) -> None:
    """Said by an app when it is ready."""
    if public not in _known:
        _known.append(public)


def is_public(subject: str, from_status: str, to_status: str) -> bool:
    """Whether such an event changes what everybody may read."""
    return any(one.is_changed_by(subject, from_status, to_status) for one in _known)


def current() -> str | None:
    """The generation now; None while the cache is away, and nothing can be kept.

    Raised here where the first public row has ended since.
    """
    found: str | None = kept.get()
    if found is None:
        # Flushed, or never set. Of many at once one sets it, and all read it.
        cache.add(KEY, new(), None)
        found = kept.get()
    if found is not None and time.time() >= end_of(found):
        raise_now()
        found = kept.get()
    return found


def raise_now() -> None:
    """Everything that is kept is old from here on."""
    cache.set(KEY, new(), None)
    kept.doubt()


def raise_after_commit() -> None:
    """The same, once the caller's transaction can be seen by others."""
    transaction.on_commit(raise_now)


def new() -> str:
    """A name that has never been one, whatever a flushed cache has forgotten.

    Where a replica is asked too, it ends with where the primary's log is now.
    """
    name = f"{time.time_ns():x}{token_hex(4)}"
    if REPLICA not in settings.DATABASES:
        return name
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
        return f"{name}@{cursor.fetchone()[0]}"


def position() -> str:
    """As far as a replica has to be to show this generation; "" where nobody knows."""
    return (current() or "").partition("@")[2]


def remember(name: str, compute: Callable[[], T]) -> T:
    """What is computed from public rows alone, once for each generation."""
    seconds = settings.PAGE_CACHE_SECONDS
    generation = current() if seconds else None
    if generation is None:
        return compute()
    key = f"public:{settings.RELEASE}:{generation}:{name}"
    return cast(T, get_or_compute(key, compute, seconds=seconds))


def end_of(generation: str) -> float:
    """When the first public row of this generation ends, in seconds since 1970."""
    if generation not in _ends:
        while len(_ends) >= REMEMBERED:
            _ends.pop(next(iter(_ends)), None)
        _ends[generation] = min(moments(), default=float("inf"))
    return _ends.get(generation, float("inf"))


def moments() -> Iterable[float]:
    for one in _known:
        if (end := one.ends()) is not None:
            yield end.timestamp()
