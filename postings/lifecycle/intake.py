"""How a posting takes applications, and how a company handles them: who may say so."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from accounts.models import Company, User
from jobboard import outbox
from jobboard.versions import change
from postings.models import (
    Application,
    HiringSettings,
    Intake,
    MessageTemplate,
    Posting,
    Question,
)
from postings.permissions import (
    Doer,
    can_edit_posting,
    can_set_hiring,
    can_work_with_applications,
)

QUESTIONS_AT_MOST = 10


@transaction.atomic
def set_intake(
    posting: Posting,
    values: Mapping[str, Any],
    questions: Sequence[Mapping[str, Any]],
    *,
    by: Doer,
    version: int,
) -> Intake:
    """Set promise and limit (`values`), and replace the questions.

    A question with a `pk` stays the same question. version: the intake's, 1 where
    there is none yet. Raises PermissionDenied and StaleVersion.
    """
    if not can_edit_posting(by, posting):
        raise PermissionDenied
    intake, _made = Intake.objects.get_or_create(posting=posting)
    change(intake, version=version, holds={}, **values)
    keep_questions(posting, questions)
    outbox.record("intake.changed", intake, by=by if isinstance(by, User) else None)
    return intake


def keep_questions(posting: Posting, questions: Sequence[Mapping[str, Any]]) -> None:
    """Those of the list in its order; the others go."""
    kept = [question["pk"] for question in questions if question.get("pk")]
    mine = Question.objects.filter(posting=posting)
    mine.exclude(pk__in=kept).delete()
    # Out of the way first: two questions that change places would meet.
    mine.update(position=F("position") + QUESTIONS_AT_MOST * 10)
    for position, question in enumerate(questions[:QUESTIONS_AT_MOST], start=1):
        values = {**question, "position": position}
        number = values.pop("pk", None)
        if not mine.filter(pk=number).update(**values):
            Question.objects.create(posting=posting, **values)


@transaction.atomic
def set_hiring(
    company: Company, values: Mapping[str, Any], *, by: Doer, version: int
) -> HiringSettings:
    """Set for how long applications are kept, and from which stage names are seen.

    Less time holds for applications that are here already; more does not, because
    their candidates were told otherwise. Raises PermissionDenied and StaleVersion.
    """
    if not can_set_hiring(by, company):
        raise PermissionDenied
    hiring, _made = HiringSettings.objects.get_or_create(company=company)
    change(hiring, version=version, holds={}, **values)
    kept = Application.objects.filter(posting__company=company)
    kept.filter(keep_months__gt=hiring.keep_months).update(
        keep_months=hiring.keep_months
    )
    outbox.record("hiring.changed", hiring, by=by if isinstance(by, User) else None)
    return hiring


def keep_template(company: Company, name: str, text: str, *, by: Doer) -> None:
    """Write a template, or overwrite the one of this name; PermissionDenied."""
    may_write(company, by)
    MessageTemplate.objects.update_or_create(
        company=company, name=name, defaults={"text": text}
    )


def drop_template(template: MessageTemplate, *, by: Doer) -> None:
    """Delete a template; PermissionDenied."""
    may_write(template.company, by)
    template.delete()


def may_write(company: Company, by: Doer) -> None:
    # The question is about the company alone; any posting of it would answer it.
    if not can_work_with_applications(by, Posting(company=company)):
        raise PermissionDenied
