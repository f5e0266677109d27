"""What a team writes around an application: notes, ratings, messages, views.

Each is a row of its own and an event; none touches the application's version.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from jobboard.versions import NotAllowedNow
from postings.lifecycle.application import note_answer, record
from postings.models import (
    Application,
    ApplicationStatus,
    CvView,
    Message,
    Note,
    Rating,
)
from postings.permissions import (
    Doer,
    can_open_cv,
    can_work_with_applications,
    is_candidate,
)


def team_member(doer: Doer, application: Application) -> User:
    """Who does it; PermissionDenied for everybody else."""
    may = can_work_with_applications(doer, application.posting)
    if not may or not isinstance(doer, User):
        raise PermissionDenied
    return doer


@transaction.atomic
def write_note(application: Application, text: str, *, by: Doer) -> Note:
    """Tell the team something; no candidate ever sees it."""
    author = team_member(by, application)
    note = Note.objects.create(application=application, author=author, text=text)
    record("noted", application, by=by, data={"note": note.pk})
    return note


@transaction.atomic
def rate_application(application: Application, value: int, *, by: Doer) -> Rating:
    """Give or change one's own rating, 1 to 5."""
    member = team_member(by, application)
    rating, _made = Rating.objects.update_or_create(
        application=application,
        by=member,
        defaults={"value": value, "at": timezone.now()},
    )
    record("rated", application, by=by)
    return rating


@transaction.atomic
def write_message(application: Application, text: str, *, by: Doer) -> Message:
    """Write to the candidate, or as the candidate to the team.

    Raises NotAllowedNow where it was never confirmed, is withdrawn or erased.
    """
    is_theirs = is_candidate(by, application)
    author = None if is_theirs else team_member(by, application)
    closed = (ApplicationStatus.UNCONFIRMED, ApplicationStatus.WITHDRAWN)
    now = application.as_it_is()
    if now.status in closed or now.erased_at:
        raise NotAllowedNow
    message = Message.objects.create(
        application=application,
        author=author,
        is_from_candidate=is_theirs,
        text=text,
    )
    if not is_theirs:
        note_answer(application)
    past = "message_received" if is_theirs else "message_sent"
    record(past, application, by=by, data={"message": message.pk})
    return message


def open_cv(application: Application, *, by: Doer) -> None:
    """Note who opened the CV, before they get it."""
    member = team_member(by, application)
    if not can_open_cv(by, application):
        raise PermissionDenied
    CvView.objects.create(application=application, by=member)
