"""Work that follows an event or the clock: ids in, one piece of work out."""

from collections.abc import Callable

import structlog
from celery import shared_task
from django.db import transaction
from django.utils import timezone

from accounts.models import Role, User
from jobboard import positions
from jobboard.fetching import Refused, fetch
from jobboard.outbox import Event, reaction
from jobboard.versions import NotAllowedNow, StaleVersion
from postings import emails
from postings.importing import desk, rates
from postings.importing.deduplication import OPEN, remember, same_as
from postings.importing.fetching import put_off, run_source
from postings.importing.running import Busy
from postings.insights import counting
from postings.lifecycle import sketch
from postings.lifecycle.cases import mark_twin
from postings.lifecycle.ending import announce_end, due_to_announce_end
from postings.lifecycle.imports import forget_imports as forget_old_imports
from postings.lifecycle.posting import expire_posting, go_live_posting
from postings.models import (
    Ban,
    Claim,
    Dump,
    Import,
    ModerationMessage,
    Posting,
    Report,
    Revision,
    Source,
    Status,
)
from postings.publishing.dumps import make_dump
from postings.publishing.hints import note_reached
from postings.search import suggestions

PAGE_BYTES, PAGE_SECONDS = 500_000, 5
GONE = frozenset({404, 410})

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
    "posting.ending": emails.posting_ending,
    "posting.questioned": emails.posting_questioned,
    "revision.approved": emails.revision_approved,
    "revision.returned": emails.revision_returned,
}


@reaction
def tell_author_of_decision(event: Event) -> None:
    """Mail the decision to whoever wrote the posting or the edit, if still here."""
    if "ban" in event.data:
        # One mail tells of a ban, not one for each job that it took.
        return
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
        rows = Revision.objects.select_related("posting__company", "author")
        revision = rows.filter(pk=event.subject_id).first()
        return (revision.posting, revision.author) if revision else (None, None)
    postings = Posting.objects.select_related("author", "company")
    posting = postings.filter(pk=event.subject_id).first()
    return (posting, posting.author) if posting else (None, None)


@reaction
def tell_what_was_said(event: Event) -> None:
    """Mail a question to the author, and an answer to the moderator who asked."""
    rows = ModerationMessage.objects.select_related("posting__author")
    message = rows.filter(pk=event.subject_id).first()
    if message is None:
        return
    posting, mail = message.posting, emails.posting_asked
    person = posting.author
    if not message.is_by_moderator:
        mail = emails.posting_answered
        asked = posting.talk.filter(is_by_moderator=True, at__lte=message.at)
        last = asked.select_related("author").last()
        person = last.author if last is not None else None
    if person is not None and person.is_active:
        mail(posting, person=person, words=message.words, event=event)


@reaction
def tell_the_banned(event: Event) -> None:
    """Mail the ban, or its end, to the author and to the company's owners."""
    rows = Ban.objects.select_related("company", "person")
    ban = rows.filter(pk=event.subject_id).first()
    if ban is None:
        return
    mail = emails.ban_imposed if event.kind == "ban.imposed" else emails.ban_lifted
    people = {ban.person} if ban.person is not None else set()
    if ban.company is not None:
        owners = {"memberships__company": ban.company, "memberships__role": Role.OWNER}
        people |= set(User.objects.filter(**owners))
    for person in sorted(people, key=lambda one: one.pk):
        if person.is_active:
            mail(ban, person=person, event=event)


@reaction
def tell_claimer(event: Event) -> None:
    """Mail what came of a claim, to whoever asked; not where they got it at once."""
    rows = Claim.objects.select_related("posting", "company", "asked_by")
    claim = rows.filter(pk=event.subject_id).first()
    person = claim.asked_by if claim is not None else None
    if claim is None or person is None or person.pk == event.by_id:
        return
    if person.is_active:
        emails.claim_decided(claim, person=person, event=event)


@reaction
def tell_reader_of_report(event: Event) -> None:
    """Mail what came of a report, and forget the address."""
    rows = Report.objects.select_related("posting").exclude(email="")
    report = rows.filter(pk=event.subject_id).first()
    if report is not None:
        emails.report_resolved(report, event=event)
        Report.objects.filter(pk=report.pk).update(email="")


