"""How an application begins: sent, confirmed by link, or lapsed.

Whoever sends a second one for the same address learns nothing: the answer is the
same, and the link goes to the address once more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from jobboard.versions import NotAllowedNow
from postings.lifecycle import cvs
from postings.lifecycle.application import do, record
from postings.models import (
    Application,
    ApplicationStatus,
    ApplyVia,
    Cv,
    HiringSettings,
    Intake,
    Posting,
)
from postings.models.application_rules import KEEP_MONTHS
from postings.permissions import Doer, LinkHolder

LAPSES_AFTER = timedelta(days=7)
RESEND_AFTER = timedelta(minutes=10)


class Full(NotAllowedNow):
    """The posting takes no more applications."""


@dataclass(frozen=True)
class Content:
    """What a candidate hands in. answers: as `Application.answers` keeps them."""

    name: str
    email: str
    language: str
    note: str = ""
    links: Sequence[str] = ()
    answers: Sequence[Mapping[str, Any]] = field(default_factory=list)
    cv: Cv | None = None


@transaction.atomic
def apply(
    posting: Posting, content: Content, *, by: User | None, is_proven: bool = False
) -> Application:
    """Send an application; the one that is there already where there is one.

    by: the signed-in person, if any. is_proven: whether the address is known to
    be theirs; otherwise it has to be confirmed by link.

    Raises NotAllowedNow where the posting takes none, and Full where it takes no
    more.
    """
    lock_open(posting)
    if Intake.objects.filter(posting=posting, applications_left=0).exists():
        raise Full
    application, is_new = find_or_create(posting, content, by=by if is_proven else None)
    if not is_new and is_proven and application.status == ApplicationStatus.UNCONFIRMED:
        # Somebody who could not prove the address had been there before.
        holder = LinkHolder(application.pk)
        lapse_application(application, by=holder, version=application.version)
        application, is_new = find_or_create(posting, content, by=by)
    if not is_new:
        send_link_again(application)
        return application
    record("received", application, by=by, data={"is_proven": is_proven})
    if is_proven:
        version = application.version
        confirm_application(application, by=LinkHolder(application.pk), version=version)
    return application


def lock_open(posting: Posting) -> None:
    """Hold the posting until the end of the transaction; NotAllowedNow if it is shut.

    The lock makes sure that nobody freezes or closes it in the same instant.
    """
    rows = Posting.objects.live().select_for_update(no_key=True)
    if not rows.filter(
        pk=posting.pk, apply_via=ApplyVia.HERE, company__isnull=False
    ).exists():
        raise NotAllowedNow


def find_or_create(
    posting: Posting, content: Content, *, by: User | None
) -> tuple[Application, bool]:
    """The address's application, and whether it is new; the database decides."""
    email = content.email.strip().lower()
    settings = HiringSettings.objects.filter(company=posting.company_id).first()
    try:
        with transaction.atomic():
            made = Application.objects.create(
                posting=posting,
                candidate=by,
                name=content.name.strip(),
                email=email,
                language=content.language,
                note=content.note.strip(),
                links=list(content.links),
                answers=[dict(answer) for answer in content.answers],
                keep_months=settings.keep_months if settings else KEEP_MONTHS,
            )
            keep_cv(content.cv, made)
    except IntegrityError as error:
        if "application_once" not in str(error):
            raise
        known = posting.applications.exclude(status=ApplicationStatus.WITHDRAWN)
        return known.get(email=email, erased_at=None), False
    return made, True


def keep_cv(cv: Cv | None, application: Application) -> None:
    """The upload belongs to the application now, unless another one has it."""
    if cv is not None:
        mine = Cv.objects.filter(pk=cv.pk, application=None, profile=None)
        mine.update(application=application)


def send_link_again(application: Application) -> None:
    """To whoever reads that mailbox, once in ten minutes at most."""
    now = timezone.now()
    rows = Application.objects.filter(pk=application.pk)
    if rows.filter(link_sent_at__lte=now - RESEND_AFTER).update(link_sent_at=now):
        record("repeated", application, by=None)


@transaction.atomic
def confirm_application(application: Application, *, by: Doer, version: int) -> None:
    """The address is proven: the application goes to the company.

    Raises Full where the last place was taken meanwhile.
    """
    lock_open(application.posting)
    intake = Intake.objects.filter(posting=application.posting_id).first()
    promise = intake.answer_within if intake else None
    now = timezone.now()
    values: dict[str, Any] = {
        "submitted_at": now,
        "moved_at": now,
        "answer_due_at": now + timedelta(days=promise) if promise else None,
    }
    do("confirm", application, by=by, version=version, **values)
    take_place(application.posting)


def take_place(posting: Posting) -> None:
    """One place less, where the employer has limited them; Full where none is left."""
    limited = Intake.objects.filter(posting=posting).exclude(applications_left=None)
    if not limited.exists():
        return
    free = limited.filter(applications_left__gt=0)
    if not free.update(applications_left=F("applications_left") - 1):
        raise Full


@transaction.atomic
def lapse_application(application: Application, *, by: Doer, version: int) -> None:
    """Delete what was never confirmed; only the event that says so stays."""
    do("lapse", application, by=by, version=version)
    for cv in Cv.objects.filter(application=application):
        cvs.forget(cv)
    application.delete()
