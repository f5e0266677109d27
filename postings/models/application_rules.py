"""The rules of an application's row, as constraints of the database."""

from django.db.models import BaseConstraint, CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Lower

from postings.models.application_choices import STAGES, ApplicationStatus, Refusal

KEEP_MONTHS = 12
ERASED = Q(
    candidate=None, name="", email="", note="", links=[], answers=[], assignee=None
) & Q(tags=[])


def check(name: str, condition: Q) -> CheckConstraint:
    return CheckConstraint(name=f"application_{name}", condition=condition)


RULES: list[BaseConstraint] = [
    UniqueConstraint(
        fields=["posting", "email"],
        name="application_once",
        condition=~Q(status=ApplicationStatus.WITHDRAWN) & Q(erased_at=None),
    ),
    check("status_is_known", Q(status__in=ApplicationStatus.values)),
    check("reached_a_stage", Q(reached__in=STAGES)),
    check("email_is_lower_case", Q(email=Lower(F("email")))),
    check(
        "is_submitted_once_confirmed",
        Q(status=ApplicationStatus.UNCONFIRMED) ^ Q(submitted_at__isnull=False),
    ),
    check(
        "rejected_says_why",
        Q(status=ApplicationStatus.REJECTED) ^ Q(reason=""),
    ),
    check("reason_is_known", Q(reason__in=["", *Refusal.values])),
    check("keeps_as_long_as_told", Q(keep_months__gte=1, keep_months__lte=KEEP_MONTHS)),
    check("is_whole_or_erased", (Q(erased_at=None) & ~Q(email="")) | ERASED),
]
