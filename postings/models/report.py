"""What readers report about a posting."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobboard.ids import new_id
from jobboard.text import validate_printable
from jobboard.versions import Versioned
from postings.models.posting import Posting


class ReportCode(models.TextChoices):
    """What may be wrong with a posting."""

    SCAM = "scam", _("It looks like a scam, or asks for money or documents")
    EXCLUDES = "excludes", _("It excludes people unlawfully")
    FALSE = "false", _("What it states is not true")
    GONE = "gone", _("The job is taken, or does not exist")
    TWICE = "twice", _("It is on the board twice")
    OTHER = "other", _("Something else")


class ReportOutcome(models.TextChoices):
    """What came of a report."""

    UPHELD = "upheld", _("was right")
    DISMISSED = "dismissed", _("changed nothing")
    MOOT = "moot", _("the job had ended")


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports, by where they stand."""

    def open(self) -> "ReportQuerySet":
        return self.filter(resolved_at=None)


class Report(Versioned):
    """One reader's report; one address reports one posting once a day."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    posting = models.ForeignKey(Posting, models.CASCADE, related_name="reports")
    code = models.CharField(_("What is wrong?"), max_length=10, choices=ReportCode)
    words = models.TextField(
        _("In your words"), max_length=1000, blank=True, validators=[validate_printable]
    )
    reporter = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    # Forgotten as soon as the reader was told.
    email = models.EmailField(_("Your e-mail address"), blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    # A keyed hash of the network address and the day: it tells nothing on the next.
    address_hash = models.CharField(max_length=32)
    day = models.DateField()
    created_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=ReportOutcome, blank=True)

    objects: ClassVar = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                "posting", "address_hash", "day", name="report_once_a_day"
            ),
            models.CheckConstraint(
                name="report_code_is_known", condition=Q(code__in=ReportCode.values)
            ),
            models.CheckConstraint(
                name="report_resolved_says_how",
                condition=Q(resolved_at=None, outcome="")
                | Q(resolved_at__isnull=False, outcome__in=ReportOutcome.values),
            ),
        ]
        indexes = [
            models.Index(fields=["address_hash"], name="report_by_address"),
            models.Index(fields=["created_at"], name="report_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.day}"
