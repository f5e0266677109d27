"""Every deed on a webhook, and what is written for it to be told.

A deed raises PermissionDenied, StaleVersion or NotAllowedNow, and then has changed
nothing. The secret is nowhere in an event.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import Company, User, Webhook, WebhookMessage
from accounts.models.webhook import BOTH_FOR, new_secret
from accounts.permissions import can_manage_company
from jobboard import outbox, versions
from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow

AT_MOST = 10
# The kinds that can be heard of; an app says its own when it is ready.
kinds: list[str] = []


def register(names: Collection[str]) -> None:
    """Let webhooks hear of these kinds of events."""
    kinds.extend(name for name in names if name not in kinds)


@transaction.atomic
def create_webhook(
    company: Company, *, by: User, url: str, events: Collection[str]
) -> Webhook:
    """A new webhook with a fresh secret; NotAllowedNow where there are ten."""
    require_owner(by, company)
    Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    if company.webhooks.count() >= AT_MOST:
        raise NotAllowedNow
    webhook = Webhook.objects.create(company=company, url=url, events=sorted(events))
    outbox.record("webhook.created", webhook, by=by, data={"company": company.slug})
    return webhook


@transaction.atomic
def edit_webhook(
    webhook: Webhook, facts: Mapping[str, Any], *, by: User, version: int
) -> None:
    """Change where it leads or what it hears of; a disabled one begins again."""
    require_owner(by, webhook.company)
    columns = {name: facts[name] for name in ("url", "events") if name in facts}
    again = {"disabled_at": None, "disabled_because": ""}
    versions.change(webhook, version=version, holds={}, **columns, **again)
    outbox.record("webhook.edited", webhook, by=by)


@transaction.atomic
def rotate_webhook(webhook: Webhook, *, by: User, version: int) -> None:
    """A new secret; for a day both sign."""
    require_owner(by, webhook.company)
    versions.change(
        webhook,
        version=version,
        holds={},
        secret=new_secret(),
        old_secret=webhook.secret,
        old_secret_until=timezone.now() + BOTH_FOR,
    )
    outbox.record("webhook.rotated", webhook, by=by)


@transaction.atomic
def delete_webhook(webhook: Webhook, *, by: User, version: int) -> None:
    """Remove it with its log; what waits is not sent."""
    require_owner(by, webhook.company)
    versions.change(webhook, version=version, holds={})
    outbox.record("webhook.deleted", webhook, by=by)
    webhook.delete()


@transaction.atomic
def replay_message(message: WebhookMessage, *, by: User) -> None:
    """Send it once more, under the same id; NotAllowedNow while it is being sent."""
    require_owner(by, message.webhook.company)
    now = timezone.now()
    rows = WebhookMessage.objects.filter(pk=message.pk)
    settled = rows.exclude(done_at=None, failed_at=None)
    again = {"done_at": None, "failed_at": None, "attempts": 0}
    if not settled.update(due_at=now, began_at=now, **again):
        raise NotAllowedNow
    message.refresh_from_db()
    outbox.record("webhook.replayed", message, by=by)


def announce(company: Company, event: Event, data: Mapping[str, Any]) -> int:
    """Write the event down for every webhook of the company that hears of its kind.

    Safe to call again for the same event. How many hear of it.
    """
    hearing = company.webhooks.filter(
        events__contains=[event.kind], disabled_at=None, created_at__lte=event.at
    )
    messages = [
        WebhookMessage(
            webhook=webhook, event_id=event.pk, kind=event.kind, data=dict(data)
        )
        for webhook in hearing
    ]
    WebhookMessage.objects.bulk_create(messages, ignore_conflicts=True)
    return len(messages)


@transaction.atomic
def disable_webhook(webhook: Webhook, *, because: Webhook.Disabled) -> None:
    """The board gives up on it, and says why; its owner can turn it on again."""
    rows = Webhook.objects.filter(pk=webhook.pk, disabled_at=None)
    if rows.update(disabled_at=timezone.now(), disabled_because=because):
        data = {"because": because.value}
        outbox.record("webhook.disabled", webhook, by=None, data=data)


def require_owner(person: User, company: Company) -> None:
    if not can_manage_company(person, company):
        raise PermissionDenied
