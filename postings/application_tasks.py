"""Work that follows an application's events or the clock: ids in, one piece out."""

from collections.abc import Callable
from datetime import timedelta

import structlog
from celery import shared_task
from django.utils import timezone

from jobboard.outbox import Event, reaction
from jobboard.storing import names_below
from jobboard.versions import NotAllowedNow, StaleVersion
from postings import application_emails
from postings.lifecycle import cvs, reminders
from postings.lifecycle.application import reject_application
from postings.lifecycle.applying import LAPSES_AFTER, lapse_application
from postings.lifecycle.erasure import erase_application
from postings.models import STAGES, Application, Cv, Posting, Refusal
from postings.models.cv import private_storage
from postings.permissions import team_of

log = structlog.get_logger("applications")

# The events of which somebody is told.
TOLD_TO_CANDIDATE = tuple(application_emails.TO_CANDIDATE)
TOLD_TO_TEAM = tuple(application_emails.TO_TEAM)
BATCH = 500
FILE_IS_ORPHAN_AFTER = timedelta(days=1)


def application_of(event: Event) -> Application | None:
    """The event's application; None where it has lapsed or was erased since."""
    rows = Application.objects.select_related("posting__company", "assignee")
    found: Application | None = rows.filter(pk=event.subject_id, erased_at=None).first()
    return found


@reaction
def tell_candidate(event: Event) -> None:
    """Mail the candidate what happened, in the language in which they applied."""
    application = application_of(event)
    if application is not None and concerns_candidate(event):
        application_emails.tell_candidate(application, event)


def concerns_candidate(event: Event) -> bool:
    """A step back between stages is told on the page alone, and so is a known address."""
    if event.kind == "application.received":
        return not event.data.get("is_proven")
    if event.kind != "application.moved":
        return True
    order = [stage.value for stage in STAGES]
    return order.index(event.to_status) > order.index(event.from_status)


@reaction
def tell_team(event: Event) -> None:
    """Mail whoever looks after it, or else everybody who works with applications."""
    application = application_of(event)
    if application is None:
        return
    team = team_of(application.posting)
    mine = [member for member in team if member == application.assignee]
    for member in mine or team:
        if member.pk != event.by_id:
            application_emails.tell_member(application, event, member=member)


@reaction
def note_closing(event: Event) -> None:
    """A posting has closed: each of its open applications gets an event of its own."""
    posting = Posting.objects.filter(pk=event.subject_id).first()
    if posting is not None:
        reminders.note_posting_closed(posting, event)


def each(rows: "reminders.Rows", work: Callable[[Application], bool | None]) -> int:
    """Do it for each that is due; what somebody else was quicker with is left alone."""
    done = 0
    for application in rows.select_related("posting__company")[:BATCH]:
        try:
            done += work(application) is not False
        except (StaleVersion, NotAllowedNow, Application.DoesNotExist):
            continue
    return done


@shared_task(name="postings.application_tasks.lapse_applications")
def lapse_applications() -> int:
    """Delete what was never confirmed; how many."""
    due = Application.objects.due_to_lapse(timezone.now() - LAPSES_AFTER)
    return each(due, lambda one: lapse_application(one, by=None, version=one.version))


@shared_task(name="postings.application_tasks.remind_teams")
def remind_teams() -> int:
    """Nudge before a promise is broken, and announce a close before it comes."""
    now = timezone.now()
    nudged = each(
        reminders.due_to_nudge(now),
        lambda one: reminders.note_once(one, "nudged_at", "nudged", now=now),
    )
    announced = each(
        reminders.due_to_announce_close(now),
        lambda one: reminders.note_once(
            one, "close_announced_at", "close_announced", now=now
        ),
    )
    return nudged + announced


@shared_task(name="postings.application_tasks.close_unanswered")
def close_unanswered() -> int:
    """Close, with a word to the candidate, what nobody has answered; how many."""
    due = reminders.due_to_close(timezone.now())
    return each(
        due,
        lambda one: reject_application(
            one, by=None, version=one.version, reason=Refusal.UNANSWERED
        ),
    )


@shared_task(name="postings.application_tasks.end_retention")
def end_retention() -> int:
    """Announce what will be erased, and erase what was announced; how many."""
    now = timezone.now()
    announced = each(
        reminders.due_to_announce_erasure(now),
        lambda one: reminders.note_once(
            one, "erasure_announced_at", "erasure_announced", now=now
        ),
    )
    erased = each(
        reminders.due_to_erase(now), lambda one: erase_application(one, by=None)
    )
    return announced + erased


@shared_task(name="postings.application_tasks.sweep_files")
def sweep_files() -> int:
    """Delete uploads of forms never sent, and files that no row knows; how many."""
    now = timezone.now()
    rows = list(Cv.objects.left_behind(now - cvs.STASHED_FOR)[:BATCH])
    for cv in rows:
        cvs.forget(cv)
    storage, orphans = private_storage(), 0
    for name in names_below(storage, "cv"):
        is_old = storage.get_modified_time(name) < now - FILE_IS_ORPHAN_AFTER
        if is_old and not Cv.objects.filter(file=name).exists():
            storage.delete(name)
            orphans += 1
    log.info("files swept", stashes=len(rows), orphans=orphans)
    return len(rows) + orphans
