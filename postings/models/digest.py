"""What alerts have to tell: matches, the mails about them, and who gets none."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from postings.models.alert import Alert, Search
from postings.models.posting import Posting


class FollowingManager(models.Manager["Following"]):
    """Reads the one row."""

    def position(self) -> int:
        """Up to which event all matches are there."""
        return self.values_list("position", flat=True).first() or 0


class Following(models.Model):
    """How far the matching has followed the events: one row."""

    position = models.BigIntegerField(default=0)

    objects: ClassVar[FollowingManager] = FollowingManager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="following_is_one_row", condition=Q(pk=1))
        ]

    def __str__(self) -> str:
        return f"matched up to {self.position}"


class Match(models.Model):
    """A posting that fitted a search when it was last in the news.

    first: the position of its first publication. position: of its latest news,
    such as an edit; never before the first.
    """

    search = models.ForeignKey(Search, models.CASCADE, db_index=False)
    posting = models.ForeignKey(Posting, models.CASCADE, related_name="+")
    first = models.BigIntegerField()
    position = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["search", "posting"], name="match_once"),
            models.CheckConstraint(
                name="match_news_are_not_before_the_first",
                condition=Q(position__gte=F("first")),
            ),
        ]
        indexes = [
            models.Index(fields=["search", "position"], name="match_news"),
            BrinIndex(fields=["made_at"], name="match_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} for {self.search_id} at {self.position}"


class Digest(models.Model):
    """One mail of an alert, from the moment it is due until it is done.

    slot: the moment for which it was made. until: the position up to which it tells,
    once that is settled. posting_ids: what it may carry from then on, and what it did
    carry once it is done. Done without `sent_at`: when it was built there was nothing
    new in it any more.
    """

    alert = models.ForeignKey(
        Alert, models.CASCADE, related_name="digests", db_index=False
    )
    slot = models.DateTimeField()
    until = models.BigIntegerField(null=True)
    posting_ids = ArrayField(models.BigIntegerField(), default=list)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "slot"], name="digest_once_per_slot"
            ),
            models.UniqueConstraint(
                fields=["alert"],
                name="digest_one_at_a_time",
                condition=Q(done_at=None, parked_at=None),
            ),
            models.CheckConstraint(
                name="digest_sent_is_done", condition=Q(sent_at=None) | ~Q(done_at=None)
            ),
            models.CheckConstraint(
                name="digest_sent_carries_something",
                condition=Q(sent_at=None) | ~Q(posting_ids=[]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="digest_due",
                condition=Q(done_at=None, parked_at=None),
            ),
            models.Index(
                fields=["parked_at"],
                name="digest_parked",
                condition=~Q(parked_at=None),
            ),
            BrinIndex(fields=["slot"], name="digest_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.slot:%Y-%m-%d %H:%M} of {self.alert_id}"


class Stopped(models.TextChoices):
    """Why an address gets no more mail of alerts."""

    BOUNCE = "bounce", _("its mail came back")
    COMPLAINT = "complaint", _("its owner called the mail unwanted")


class SuppressionManager(models.Manager["Suppression"]):
    """Knows who gets no mail."""

    def stops(self, address: str) -> bool:
        return self.filter(email=address.lower()).exists()


class Suppression(models.Model):
    """An address to which no alert writes any more."""

    email = models.EmailField(_("e-mail"))
    reason = models.CharField(_("reason"), max_length=9, choices=Stopped)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[SuppressionManager] = SuppressionManager()

    class Meta:
        verbose_name = _("stopped address")
        verbose_name_plural = _("stopped addresses")
        constraints = [
            models.UniqueConstraint("email", name="suppression_once"),
            models.CheckConstraint(
                name="suppression_email_is_lower_case",
                condition=Q(email=Lower(F("email"))),
            ),
        ]

    def __str__(self) -> str:
        return self.email
