"""Work that follows an event or the clock: ids in, one piece of work out."""

from celery import shared_task
from django.utils import timezone

from accounts import emails
from accounts.lifecycle import retention
from accounts.models import Company, Domain, Invitation, Role, User, WebhookMessage
from accounts.publishing.domains import look
from accounts.publishing.webhooks import deliver
from jobboard.outbox import Event, reaction

BATCH = 200


@reaction
def tell_invited(event: Event) -> None:
    """Mail an invitation, unless it has ended by now; in their language, if known."""
    rows = Invitation.objects.open().select_related("company", "by")
    invitation = rows.filter(pk=event.data["invitation"]).first()
    if invitation is None:
        return
    known = User.objects.filter(email=invitation.email).first() or invitation.by
    language = known.language if known else "en"
    emails.company_invited(invitation, language=language, event=event)


@reaction
def tell_removed(event: Event) -> None:
    """Mail somebody that they are off a team, if both are still here."""
    person = User.objects.filter(pk=event.data["member"], is_active=True).first()
    company = Company.objects.filter(pk=event.subject_id).first()
    if person is not None and company is not None:
        emails.member_removed(person, company=company, event=event)


@reaction
def tell_deleted(event: Event) -> None:
    """Mail the receipt of a deletion; the address is forgotten with it."""
    if "email" in event.data:
        emails.account_deleted(event)
        retention.forget_receipt(event)


@reaction
def tell_domain(event: Event) -> None:
    """Mail the link that proves a domain, unless it has been given up by now."""
    rows = Domain.objects.select_related("company")
    domain = rows.filter(pk=event.data["domain"]).first()
    if domain is not None:
        emails.domain_asked(domain, mailbox=event.data["mailbox"], event=event)


@reaction
def tell_owners_of_domain(event: Event) -> None:
    """Mail the owners that a domain is verified, or is not any more."""
    owners = User.objects.filter(
        memberships__company=event.subject_id,
        memberships__role=Role.OWNER,
        is_active=True,
    )
    company = Company.objects.filter(pk=event.subject_id).first()
    if company is None:
        return
    for person in owners.order_by("pk"):
        emails.domain_settled(person, company=company, event=event)


@shared_task(name="accounts.tasks.check_domains")
def check_domains() -> int:
    """Hand out the domains that are to be looked at; how many there were."""
    due = Domain.objects.due(timezone.now()).values_list("pk", flat=True)
    found = list(due[:BATCH])
    for domain_id in found:
        check_domain.delay(domain_id)
    return len(found)


@shared_task(name="accounts.tasks.check_domain")
def check_domain(domain_id: int) -> None:
    """Look at one domain; a second copy of this finds it claimed."""
    look(domain_id)


@shared_task(name="accounts.tasks.forget_old")
def forget_old() -> dict[str, int]:
    """Forget whatever has been kept long enough; how many of what."""
    now = timezone.now()
    return {
        "accounts": retention.forget_unverified(now),
        "invitations": retention.forget_invitations(now),
        "sessions": retention.forget_sessions(now),
        "receipts": retention.forget_receipts(now),
    }


@shared_task(name="accounts.tasks.send_webhooks")
def send_webhooks() -> int:
    """Hand out whatever is due to be sent; how many there were."""
    due = WebhookMessage.objects.due(timezone.now()).values_list("pk", flat=True)
    found = list(due[:BATCH])
    for message_id in found:
        send_webhook.delay(message_id)
    return len(found)


@shared_task(name="accounts.tasks.send_webhook")
def send_webhook(message_id: int) -> None:
    """One attempt at one message; a second copy of this finds it claimed."""
    deliver(message_id)
