"""A case: something that waits for a moderator, why, and how it was decided."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Company
from jobboard.ids import encode, new_id
from jobboard.outbox import Event
from jobboard.versions import Versioned
from postings.models.choices import Reason, Status
from postings.models.claim import Claim
from postings.models.posting import Posting
from postings.models.revision import Revision


class Cause(models.TextChoices):
    """Why a moderator should look."""

    NEW = "new", _("New, of a company that is not trusted yet")
    FIRST = "first", _("First job of its company here")
    EDITED = "edited", _("Edited while open")
    RENEWED = "renewed", _("Opened again")
    APPEALED = "appealed", _("The author appeals")
    REPORTED = "reported", _("Reported by readers")
    WORDS = "words", _("Words that scams or discrimination use")
    LINK = "link", _("The link hides where it goes")
    TWICE = "twice", _("Looks like another job")
    FROZEN = "frozen", _("Frozen, to be released or rejected")
    ASKED = "asked", _("Waits for an answer of the author")
    ANSWERED = "answered", _("The author has answered")
    CLAIMED = "claimed", _("A company says that it is its job")


class Outcome(models.TextChoices):
    """How a case ended."""

    APPROVE = "approve", _("approved")
    RETURN = "return", _("sent back")
    REJECT = "reject", _("rejected")
    FREEZE = "freeze", _("frozen")
    RELEASE = "release", _("released")
    KEEP = "keep", _("kept open")
    BAN = "ban", _("banned")
    UNBAN = "unban", _("ban lifted")
    GRANT = "grant", _("claim granted")
    REFUSE = "refuse", _("claim refused")
    MERGE = "merge", _("merged with another job")
    MOOT = "moot", _("taken back by its author")


class CaseQuerySet(models.QuerySet["Case"]):
    """The queue, and the log."""

    def open(self) -> "CaseQuerySet":
        """What waits for a decision; an edit only while its posting is open."""
        decidable = Q(revision=None) | Q(posting__status=Status.LIVE)
        return self.filter(decidable, closed_at=None)

    def decided(self) -> "CaseQuerySet":
        """What somebody has decided: the log."""
        return self.exclude(closed_at=None).exclude(outcome=Outcome.MOOT)

    def with_subject(self) -> "CaseQuerySet":
        """With what a line of the queue shows."""
        return self.select_related(
            "company",
            "posting__author",
            "posting__company",
            "revision__author",
            "claim",
        )


class Case(Versioned):
    """Held from `opened_at` until `closed_at`, when `event` decided it.

    It is about a posting, about an edit of one, about a claim to one, or, a ban, about
    a company; a posting is named for the first two. The title is kept: a posting that was sent back may be deleted by its author.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    posting = models.ForeignKey(
        Posting, models.SET_NULL, null=True, related_name="cases"
    )
    revision = models.ForeignKey(
        Revision, models.SET_NULL, null=True, related_name="cases"
    )
    claim = models.ForeignKey(Claim, models.SET_NULL, null=True, related_name="cases")
    company = models.ForeignKey(
        Company, models.SET_NULL, null=True, related_name="cases"
    )
    title = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, blank=True)
    causes = ArrayField(
        models.CharField(max_length=10, choices=Cause), default=list, blank=True
    )
    # What was found in the text, as `postings.moderation_words.Found`.
    findings = models.JSONField(default=list)
    changed = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    report_count = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(default=timezone.now)
    # The place in the queue: the moment of opening, moved up by reports.
    place_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    given = ArrayField(
        models.CharField(max_length=20, choices=Reason), default=list, blank=True
    )
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    # The facts as they were sent back, to show what has changed since.
    facts = models.JSONField(encoder=DjangoJSONEncoder, null=True)

    objects: ClassVar = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(
                fields=["posting"],
                name="case_open_once_for_posting",
                condition=Q(closed_at=None, revision=None),
            ),
            models.UniqueConstraint(
                fields=["revision"],
                name="case_open_once_for_revision",
                condition=Q(closed_at=None),
            ),
            models.UniqueConstraint(
                fields=["claim"],
                name="case_open_once_for_claim",
                condition=Q(closed_at=None),
            ),
            models.CheckConstraint(
                name="case_closed_says_how",
                condition=Q(closed_at=None, outcome="")
                | Q(closed_at__isnull=False, outcome__in=Outcome.values),
            ),
            models.CheckConstraint(
                name="case_decided_by_an_event",
                condition=Q(outcome__in=["", Outcome.MOOT]) | ~Q(event=None),
            ),
            models.CheckConstraint(
                name="case_causes_are_known",
                condition=Q(causes__contained_by=list(Cause.values)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["place_at", "id"],
                name="case_queue",
                condition=Q(closed_at=None),
            ),
            models.Index(
                fields=["-closed_at", "-id"],
                name="case_log",
                condition=Q(closed_at__isnull=False) & ~Q(outcome=Outcome.MOOT),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.outcome}".strip()

    @property
    def public_id(self) -> str:
        return encode(self.pk)
