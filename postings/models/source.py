"""Where postings come from, and what each of them came from."""

from datetime import datetime
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, User
from jobboard.ids import new_id
from postings.models.posting import Posting


class SourceKind(models.TextChoices):
    """The shapes that importing can read; the names belong to their makers."""

    GREENHOUSE = "greenhouse", "Greenhouse"
    LEVER = "lever", "Lever"
    ASHBY = "ashby", "Ashby"
    JOBPOSTING = "jobposting", "JobPosting (schema.org)"
    RSS = "rss", "RSS"
    REMOTEOK = "remoteok", "Remote OK"
    JSON = "json", "JSON"
    CSV = "csv", "CSV"


class SourceQuerySet(models.QuerySet["Source"]):
    """Sources, by what is to be done with them."""

    def due(self, at: datetime) -> "SourceQuerySet":
        """Those with an address whose next run has come."""
        waiting = Q(next_run_at=None) | Q(next_run_at__lte=at)
        return self.filter(waiting, is_active=True).exclude(url="").order_by("pk")


class Source(models.Model):
    """A board, feed or file, read again and again. Its postings are its author's."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=SourceKind)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    company = models.ForeignKey(
        Company, models.CASCADE, null=True, blank=True, related_name="sources"
    )
    author = models.ForeignKey(User, models.CASCADE, related_name="+")
    is_active = models.BooleanField(_("active"), default=True)
    every_hours = models.PositiveSmallIntegerField(_("hours between runs"), default=6)
    next_run_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_run_at = models.DateTimeField(null=True, editable=False)
    last_report = models.JSONField(default=dict, editable=False)

    objects: ClassVar = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(
                fields=["author", "kind", "name"],
                name="source_name_once",
                condition=Q(company=None),
            ),
            models.UniqueConstraint(
                fields=["company", "kind", "name"],
                name="source_name_once_in_company",
                condition=~Q(company=None),
            ),
            models.CheckConstraint(
                name="source_kind_is_known", condition=Q(kind__in=SourceKind.values)
            ),
            models.CheckConstraint(
                name="source_runs_apart", condition=Q(every_hours__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Provenance(models.Model):
    """One job at one source, and the posting that it became here.

    A posting that several sources know has one of these for each.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="provenances")
    posting = models.ForeignKey(Posting, models.CASCADE, related_name="provenances")
    external_id = models.CharField(max_length=120)
    url = models.URLField(max_length=1000, blank=True)
    # The facts as they were last read, in short: the same digest, nothing to do.
    digest = models.CharField(max_length=64)
    as_written = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    first_seen_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("source", "external_id", name="provenance_once")
        ]
        indexes = [
            models.Index(
                fields=["source", "last_seen_at"],
                name="provenance_still_there",
                condition=Q(gone_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.external_id} at {self.source}"