@shared_task(name="postings.tasks.expire_postings")
def expire_postings() -> int:
    """Note of each posting whose day has passed that it has; how many there were."""
    due = Posting.objects.due_to_expire(timezone.now())
    return sum(1 for posting in due[:BATCH] if moved(expire_posting, posting))


@shared_task(name="postings.tasks.announce_ends")
def announce_ends() -> int:
    """Tell of postings that end within a week, each end once; how many there were."""
    due = due_to_announce_end(timezone.now())
    return sum(1 for posting in due[:BATCH] if announce_end(posting))


@shared_task(name="postings.tasks.publish_scheduled_postings")
def publish_scheduled_postings() -> int:
    """Publish what was scheduled for a moment that has come; how many there were."""
    due = Posting.objects.due_to_go_live(timezone.now())
    return sum(1 for posting in due[:BATCH] if moved(go_live_posting, posting))


@shared_task(name="postings.tasks.forget_sketches")
def forget_sketches() -> int:
    """Forget what was typed a month ago and never saved; how many there were."""
    return sketch.forget_old(timezone.now())


@reaction
def try_addresses(event: Event) -> None:
    """Queue a look at a draft's addresses; too long for the event's transaction."""
    transaction.on_commit(
        lambda: look_at_addresses.delay(event.subject_id), robust=True
    )


@shared_task(name="postings.tasks.look_at_addresses")
def look_at_addresses(posting_id: int) -> None:
    """See whether a draft's addresses answer, for the hints beside its form.

    A look that is lost costs a piece of advice; the next edit looks again.
    """
    posting = Posting.objects.filter(pk=posting_id).first()
    for url in (posting.apply_url, posting.source_url) if posting else ():
        if url:
            note_reached(url, answers=is_reached(url))


def is_reached(url: str) -> bool:
    """Whether somebody answers there with a page; a robot that is refused counts."""
    try:
        answer = fetch(url, max_bytes=PAGE_BYTES, timeout=PAGE_SECONDS)
    except Refused as error:
        # An answer that is too long is one.
        return "too long" in str(error)
    return answer.status not in GONE


@shared_task(name="postings.tasks.flush_numbers")
def flush_numbers() -> int:
    """Write what was counted in the last minute down; how many figures."""
    return counting.flush()


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


@shared_task(name="postings.tasks.write_dump")
def write_dump() -> bool:
    """Write the day's dump where there is none of this day yet."""
    today = timezone.now().date()
    if Dump.objects.filter(day=today, epoch=positions.epoch()).exists():
        return False
    make_dump(today)
    return True


@shared_task(name="postings.tasks.import_due_sources")
def import_due_sources() -> int:
    """Queue a run for each source whose moment has come; how many there were.

    Imports of the desk that a lost message left behind go along.
    """
    for waiting in Import.objects.waiting()[:BATCH]:
        work_on_import.delay(waiting.pk)
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


@reaction
def begin_import(event: Event) -> None:
    """Queue what the desk asked for; it is too long for the event's transaction."""
    transaction.on_commit(lambda: work_on_import.delay(event.subject_id), robust=True)


@shared_task(name="postings.tasks.work_on_import")
def work_on_import(import_id: int) -> None:
    """The next step of an import, where there is one to do."""
    rows = Import.objects.waiting().select_related("source__author", "source__company")
    for asked in rows.filter(pk=import_id):
        try:
            desk.work_on(asked)
        except (Busy, StaleVersion, NotAllowedNow) as error:
            log.warning("import put off", id=asked.pk, error=type(error).__name__)


@shared_task(name="postings.tasks.forget_imports")
def forget_imports() -> int:
    """Drop what nobody confirmed, and forget what is long done; how many went."""
    return forget_old_imports()


@reaction
def compare_with_others(event: Event) -> None:
    """Keep the text's fingerprint, and tell moderators where it is another's too."""
    posting, _author = concerned(event)
    if posting is not None and posting.status in OPEN:
        remember(posting)
        if same_as(posting):
            mark_twin(posting)
