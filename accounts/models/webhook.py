"""Webhooks: where a company wants to be told, and what it was told."""

import base64
import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.company import Company
from jobboard.ids import encode, new_id
from jobboard.versions import Versioned

SECRET_PREFIX = "whsec_"  # noqa: S105
SECRET_BYTES = 32
# For how long both secrets sign after a rotation.
BOTH_FOR = timedelta(days=1)


def new_secret() -> str:
    """A fresh secret, in the form of the Standard Webhooks."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


class Webhook(Versioned):
    """One address of a company, and the kinds of events that it hears of.

    The secrets sign, so they are kept as they are.
    """

    class Disabled(models.TextChoices):
        """Why nothing is sent any more."""

        GONE = "gone", _("the address answered that it is gone")
        FAILING = "failing", _("nothing arrived for a day")

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=1000)
    events = ArrayField(models.CharField(max_length=60))
    secret = models.CharField(max_length=100, default=new_secret)
    old_secret = models.CharField(max_length=100, blank=True)
    old_secret_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    disabled_at = models.DateTimeField(null=True)
    disabled_because = models.CharField(max_length=10, choices=Disabled, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="webhook_hears", condition=~Q(events=[])),
            models.CheckConstraint(
                name="webhook_disabled_says_why",
                condition=Q(disabled_at=None) ^ ~Q(disabled_because=""),
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def public_id(self) -> str:
        """The id as programs see it."""
        return encode(self.pk)

    def secrets(self, at: datetime) -> list[str]:
        """What signs at this moment, the newest first."""
        until = self.old_secret_until
        both = until is not None and until > at
        return [self.secret, self.old_secret] if both else [self.secret]


class WebhookMessageQuerySet(models.QuerySet["WebhookMessage"]):
    """Messages by where they stand."""

    def due(self, at: datetime) -> "WebhookMessageQuerySet":
        """What waits to be sent, the longest first."""
        waiting = self.filter(done_at=None, failed_at=None, webhook__disabled_at=None)
        return waiting.filter(due_at__lte=at).order_by("due_at", "pk")


class WebhookMessage(models.Model):
    """One event for one webhook, until it has arrived or a day has passed."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="messages")
    event_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    data = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    objects: ClassVar = WebhookMessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("webhook", "event_id", name="webhook_message_once")
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="webhook_message_due",
                condition=Q(done_at=None, failed_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.webhook_id}"

    @property
    def public_id(self) -> str:
        """The id as programs see it."""
        return encode(self.pk)


class WebhookAttempt(models.Model):
    """One try to deliver a message; a status of NULL: nothing was answered."""

    message = models.ForeignKey(
        WebhookMessage, models.CASCADE, related_name="attempts_made"
    )
    at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=200, blank=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.status or self.error}"
