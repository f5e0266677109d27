"""Places in the log of events, as cursors that outside readers keep.

The relay gives committed events their position in the order of commits, so that
nothing can appear behind a cursor. A restored or failed-over database may give
the same positions to other events: a cursor also names the board's epoch, and
one of another epoch is told to begin anew.
"""

from collections.abc import Callable, Collection
from hashlib import blake2b
from secrets import token_hex

from django.db import connection, models, transaction
from django.db.models import Max
from django.utils import timezone

from jobboard import pagination
from jobboard.outbox import Event

LIST = "events"
# A dump restored elsewhere is another cluster or database; a promoted replica and a
# recovery to a point in time are another timeline; one restored in place has a mark.
IDENTITY = """
    SELECT system_identifier, timeline_id, pg_database.oid,
        (SELECT mark FROM jobboard_restoration ORDER BY at DESC LIMIT 1)
    FROM pg_control_system(), pg_control_checkpoint(), pg_database
    WHERE datname = current_database()
"""


class Follower(models.Model):
    """Work of ours that reads the log in its order, and how far it is."""

    name = models.CharField(max_length=60, primary_key=True)
    position = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"


def new_mark() -> str:
    return token_hex(16)


class Restoration(models.Model):
    """A backup was brought back: history went on from there."""

    mark = models.CharField(max_length=32, primary_key=True, default=new_mark)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"restored at {self.at}"


class CursorExpired(Exception):
    """The cursor is of another epoch, or of a future that a restore took back."""


def epoch() -> str:
    """What this run of history is called."""
    with connection.cursor() as cursor:
        cursor.execute(IDENTITY)
        row = cursor.fetchone()
    return blake2b(repr(row).encode(), digest_size=6).hexdigest()


def head() -> int:
    """The last position that was given; 0 before the first."""
    found: int | None = Event.objects.aggregate(last=Max("position"))["last"]
    return found or 0


def seal(position: int, *, of: str) -> str:
    """The cursor for this position in the epoch `of`."""
    return pagination.seal([of, position], of=LIST)


def unseal(cursor: str, *, of: str, head: int) -> int:
    """The position of a cursor.

    Raises BadCursor where it was not made here, CursorExpired where it is not of
    the epoch `of` or lies beyond the head.
    """
    named, position = pagination.unseal(cursor, of=LIST)
    if named != of or position > head:
        raise CursorExpired
    return int(position)


@transaction.atomic
def follow(
    name: str,
    work: Callable[[Event], None],
    *,
    kinds: Collection[str],
    limit: int = 500,
) -> int:
    """Do the work for each new event of these kinds, in order; how many there were.

    The place is kept in the transaction of the work, so that no event is skipped
    and none is worked on twice. A follower begins at the head. While another
    process follows under this name there is nothing to do.
    """
    Follower.objects.get_or_create(name=name, defaults={"position": head()})
    rows = Follower.objects.select_for_update(skip_locked=True)
    follower = rows.filter(name=name).first()
    if follower is None:
        return 0
    last = head()
    events = Event.objects.filter(kind__in=kinds, position__gt=follower.position)
    found = list(events.filter(position__lte=last).order_by("position")[:limit])
    for event in found:
        work(event)
    reached = found[-1].position if len(found) == limit else last
    follower.position = reached or last
    follower.save()
    return len(found)
