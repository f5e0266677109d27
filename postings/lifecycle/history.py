"""What happened to a posting, read from its events."""

from dataclasses import dataclass

from django.db import models

from jobboard.outbox import Event
from postings.models import Posting, Reason, Revision


@dataclass(frozen=True)
class Decision:
    """Why a moderator decided against a posting or a revision.

    reasons: in the reader's language. codes: the same for programs.
    """

    reasons: list[str]
    words: str
    codes: list[str]


def about(row: Posting | Revision) -> models.QuerySet[Event]:
    """The row's events, the newest first, with who caused them."""
    subject = type(row).__name__.lower()
    events = Event.objects.filter(subject=subject, subject_id=row.pk)
    return events.select_related("by").order_by("-at", "-subject_version")


def events_of(posting: Posting) -> list[Event]:
    """All that happened to the posting and to its edits, the newest first."""
    edits = models.Q(subject="revision", subject_id__in=posting.revisions.values("pk"))
    events = Event.objects.filter(
        models.Q(subject="posting", subject_id=posting.pk) | edits
    )
    return list(events.select_related("by").order_by("-at", "-subject_version"))


def last_change(row: Posting | Revision) -> Event | None:
    """The event that made the version that the row has now."""
    return about(row).first()


def last_decision(row: Posting | Revision) -> Decision | None:
    """Why the row stands where a moderator has put it; None where none did."""
    kind = f"{type(row).__name__.lower()}.{row.status}"
    found = about(row).filter(kind=kind).first()
    return decision_of(found) if found else None


def decision_of(event: Event) -> Decision | None:
    """The reasons and words of an event, in the reader's language."""
    codes = list(event.data.get("reasons", []))
    reasons = [str(Reason(code).label) for code in codes]
    return Decision(reasons, event.why, codes) if reasons or event.why else None
