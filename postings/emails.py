"""One function for each message about postings."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from jobboard.mail import send_mail
from jobboard.outbox import Event
from postings.lifecycle.history import decision_of
from postings.models import Ban, Claim, Posting, Report


def posting_approved(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_approved", posting, author=author, event=event)


def posting_published(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_approved", posting, author=author, event=event)


def posting_scheduled(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_scheduled", posting, author=author, event=event)


def posting_returned(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_returned", posting, author=author, event=event)


def posting_rejected(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_rejected", posting, author=author, event=event)


def posting_frozen(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_frozen", posting, author=author, event=event)


def posting_released(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_released", posting, author=author, event=event)


def posting_expired(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_expired", posting, author=author, event=event)


def posting_ending(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_ending", posting, author=author, event=event)


def posting_questioned(posting: Posting, *, author: User, event: Event) -> None:
    tell("posting_questioned", posting, author=author, event=event)


def revision_approved(posting: Posting, *, author: User, event: Event) -> None:
    tell("revision_approved", posting, author=author, event=event)


def revision_returned(posting: Posting, *, author: User, event: Event) -> None:
    tell("revision_returned", posting, author=author, event=event)


def tell(name: str, posting: Posting, *, author: User, event: Event) -> None:
    """One message about one event, to one person, in their language."""
    with translation.override(author.language):
        context: dict[str, object] = {
            "posting": posting,
            "decision": decision_of(event),
            "posting_path": reverse("posting", args=[posting.slug, posting.pk]),
            "desk_path": reverse("posting_desk", args=[posting.pk]),
        }
    send_mail(
        name,
        to=author.email,
        person=author.name,
        language=author.language,
        key=f"{event.pk}.{author.pk}",
        context=context,
    )


def posting_asked(posting: Posting, *, person: User, words: str, event: Event) -> None:
    """A moderator's question, to the author."""
    write("posting_asked", posting, person=person, event=event, words=words)


def posting_answered(
    posting: Posting, *, person: User, words: str, event: Event
) -> None:
    """The author's answer, to the moderator who asked."""
    write("posting_answered", posting, person=person, event=event, words=words)


def write(
    name: str, posting: Posting, *, person: User, event: Event, words: str
) -> None:
    context: dict[str, object] = {
        "posting": posting,
        "words": words,
        "case_path": reverse("admin:moderation_posting", args=[posting.pk]),
    }
    with translation.override(person.language):
        context["desk_path"] = reverse("posting_desk", args=[posting.pk])
    send_mail(
        name,
        to=person.email,
        person=person.name,
        language=person.language,
        key=f"{event.pk}.{person.pk}",
        context=context,
    )


def ban_imposed(ban: Ban, *, person: User, event: Event) -> None:
    """That they may not publish any more, and why."""
    tell_of_ban("ban_imposed", ban, person=person, event=event)


def ban_lifted(ban: Ban, *, person: User, event: Event) -> None:
    """That they may publish again."""
    tell_of_ban("ban_lifted", ban, person=person, event=event)


def tell_of_ban(name: str, ban: Ban, *, person: User, event: Event) -> None:
    with translation.override(person.language):
        context: dict[str, object] = {
            "company": ban.company,
            "decision": decision_of(event),
            "desk_path": reverse("desk"),
            "contact_email": settings.CONTACT_EMAIL,
        }
    send_mail(
        name,
        to=person.email,
        person=person.name,
        language=person.language,
        key=f"{event.pk}.{person.pk}",
        context=context,
    )


def claim_decided(claim: Claim, *, person: User, event: Event) -> None:
    """Whether the job is theirs now, and why not."""
    posting = claim.posting
    with translation.override(person.language):
        context: dict[str, object] = {
            "posting": posting,
            "company": claim.company,
            "outcome": claim.outcome,
            "words": event.why,
            "desk_path": reverse("posting_desk", args=[posting.pk]),
        }
    send_mail(
        "claim_decided",
        to=person.email,
        person=person.name,
        language=person.language,
        key=f"{event.pk}.{person.pk}",
        context=context,
    )


def report_resolved(report: Report, *, event: Event) -> None:
    """What came of a report, to whoever left an address."""
    context: dict[str, object] = {
        "title": report.posting.title,
        "outcome": report.outcome,
    }
    send_mail(
        "report_resolved",
        to=report.email,
        language=report.language,
        key=f"{event.pk}.{report.pk}",
        context=context,
    )
