"""Messages of webhooks, signed and sent after Standard Webhooks 1.0.

A message is claimed before it is sent and settled after it: a worker that dies in
between leaves it due again, under the same id, by which a receiver knows it. The
address is checked at every attempt, and a redirect is a failure.
"""

import base64
import hmac
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import orjson
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.lifecycle.webhook import disable_webhook
from accounts.models import Webhook, WebhookAttempt, WebhookMessage
from accounts.models.webhook import SECRET_PREFIX
from jobboard.fetching import Guard, Refused, fetch

TIMEOUT = 15
ANSWER_BYTES = 65_536
# When each attempt is made, counted from the first.
ATTEMPTS = [
    timedelta(seconds=seconds)
    for seconds in (0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
]
LEASE = timedelta(seconds=4 * TIMEOUT)
LONGEST = 86_400
GONE = 410
GUARD = Guard()


@dataclass(frozen=True)
class Outcome:
    """What came of one attempt; a status of None: nothing was answered."""

    status: int | None
    error: str
    milliseconds: int
    retry_after: int = 0

    @property
    def arrived(self) -> bool:
        """Whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300


def signature(secrets: Sequence[str], *, name: str, at: int, body: bytes) -> str:
    """The header's value: one `v1,` signature for each secret, spaces between."""
    content = f"{name}.{at}.".encode() + body
    found = []
    for secret in secrets:
        key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
        digest = hmac.new(key, content, sha256).digest()
        found.append(f"v1,{base64.b64encode(digest).decode()}")
    return " ".join(found)


def body_of(message: WebhookMessage) -> bytes:
    """What is sent: thin, and the same at every attempt."""
    return orjson.dumps(
        {"type": message.kind, "timestamp": message.created_at, "data": message.data},
        option=orjson.OPT_UTC_Z,
    )


def deliver(message_id: int) -> None:
    """Make the attempt that is due, if it still is."""
    message = claim(message_id)
    if message is not None:
        settle(message, send(message))


@transaction.atomic
def claim(message_id: int) -> WebhookMessage | None:
    """Take the message for one attempt; should nobody settle it, it is due again."""
    now = timezone.now()
    rows = WebhookMessage.objects.select_related("webhook")
    locked = rows.select_for_update(skip_locked=True, of=("self",))
    message: WebhookMessage | None = locked.due(now).filter(pk=message_id).first()
    if message is None:
        return None
    message.attempts += 1
    message.due_at = now + LEASE
    message.save(update_fields=["attempts", "due_at"])
    return message


def next_attempt(message: WebhookMessage, outcome: Outcome) -> datetime:
    """The moment of the next attempt, with a tenth of jitter; Retry-After is honoured."""
    jitter = random.uniform(1, 1.1)  # noqa: S311
    planned: datetime = message.began_at + ATTEMPTS[message.attempts] * jitter
    asked = timedelta(seconds=min(outcome.retry_after, LONGEST))
    return max(planned, timezone.now() + asked)


def send(message: WebhookMessage) -> Outcome:
    """One attempt; whatever comes of it is an outcome, not an error."""
    began, now, body = time.perf_counter(), timezone.now(), body_of(message)
    at = int(now.timestamp())
    secrets = message.webhook.secrets(now)
    headers = {
        "Content-Type": "application/json",
        "webhook-id": message.public_id,
        "webhook-timestamp": str(at),
        "webhook-signature": signature(
            secrets, name=message.public_id, at=at, body=body
        ),
    }
    status, error, wait = None, "", ""
    try:
        answer = fetch(
            allowed(message.webhook.url),
            method="POST",
            headers=headers,
            body=body,
            max_bytes=ANSWER_BYTES,
            timeout=TIMEOUT,
            guard=GUARD,
        )
        status, wait = answer.status, answer.headers.get("retry-after", "")
    except Refused as refused:
        error = str(refused)
    took = round((time.perf_counter() - began) * 1000)
    return Outcome(status, error[:200], took, int(wait) if wait.isdecimal() else 0)


def allowed(url: str) -> str:
    """The address; Refused where what it is told could be read on the way."""
    if not url.startswith("https://") and not settings.DEBUG:
        raise Refused("webhooks are sent by https only")
    return url


@transaction.atomic
def settle(message: WebhookMessage, outcome: Outcome) -> None:
    """Write down what came of the attempt, and give up where it is time to."""
    WebhookAttempt.objects.create(
        message=message,
        status=outcome.status,
        error=outcome.error,
        milliseconds=outcome.milliseconds,
    )
    if outcome.arrived:
        message.done_at = timezone.now()
    elif message.attempts >= len(ATTEMPTS):
        message.failed_at = timezone.now()
    else:
        message.due_at = next_attempt(message, outcome)
    message.save(update_fields=["done_at", "failed_at", "due_at"])
    if outcome.status == GONE:
        disable_webhook(message.webhook, because=Webhook.Disabled.GONE)
    elif message.failed_at and not heard_since(message):
        disable_webhook(message.webhook, because=Webhook.Disabled.FAILING)


def heard_since(message: WebhookMessage) -> bool:
    """Whether anything has arrived there since this message was first tried."""
    others = WebhookMessage.objects.filter(webhook=message.webhook)
    return others.filter(done_at__gte=message.began_at).exists()
