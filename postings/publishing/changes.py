"""Every public change in the order of commits, for whoever keeps a copy.

The states of the events say what was public, so that no deed can be forgotten
here: into live is published, from live to live updated, out of live closed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from jobboard.ids import encode
from jobboard.outbox import Event
from postings.models import Posting, Status
from postings.publishing.records import record_of, with_records

REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """One change, and the posting as it is now: None where it is not open now.

    kind: published, updated or closed. reason: why it was closed, else empty.
    """

    event: Event
    kind: str
    reason: str
    record: bytes | None

    @property
    def posting_id(self) -> str:
        """The id as programs see it."""
        return encode(self.event.subject_id)


def public_changes(*, after: int, until: int, limit: int) -> list[Change]:
    """The changes with positions above `after` up to `until`, the first `limit`."""
    touches = Q(from_status=Status.LIVE) | Q(to_status=Status.LIVE)
    events = Event.objects.filter(
        touches, subject="posting", position__gt=after, position__lte=until
    )
    found = list(events.order_by("position")[:limit])
    ids = {event.subject_id for event in found}
    # Read after the events: it shows at least what they did.
    live = with_records(Posting.objects.live().filter(pk__in=ids))
    records = {row.pk: record_of(row) for row in live}
    return list(described(found, records))


def described(events: list[Event], records: dict[int, bytes]) -> Iterator[Change]:
    for event in events:
        record = records.get(event.subject_id)
        yield Change(event, kind_of(event), reason_of(event), record)


def kind_of(event: Event) -> str:
    if event.to_status != Status.LIVE:
        return "closed"
    return "updated" if event.from_status == Status.LIVE else "published"


def reason_of(event: Event) -> str:
    """filled, cancelled, other, expired, or removed by moderators."""
    match event.to_status:
        case Status.CLOSED:
            return event.why
        case Status.EXPIRED:
            return "expired"
        case Status.LIVE:
            return ""
    return REMOVED
