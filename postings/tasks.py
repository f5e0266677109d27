"""Work that follows an event or the clock: ids in, one piece of work out."""

from collections.abc import Callable

import structlog
from celery import shared_task
from django.utils import timezone

from accounts.models import User
from jobboard.fetching import Refused
from jobboard.outbox import Event, reaction
from jobboard.versions import NotAllowedNow, StaleVersion
from postings import emails
from postings.importing import rates
from postings.importing.fetching import put_off, run_source
from postings.importing.running import Busy
from postings.lifecycle.posting import expire_posting, go_live_posting
from postings.models import Posting, Revision, Source, Status
from postings.search import suggestions

log = structlog.get_logger("importing")

BATCH = 500
Mail = Callable[..., None]
DECISIONS: dict[str, Mail] = {
    "posting.approved": emails.posting_approved,
    "posting.published": emails.posting_published,
    "posting.returned": emails.posting_returned,
    "posting.rejected": emails.posting_rejected,
    "posting.frozen": emails.posting_frozen,
    "posting.released": emails.posting_released,
    "posting.expired": emails.posting_expired,
    "revision.approved": emails.revision_approved,
    "revision.returned": emails.revision_returned,
}


@reaction
def tell_author_of_decision(event: Event) -> None:
    """Mail the decision to whoever wrote the posting or the edit, if still here."""
    mail = DECISIONS[event.kind]
    if event.kind == "posting.approved" and event.to_status == Status.SCHEDULED:
        mail = emails.posting_scheduled
    posting, author = concerned(event)
    if posting is not None and author is not None and author.is_active:
        mail(posting, author=author, event=event)


def concerned(event: Event) -> tuple[Posting | None, User | None]:
    """The posting that the event is about, and who wrote what was decided on.

    Both are None where the posting has been deleted since.
    """
    if event.subject == "revision":
        rows = Revision.objects.select_related("posting", "author")
        revision = rows.filter(pk=event.subject_id).first()
        return (revision.posting, revision.author) if revision else (None, None)
    postings = Posting.objects.select_related("author")
    posting = postings.filter(pk=event.subject_id).first()
    return (posting, posting.author) if posting else (None, None)


@shared_task(name="postings.tasks.expire_postings")
def expire_postings() -> int:
    """Note of each posting whose day has passed that it has; how many there were."""
    due = Posting.objects.due_to_expire(timezone.now())
    return sum(1 for posting in due[:BATCH] if moved(expire_posting, posting))


@shared_task(name="postings.tasks.publish_scheduled_postings")
def publish_scheduled_postings() -> int:
    """Publish what was scheduled for a moment that has come; how many there were."""
    due = Posting.objects.due_to_go_live(timezone.now())
    return sum(1 for posting in due[:BATCH] if moved(go_live_posting, posting))


@shared_task(name="postings.tasks.update_rates")
def update_rates() -> int:
    """Bring exchange rates up to date, and what follows from them."""
    rates.update_rates()
    return rates.re_rate()


@shared_task(name="postings.tasks.rebuild_suggestions")
def rebuild_suggestions() -> int:
    """Make the search box's completions anew; how many there are."""
    return suggestions.rebuild()


def moved(deed: Callable[..., None], posting: Posting) -> bool:
    """Whether the deed was done; somebody else may have been quicker."""
    try:
        deed(posting, version=posting.version)
    except (StaleVersion, NotAllowedNow):
        return False
    return True


@shared_task(name="postings.tasks.import_due_sources")
def import_due_sources() -> int:
    """Queue a run for each source whose moment has come; how many there were."""
    due = list(Source.objects.due(timezone.now())[:BATCH])
    for source in due:
        put_off(source)
        import_source.delay(source.pk)
    return len(due)


@shared_task(name="postings.tasks.import_source")
def import_source(source_id: int) -> None:
    """Bring the board to what the source says; a source that cannot be read waits."""
    source = Source.objects.select_related("author", "company").filter(pk=source_id)
    for found in source:
        try:
            run_source(found)
        except (Refused, Busy) as error:
            log.warning("source not read", source=found.pk, error=str(error))
