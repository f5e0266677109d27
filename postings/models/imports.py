"""An import that somebody asks for at the desk: looked at first, then carried out."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobboard.ids import encode, new_id
from jobboard.versions import Versioned
from postings.models.source import Source


class ImportStatus(models.TextChoices):
    """How far an import has come."""

    ASKED = "asked", _("being read")
    CHECKED = "checked", _("to be confirmed")
    CONFIRMED = "confirmed", _("under way")
    DONE = "done", _("done")
    FAILED = "failed", _("could not be read")
    DROPPED = "dropped", _("dropped")


# While an import of a source has not come to its end, there is no other of it.
UNFINISHED = (ImportStatus.ASKED, ImportStatus.CHECKED, ImportStatus.CONFIRMED)
WORKED_ON = (ImportStatus.ASKED, ImportStatus.CONFIRMED)


class ImportQuerySet(models.QuerySet["Import"]):
    """Imports, by what is to be done with them."""

    def unfinished(self) -> "ImportQuerySet":
        return self.filter(status__in=UNFINISHED)

    def waiting(self) -> "ImportQuerySet":
        """What a worker has to do, the oldest first."""
        return self.filter(status__in=WORKED_ON).order_by("asked_at", "pk")


class Import(Versioned):
    """What was handed over, and what came, or would come, of it.

    The content stays from the look until the end, so that what is carried out is
    what was shown.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, models.CASCADE, related_name="imports")
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(
        max_length=9, choices=ImportStatus, default=ImportStatus.ASKED
    )
    content = models.BinaryField(null=True)
    # As `postings.importing.running.Report` says it.
    report = models.JSONField(default=dict)
    failure = models.CharField(max_length=200, blank=True)

    objects: ClassVar = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                name="import_unfinished_once",
                condition=Q(status__in=UNFINISHED),
            ),
            models.CheckConstraint(
                name="import_status_is_known",
                condition=Q(status__in=ImportStatus.values),
            ),
            models.CheckConstraint(
                name="import_content_is_let_go",
                condition=Q(status__in=UNFINISHED) | Q(content=None),
            ),
            models.CheckConstraint(
                name="import_failure_says_why",
                condition=Q(status=ImportStatus.FAILED) ^ Q(failure=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="import_waiting",
                condition=Q(status__in=WORKED_ON),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.status}"

    @property
    def public_id(self) -> str:
        return encode(self.pk)
