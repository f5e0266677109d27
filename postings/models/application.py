"""An application: what a candidate sent for one posting, and where it stands.

The row holds what the team works on together, under one version. Notes, ratings,
messages and views of the CV are rows of their own and never collide.
"""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core import signing
from django.db import models
from django.db.models import DurationField, F, Func, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobboard.ids import decode, encode, new_id
from jobboard.versions import Versioned
from postings.models.application_choices import STAGES, ApplicationStatus, Refusal
from postings.models.application_rules import KEEP_MONTHS, RULES
from postings.models.choices import Status
from postings.models.percentile import Percentile
from postings.models.posting import Posting

SIGNER = signing.Signer(salt="postings.application", sep=".")
# While a posting stands here its applications are kept.
POSTING_IS_ALIVE = (
    Status.LIVE,
    Status.FROZEN,
    Status.SUBMITTED,
    Status.SCHEDULED,
)


class Months(Func):
    """So many months, as an interval of the calendar."""

    template = "make_interval(months => %(expressions)s::int)"
    output_field = DurationField()


class ApplicationQuerySet(models.QuerySet["Application"]):
    """The vocabulary of reads."""

    def of_team(self) -> Self:
        """What a company sees: confirmed, and not erased."""
        return self.exclude(status=ApplicationStatus.UNCONFIRMED).filter(erased_at=None)

    def in_play(self) -> Self:
        """Those that still wait for a decision."""
        return self.filter(status__in=STAGES)

    def sent_by(self, user: User, addresses: list[str]) -> Self:
        """A person's own: sent while signed in, or from an address proven theirs."""
        mine = Q(candidate=user) | Q(candidate=None, email__in=addresses)
        return self.filter(mine, erased_at=None)

    def with_end(self) -> Self:
        """With `kept_until`: when it will be erased; NULL while the posting lives."""
        ended = Coalesce(
            "posting__closed_at", "posting__valid_through", "posting__changed_at"
        )
        dead = ~Q(posting__status__in=POSTING_IS_ALIVE)
        return self.annotate(
            kept_until=models.Case(
                models.When(
                    dead,
                    then=models.ExpressionWrapper(
                        ended + Months(F("keep_months")),
                        output_field=models.DateTimeField(),
                    ),
                ),
                default=None,
                output_field=models.DateTimeField(null=True),
            )
        )

    def due_to_lapse(self, at: datetime) -> Self:
        """Never confirmed, and too old to wait for it any longer."""
        return self.filter(status=ApplicationStatus.UNCONFIRMED, created_at__lte=at)

    def unanswered(self) -> Self:
        """Received under a promise to answer, and not answered yet."""
        return self.filter(
            status=ApplicationStatus.SUBMITTED,
            answered_at=None,
            answer_due_at__isnull=False,
        )

    def median_reply(self, *, least: int = 10) -> timedelta | None:
        """The median time to the first answer; None below `least` answers."""
        answered = self.filter(answered_at__isnull=False, submitted_at__isnull=False)
        found = answered.aggregate(
            count=models.Count("pk"),
            median=Percentile(
                F("answered_at") - F("submitted_at"),
                fraction=0.5,
                output_field=DurationField(),
            ),
        )
        return found["median"] if found["count"] >= least else None


class ApplicationManager(models.Manager.from_queryset(ApplicationQuerySet)):  # type: ignore[misc]
    """Finds applications by the token of their tracking link, too."""

    def by_token(self, token: str) -> "Application":
        """The application of a tracking link; DoesNotExist for any other words."""
        try:
            number = decode(SIGNER.unsign(token))
        except (signing.BadSignature, ValueError) as error:
            raise Application.DoesNotExist from error
        found: Application = self.get(pk=number, erased_at=None)
        return found


class Application(Versioned):
    """One person's application for one posting."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="applications")
    candidate = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="applications"
    )
    status = models.CharField(
        max_length=12, choices=ApplicationStatus, default=ApplicationStatus.UNCONFIRMED
    )
    # The furthest stage so far: what it uncovers stays uncovered.
    reached = models.CharField(
        max_length=12, choices=ApplicationStatus, default=ApplicationStatus.SUBMITTED
    )
    reason = models.CharField(max_length=12, choices=Refusal, blank=True)

    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    note = models.TextField(_("cover note"), max_length=10_000, blank=True)
    links = ArrayField(models.URLField(max_length=500), default=list, blank=True)
    # [{question, prompt, kind, value, is_knocked_out}]: as it was asked then.
    answers = models.JSONField(default=list)

    assignee = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    tags = ArrayField(models.CharField(max_length=30), default=list, blank=True)

    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    # These follow from what happens and bump no version.
    link_sent_at = models.DateTimeField(default=timezone.now)
    answer_due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    nudged_at = models.DateTimeField(null=True)
    close_announced_at = models.DateTimeField(null=True)
    erasure_announced_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    keep_months = models.PositiveSmallIntegerField(default=KEEP_MONTHS)

    objects: ClassVar = ApplicationManager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = RULES
        indexes = [
            models.Index(
                fields=["posting", "status", "submitted_at"], name="application_stage"
            ),
            models.Index(fields=["email"], name="application_by_email"),
            models.Index(
                fields=["created_at"],
                name="application_unconfirmed",
                condition=Q(status=ApplicationStatus.UNCONFIRMED),
            ),
            models.Index(
                fields=["answer_due_at"],
                name="application_unanswered",
                condition=Q(status=ApplicationStatus.SUBMITTED, answered_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def public_id(self) -> str:
        """The id as people and programs see it."""
        return encode(self.pk)

    @property
    def code(self) -> str:
        """What it is called where the name must not be seen."""
        return self.public_id[:4].upper()

    @property
    def token(self) -> str:
        """The secret of the tracking link; it is stored nowhere."""
        return SIGNER.sign(self.public_id)

    @property
    def is_in_play(self) -> bool:
        return self.status in STAGES

    @property
    def is_knocked_out(self) -> bool:
        """Whether an answer is not the one that the employer said it must be."""
        return any(answer["is_knocked_out"] for answer in self.answers)

    @property
    def answers_given(self) -> list[dict[str, Any]]:
        """Those questions that were answered."""
        return [answer for answer in self.answers if answer["value"] != ""]
