"""Every deed that moves an application.

A deed asks who may do it, changes the row only where the version that the
caller read and the states of the table still hold, and records one event in the
same transaction. An event holds no words about a person: those stand in rows
that can be erased.

Every deed raises PermissionDenied, StaleVersion or NotAllowedNow, and then has
changed nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from jobboard import outbox
from jobboard.versions import StaleVersion, change
from postings.lifecycle.application_table import DEEDS
from postings.models import (
    STAGES,
    Application,
    ApplicationStatus,
    Intake,
    Message,
    Refusal,
)
from postings.permissions import Doer, can_work_with_applications

TAGS_AT_MOST = 10
TAG_LENGTH = 30


@dataclass(frozen=True)
class Work:
    """What a team works on together, as one member read it or would have it."""

    status: str
    assignee_id: int | None
    tags: tuple[str, ...]

    @classmethod
    def of(cls, application: Application) -> "Work":
        return cls(application.status, application.assignee_id, tuple(application.tags))


def move_application(
    application: Application, to: ApplicationStatus, *, by: Doer, version: int
) -> None:
    """Move it to another stage; to where it stands already is a change of nothing."""
    change_application(application, {"status": to}, by=by, version=version)


def assign_application(
    application: Application, to: User | None, *, by: Doer, version: int
) -> None:
    """Say who looks after it; None is nobody."""
    changes = {"assignee_id": to.pk if to else None}
    change_application(application, changes, by=by, version=version)


def tag_application(
    application: Application, tags: Sequence[str], *, by: Doer, version: int
) -> None:
    """Replace its tags."""
    change_application(application, {"tags": tags}, by=by, version=version)


def change_application(
    application: Application, changes: Mapping[str, Any], *, by: Doer, version: int
) -> None:
    """Change stage (`status`), `assignee_id` or `tags`, or several at once.

    What is as it was already is left out; where nothing is left, nothing happens
    but the check of right and version. Raises ValueError for an assignee who may
    not work with applications, for a state that is no stage, and for tags that
    are too many or too long.
    """
    values = dict(changes)
    if "tags" in values:
        values["tags"] = clean_tags(values["tags"])
    check_values(application, values)
    before = {name: getattr(application, name) for name in values}
    changed = {name: value for name, value in values.items() if before[name] != value}
    data = {name: [before[name], changed[name]] for name in changed}
    to = changed.pop("status", None)
    data.pop("status", None)
    extra = {"changed": data} if data else None
    if to is None:
        do("change", application, by=by, version=version, data=extra, **changed)
        return
    values = {**changed, **entering(application, to)}
    do("move", application, by=by, version=version, data=extra, **values)


def check_values(application: Application, values: Mapping[str, Any]) -> None:
    """Raise ValueError where a value could never be right."""
    if "status" in values and values["status"] not in STAGES:
        raise ValueError("that is not a stage")
    number = values.get("assignee_id")
    if number is not None:
        assignee = User.objects.filter(pk=number).first()
        if not can_work_with_applications(assignee, application.posting):
            raise ValueError("they do not work with applications")


def clean_tags(tags: Sequence[str]) -> list[str]:
    """In their order, each once; ValueError where they are too many or too long."""
    cleaned = list(dict.fromkeys(" ".join(tag.split()) for tag in tags if tag.strip()))
    if len(cleaned) > TAGS_AT_MOST or any(len(tag) > TAG_LENGTH for tag in cleaned):
        raise ValueError("too many tags, or one is too long")
    return cleaned


def entering(application: Application, stage: ApplicationStatus) -> dict[str, Any]:
    """The columns of a move to a stage; how far it came is never forgotten."""
    furthest = max(
        (ApplicationStatus(application.reached), stage), key=list(STAGES).index
    )
    return {"status": stage, "reached": furthest, "moved_at": timezone.now()}


def hire_application(application: Application, *, by: Doer, version: int) -> None:
    """The candidate has the job."""
    do("hire", application, by=by, version=version, decided_at=timezone.now())


@transaction.atomic
def reject_application(
    application: Application,
    *,
    by: Doer,
    version: int,
    reason: Refusal,
    words: str = "",
) -> None:
    """Decide against it; the candidate reads the reason and the words.

    Only the board itself says that nobody answered; ValueError otherwise.
    """
    if (reason == Refusal.UNANSWERED) is not (by is None):
        raise ValueError("only the board says that nobody answered")
    values = {"reason": reason, "decided_at": timezone.now()}
    message = Message(
        application=application,
        author=by if isinstance(by, User) else None,
        text=words.strip(),
    )
    if message.text:
        message.save()
    data = {"message": message.pk} if message.pk else None
    why = reason.value
    do("reject", application, by=by, version=version, why=why, data=data, **values)


@transaction.atomic
def withdraw_application(application: Application, *, by: Doer, version: int) -> None:
    """The candidate leaves, for good; their place is free again."""
    do("withdraw", application, by=by, version=version, decided_at=timezone.now())
    give_place_back(application.posting_id)


def give_place_back(posting_id: int) -> None:
    """One more is taken again, where the employer has limited them."""
    limited = Intake.objects.filter(posting=posting_id)
    limited.exclude(applications_left=None).update(
        applications_left=F("applications_left") + 1
    )


def reopen_application(application: Application, *, by: Doer, version: int) -> None:
    """Take a decision back; it is in review again."""
    entered = entering(application, ApplicationStatus.IN_REVIEW)
    values = {**entered, "reason": "", "decided_at": None}
    do("reopen", application, by=by, version=version, **values)


@transaction.atomic
def do(
    name: str,
    application: Application,
    *,
    by: Doer,
    version: int,
    why: str = "",
    data: dict[str, Any] | None = None,
    **values: Any,
) -> None:
    """One deed of the table: its right, its change, and its event."""
    deed = DEEDS[name]
    if not deed.may(by, application):
        raise PermissionDenied
    if application.version != version:
        # What the event says of before would be about another version.
        raise StaleVersion(application.as_it_is())
    if name == "change" and not values:
        return
    before = application.status
    if len(deed.targets) == 1:
        values["status"] = deed.targets[0]
    holds = {"status__in": deed.sources, "erased_at": None}
    now = timezone.now()
    change(application, version=version, holds=holds, changed_at=now, **values)
    if name in {"move", "hire", "reject", "transfer"}:
        note_answer(application)
    record(deed.past, application, by=by, before=before, why=why, data=data)


def note_answer(application: Application) -> None:
    """The team has answered; only the first time counts."""
    rows = Application.objects.filter(pk=application.pk, answered_at=None)
    rows.update(answered_at=timezone.now())


def record(
    past: str,
    application: Application,
    *,
    by: Doer,
    before: str = "",
    why: str = "",
    data: dict[str, Any] | None = None,
) -> outbox.Event:
    """Write down what happened; without `before` the version was not touched."""
    return outbox.record(
        f"application.{past}",
        application,
        by=by if isinstance(by, User) else None,
        from_status=before,
        to_status=application.status,
        why=why,
        data=data,
    )
