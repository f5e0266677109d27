"""What goes when a person wants to be forgotten, or when their time has come.

The row stays without anything about the person, so that numbers stay true. Words,
files and views go; events keep what happened and lose what was said.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.permissions import proven_addresses
from jobboard.outbox import Event
from jobboard.versions import change
from postings.lifecycle import cvs
from postings.lifecycle.application import give_place_back, record
from postings.lifecycle.application_table import by_candidate_or_board
from postings.lifecycle.applying import lapse_application
from postings.models import Application, ApplicationStatus, Cv, Profile
from postings.permissions import Doer

NOTHING: dict[str, Any] = {
    "name": "",
    "email": "",
    "note": "",
    "links": [],
    "answers": [],
    "tags": [],
    "candidate": None,
    "assignee": None,
}


@transaction.atomic
def erase_application(application: Application, *, by: Doer) -> None:
    """Forget the person; an open application is withdrawn by it.

    It waits for whoever writes at the moment and then goes through: no version is
    asked for. Raises PermissionDenied for all but the candidate and the board.
    """
    if not by_candidate_or_board(by, application):
        raise PermissionDenied
    rows = Application.objects.select_for_update(no_key=True)
    row = rows.filter(pk=application.pk, erased_at=None).first()
    if row is None:
        return
    if row.status == ApplicationStatus.UNCONFIRMED:
        lapse_application(row, by=by, version=row.version)
        return
    before, candidate = row.status, row.candidate_id
    values = {**NOTHING, "erased_at": timezone.now()}
    if row.is_in_play:
        give_place_back(row.posting_id)
        values |= {"status": ApplicationStatus.WITHDRAWN, "decided_at": timezone.now()}
    forget_what_was_written(row, candidate)
    change(row, version=row.version, holds={}, **values)
    record("erased", row, by=None, before=before)


def forget_what_was_written(application: Application, candidate: int | None) -> None:
    """The rows around it, the file, and the words in its events."""
    for rows in ("notes", "ratings", "messages", "cv_views"):
        getattr(application, rows).all().delete()
    for cv in Cv.objects.filter(application=application):
        cvs.forget(cv)
    events = Event.objects.filter(subject="application", subject_id=application.pk)
    events.update(data={})
    if candidate is not None:
        events.filter(by=candidate).update(by=None)


def export_person(user: User) -> dict[str, Any]:
    """What is kept about somebody as a candidate, as JSON."""
    rows = Application.objects.sent_by(user, proven_addresses(user)).with_end()
    profile = Profile.objects.filter(user=user).first()
    return {
        "profile": export_profile(profile) if profile else None,
        "applications": [
            export_application(row) for row in rows.select_related("posting__company")
        ],
    }


def export_profile(profile: Profile) -> dict[str, Any]:
    cv = Cv.objects.filter(profile=profile).first()
    return {
        "headline": profile.headline,
        "levels": profile.levels,
        "years": profile.years,
        "skills": [skill.name for skill in profile.skills.order_by("name")],
        "languages": profile.languages,
        "countries": profile.countries,
        "pay_floor": str(profile.pay_floor) if profile.pay_floor else None,
        "pay_currency": profile.pay_currency,
        "pay_period": profile.pay_period,
        "links": profile.links,
        "cv": export_cv(cv),
    }


def export_application(application: Application) -> dict[str, Any]:
    """One application as its candidate may take it away."""
    cv = Cv.objects.filter(application=application).first()
    company = application.posting.company
    kept_until = getattr(application, "kept_until", None)
    return {
        "id": application.public_id,
        "job": application.posting.title,
        "company": company.name if company else None,
        "status": application.status,
        "name": application.name,
        "email": application.email,
        "note": application.note,
        "links": application.links,
        "answers": application.answers,
        "sent_at": application.created_at.isoformat(),
        "kept_until": kept_until.isoformat() if kept_until else None,
        "cv": export_cv(cv),
        "messages": [
            {
                "at": message.created_at.isoformat(),
                "from": "you" if message.is_from_candidate else "company",
                "text": message.text,
            }
            for message in application.messages.all()
        ],
        "cv_opened_at": [view.at.isoformat() for view in application.cv_views.all()],
    }


def export_cv(cv: Cv | None) -> dict[str, Any] | None:
    if cv is None:
        return None
    return {"name": cv.name, "kind": cv.kind, "size": cv.size, "sha256": cv.sha256}


@transaction.atomic
def erase_person(user: User) -> dict[str, int]:
    """Erase all that somebody sent and kept as a candidate; how much there was."""
    rows = list(Application.objects.sent_by(user, proven_addresses(user)))
    for application in rows:
        erase_application(application, by=None)
    profiles = Profile.objects.filter(user=user)
    files = list(Cv.objects.filter(profile__in=profiles))
    for cv in files:
        cvs.forget(cv)
    count, _per_table = profiles.delete()
    return {
        gettext_noop("Applications"): len(rows),
        gettext_noop("Profiles"): min(count, 1),
        gettext_noop("Files"): len(files),
    }
