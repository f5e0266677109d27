"""What webhooks look like to programs, and what they are made of."""

from typing import Any

from django.core.validators import URLValidator
from rest_framework import serializers

from accounts.lifecycle.webhook import kinds
from accounts.models import Webhook as WebhookRow
from jobboard.rest.fields import Moment, Strict, Text

EVENTS_AT_MOST = 50
EXAMPLE: dict[str, Any] = {
    "id": "3vd9k2m7q0xz",
    "version": 1,
    "url": "https://ats.acme.example/hooks/jobboard",
    "events": ["posting.approved", "posting.closed"],
    "created_at": "2026-01-12T14:00:00Z",
    "disabled_at": None,
    "disabled_because": None,
}
WITH_SECRET = {
    **EXAMPLE,
    "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwq1Yx0Zt3nXk=",
}
MESSAGE: dict[str, Any] = {
    "id": "7q0xz3vd9k2m",
    "type": "posting.closed",
    "created_at": "2026-01-30T17:05:00Z",
    "state": "delivered",
    "due_at": None,
    "data": {"id": "8r5mc0f2k7wq", "company": "acme", "version": 4},
    "attempts": [
        {
            "at": "2026-01-30T17:05:02Z",
            "status": 204,
            "error": None,
            "milliseconds": 88,
        }
    ],
}


def known_kind(name: str) -> None:
    if name not in kinds:
        raise serializers.ValidationError("There is no such event.", "unknown")


class WebhookInput(Strict[Any]):
    """A webhook: where, and of what."""

    url = Text(max_length=1000, validators=[URLValidator(schemes=["https", "http"])])
    events = serializers.ListField(
        child=Text(max_length=60, validators=[known_kind]),
        allow_empty=False,
        max_length=EVENTS_AT_MOST,
        help_text="Such as posting.approved, posting.closed, application.submitted.",
    )

    def validate_events(self, value: list[str]) -> list[str]:
        return sorted(set(value))


class WebhookChangeInput(WebhookInput):
    """A PATCH of a webhook."""

    url = Text(
        max_length=1000,
        validators=[URLValidator(schemes=["https", "http"])],
        required=False,
    )
    events = serializers.ListField(
        child=Text(max_length=60, validators=[known_kind]),
        allow_empty=False,
        max_length=EVENTS_AT_MOST,
        required=False,
    )


class Webhook(serializers.Serializer[Any]):
    id = serializers.CharField()
    version = serializers.IntegerField()
    url = serializers.URLField()
    events = serializers.ListField(child=serializers.CharField())
    created_at = Moment()
    disabled_at = Moment(allow_null=True)
    disabled_because = serializers.ChoiceField(
        WebhookRow.Disabled.choices, allow_null=True
    )


class WebhookWithSecret(Webhook):
    """With what its messages are signed with; shown when it is made."""

    secret = serializers.CharField()


class WebhookAttempt(serializers.Serializer[Any]):
    at = Moment()
    status = serializers.IntegerField(allow_null=True)
    error = serializers.CharField(allow_null=True)
    milliseconds = serializers.IntegerField()


MESSAGE_STATE = ["waiting", "delivered", "failed"]


class WebhookMessage(serializers.Serializer[Any]):
    """One event for one webhook, with every attempt."""

    id = serializers.CharField(help_text="The header webhook-id.")
    type = serializers.CharField()
    created_at = Moment()
    state = serializers.ChoiceField(MESSAGE_STATE)
    due_at = Moment(allow_null=True, help_text="When the next attempt is made.")
    data = serializers.DictField()  # type: ignore[assignment]
    attempts = WebhookAttempt(many=True)
