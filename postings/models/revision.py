"""An edit of a live posting that waits for a decision, while the old text stays live."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobboard.ids import new_id
from jobboard.versions import Versioned
from postings.models.choices import RevisionStatus
from postings.models.posting import Posting

OPEN = (RevisionStatus.SUBMITTED, RevisionStatus.RETURNED)


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions by where they stand."""

    def open(self) -> "RevisionQuerySet":
        """Those that are neither approved nor withdrawn: at most one of a posting."""
        return self.filter(status__in=OPEN)

    def waiting(self) -> "RevisionQuerySet":
        """Those that wait for a moderator, the oldest first."""
        rows = self.filter(status=RevisionStatus.SUBMITTED, posting__status="live")
        return rows.order_by("submitted_at", "pk")


class Revision(Versioned):
    """Facts that would replace the posting's, written against its `base_version`."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    posting = models.ForeignKey(Posting, models.CASCADE, related_name="revisions")
    base_version = models.PositiveIntegerField()
    status = models.CharField(
        max_length=10, choices=RevisionStatus, default=RevisionStatus.SUBMITTED
    )
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    facts = models.JSONField(encoder=DjangoJSONEncoder)
    submitted_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(
                fields=["posting"],
                name="revision_open_once",
                condition=Q(status__in=OPEN),
            ),
            models.CheckConstraint(
                name="revision_status_is_known",
                condition=Q(status__in=RevisionStatus.values),
            ),
        ]
        indexes = [
            models.Index(
                fields=["submitted_at", "id"],
                name="revision_waiting",
                condition=Q(status=RevisionStatus.SUBMITTED),
            )
        ]

    def __str__(self) -> str:
        return f"{self.posting} v{self.base_version}"
