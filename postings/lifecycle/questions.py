"""Readers ask a company for facts that its posting does not state."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from jobboard import outbox
from jobboard.versions import NotAllowedNow
from postings.models import AskedFact, Posting

# However many ask, a team is told at most once in this time.
QUIET_FOR = timedelta(days=1)


@transaction.atomic
def ask_for_facts(posting: Posting, facts: Collection[str]) -> bool:
    """Note that somebody wants these facts stated; whether the team is told of it.

    facts: names as the sheet has them. A fact that was asked for is asked for, however
    many ask. Raises NotAllowedNow where the posting is not open, or is no company's.
    """
    live = Posting.objects.live().select_for_update(no_key=True, of=("self",))
    current = live.filter(pk=posting.pk, company__isnull=False).first()
    if current is None:
        raise NotAllowedNow
    asked = {one.fact: one.asked_at for one in current.asked_facts.all()}
    new = [fact for fact in facts if fact not in asked]
    AskedFact.objects.bulk_create(AskedFact(posting=current, fact=fact) for fact in new)
    was_told = any(at > timezone.now() - QUIET_FOR for at in asked.values())
    if not new or was_told:
        return False
    outbox.record("posting.questioned", current, by=None)
    return True
