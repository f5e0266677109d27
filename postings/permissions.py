"""Small questions about a person and a posting."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Company, User
from accounts.permissions import Person, can_write_postings
from jobboard.outbox import Event
from postings.models import Posting, Status

# Nobody: the board itself, when a moment has come.
Doer = Person | None

APPROVALS_FOR_TRUST = 5
STRIKE_LASTS = timedelta(days=90)


def can_edit_posting(doer: Doer, posting: Posting) -> bool:
    """Those who write for its company; of a shared posting, whoever shared it."""
    if not isinstance(doer, User):
        return False
    if posting.company is None:
        return doer.is_active and posting.author_id == doer.pk
    return can_write_postings(doer, posting.company)


def can_moderate_postings(doer: Doer) -> bool:
    """Whether the person decides on other people's postings."""
    return (
        isinstance(doer, User)
        and doer.is_staff
        and doer.has_perm("postings.moderate_posting")
    )


def is_trusted(company: Company | None, *, at: datetime | None = None) -> bool:
    """Five approvals, and no posting rejected within 90 days that still is.

    What a trusted company submits or edits is published at once.
    """
    if company is None:
        return False
    events = Event.objects.filter(subject="posting")
    approvals = events.filter(
        kind="posting.approved", subject_id__in=company.postings.values("pk")
    )
    rejected = company.postings.filter(status=Status.REJECTED).values("pk")
    strikes = events.filter(
        kind="posting.rejected",
        subject_id__in=rejected,
        at__gte=(at or timezone.now()) - STRIKE_LASTS,
    )
    return approvals.count() >= APPROVALS_FOR_TRUST and not strikes.exists()
