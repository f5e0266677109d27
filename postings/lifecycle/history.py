"""What happened to a posting, read from its events."""

from dataclasses import dataclass

from jobboard.outbox import Event
from postings.models import Posting, Reason


@dataclass(frozen=True)
class Decision:
    """Why a moderator sent a posting back."""

    reasons: list[str]
    words: str


def events_of(posting: Posting) -> list[Event]:
    """All events, the newest first, with who caused them."""
    events = Event.objects.filter(subject="posting", subject_id=posting.pk)
    return list(events.select_related("by").order_by("-at", "-subject_version"))


def last_change(posting: Posting) -> Event | None:
    """The event that made the version that the row has now."""
    return next(iter(events_of(posting)), None)


def last_decision(posting: Posting) -> Decision | None:
    """What the author has to mend, while the posting stands returned."""
    if posting.status != "returned":
        return None
    for event in events_of(posting):
        if event.kind == "posting.returned":
            reasons = event.data.get("reasons", [])
            return Decision([str(Reason(one).label) for one in reasons], event.why)
    return None
