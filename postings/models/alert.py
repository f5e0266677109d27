"""An alert: a search that somebody follows, when they are told, and how far they are.

Searches are canonical and never change, so that a million alerts may share a hundred
thousand of them. Places in time are positions of events, in the order of commits.
"""

from datetime import date, datetime
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobboard.ids import decode, encode, new_id
from jobboard.versions import Versioned
from postings.slots import Frequency

MANAGE = signing.Signer(salt="postings.alert", sep=".")
# What the links to postings carry: it says whose mail was read, and opens nothing.
CLICK = signing.Signer(salt="postings.alert.click", sep=".")
HOUR = 8


def today() -> date:
    return timezone.localdate()


class Search(models.Model):
    """One canonical search; however many follow it, it is matched once."""

    hash = models.CharField(max_length=32)
    query = models.CharField(max_length=4000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hash"], name="search_once")]

    def __str__(self) -> str:
        return self.query


class AlertQuerySet(models.QuerySet["Alert"]):
    """The vocabulary of reads."""

    def confirmed(self) -> Self:
        return self.exclude(confirmed_at=None)

    def of(self, user: User, addresses: list[str]) -> Self:
        """A person's own: made while signed in, or for an address proven theirs."""
        return self.filter(Q(user=user) | Q(user=None, email__in=addresses))

    def due_to_lapse(self, before: datetime) -> Self:
        """Never confirmed, and too old to wait for it any longer."""
        return self.filter(confirmed_at=None, created_at__lte=before)

    def due_to_be_asked(self, before: date) -> Self:
        """Not paused, and nobody has followed a link of theirs since, or been asked."""
        awake = self.confirmed().exclude(paused_until__gt=today())
        return awake.filter(asked_at=None, last_seen_on__lte=before)

    def due_to_end(self, before: datetime) -> Self:
        """Asked whether to go on, and nobody has answered."""
        return self.filter(asked_at__lte=before)


class AlertManager(models.Manager.from_queryset(AlertQuerySet)):  # type: ignore[misc]
    """Finds alerts by the tokens of their links, too."""

    def by_token(self, token: str, signer: signing.Signer = MANAGE) -> "Alert":
        """The alert of a link.

        DoesNotExist where it is gone, BadSignature for words that were made up.
        """
        try:
            number = decode(signer.unsign(token))
        except ValueError as error:
            raise signing.BadSignature from error
        found: Alert = self.select_related("search", "user").get(pk=number)
        return found


class Alert(Versioned):
    """Somebody who follows a search: a person with an account, or an address.

    since: the position from which on postings are news to it; NULL until the
    matching has passed the event with which it began. cursor: the position up to
    which it has been told. due_at: when it will next have something to tell.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    search = models.ForeignKey(Search, models.PROTECT, related_name="alerts")
    # Both have an index of their own: the two constraints that keep alerts single.
    user = models.ForeignKey(
        User, models.CASCADE, null=True, related_name="alerts", db_index=False
    )
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    frequency = models.CharField(
        _("how often"), max_length=7, choices=Frequency, default=Frequency.DAILY
    )
    hour = models.PositiveSmallIntegerField(_("at what hour"), default=HOUR)
    zone = models.CharField(_("time zone"), max_length=40)
    paused_until = models.DateField(_("pause until"), null=True, blank=True)

    since = models.BigIntegerField(null=True, editable=False)
    cursor = models.BigIntegerField(null=True, editable=False)
    due_at = models.DateTimeField(null=True, editable=False)

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    link_sent_at = models.DateTimeField(default=timezone.now, editable=False)
    last_seen_on = models.DateField(default=today, editable=False)
    asked_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = AlertManager()

    class Meta:
        verbose_name = _("job alert")
        verbose_name_plural = _("job alerts")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "search"],
                name="alert_once_per_person",
                condition=Q(user__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["email", "search"],
                name="alert_once_per_address",
                condition=~Q(email=""),
            ),
            models.CheckConstraint(
                name="alert_has_one_reader",
                condition=Q(user=None) ^ Q(email=""),
            ),
            models.CheckConstraint(
                name="alert_email_is_lower_case", condition=Q(email=Lower(F("email")))
            ),
            models.CheckConstraint(
                name="alert_frequency_is_known",
                condition=Q(frequency__in=Frequency.values),
            ),
            models.CheckConstraint(
                name="alert_hour_is_an_hour", condition=Q(hour__lte=23)
            ),
            models.CheckConstraint(
                name="alert_cursor_is_not_before_its_beginning",
                condition=Q(since=None, cursor=None)
                | Q(since__isnull=False, cursor__gte=F("since")),
            ),
            models.CheckConstraint(
                name="alert_follows_once_confirmed",
                condition=~Q(confirmed_at=None) | Q(since=None),
            ),
            models.CheckConstraint(
                name="alert_is_due_only_while_it_follows",
                condition=Q(due_at=None) | ~Q(since=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="alert_due", condition=~Q(due_at=None)
            ),
            models.Index(
                fields=["created_at"],
                name="alert_unconfirmed",
                condition=Q(confirmed_at=None),
            ),
            models.Index(
                fields=["last_seen_on"],
                name="alert_unseen",
                condition=Q(asked_at=None),
            ),
            models.Index(
                fields=["asked_at"], name="alert_asked", condition=~Q(asked_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.search}"

    @property
    def public_id(self) -> str:
        """The id as people and programs see it."""
        return encode(self.pk)

    @property
    def token(self) -> str:
        """The secret of the managing link; it is stored nowhere."""
        return MANAGE.sign(self.public_id)

    @property
    def click_token(self) -> str:
        """What the links to postings carry."""
        return CLICK.sign(self.public_id)

    @property
    def address(self) -> str:
        """Where its mails go: to the person's address of today, or to its own."""
        return self.user.email if self.user else self.email

    def is_paused(self, now: datetime | None = None) -> bool:
        """Whether the day until which nothing is wanted is still to come there."""
        if self.paused_until is None:
            return False
        return timezone.localdate(now, ZoneInfo(self.zone)) < self.paused_until

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
