"""The end of an open posting: announced a week before, and put off by its writers."""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from jobboard import outbox
from postings.lifecycle.posting import OPEN_FOR
from postings.lifecycle.revision import revise_posting
from postings.models import Posting, Revision, Status
from postings.permissions import Doer

NOTICE = timedelta(days=7)
# A posting that was open for hardly longer than the notice needs none.
OPEN_LONG = 2 * NOTICE


def due_to_announce_end(now: datetime) -> models.QuerySet[Posting]:
    """Live, a week from its end, and nobody was told of this end yet."""
    rows: models.QuerySet[Posting] = Posting.objects.live(now).filter(
        valid_through__lte=now + NOTICE
    )
    return rows.exclude(end_announced=F("valid_through")).filter(
        published_at__lte=F("valid_through") - OPEN_LONG
    )


@transaction.atomic
def announce_end(posting: Posting) -> bool:
    """Record once that this end comes near; False where it was, or is another by now.

    It bumps no version: nobody finds a conflict where only time has passed.
    """
    end = posting.valid_through
    rows = Posting.objects.filter(pk=posting.pk, status=Status.LIVE, valid_through=end)
    if not rows.exclude(end_announced=end).update(end_announced=end):
        return False
    outbox.record("posting.ending", posting, by=None)
    return True


def ends_soon(posting: Posting) -> bool:
    """Whether the end of an open posting is near enough to be put off."""
    until = posting.valid_through
    near = until is not None and until <= timezone.now() + NOTICE
    return near and posting.status == Status.LIVE


def extend_posting(posting: Posting, *, by: Doer, version: int) -> Revision | None:
    """Keep an open posting open for thirty days from now: an edit like any other.

    None where it was done at once; raises what `revise_posting` raises.
    """
    facts = {"valid_through": timezone.now() + OPEN_FOR}
    return revise_posting(posting, facts, by=by, version=version)
