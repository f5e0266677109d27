"""One function for each reader of messages about applications."""

from django.urls import reverse
from django.utils import translation

from accounts.models import User
from jobboard.mail import send_mail
from jobboard.outbox import Event
from postings.models import (
    Application,
    ApplicationStatus,
    HiringSettings,
    Message,
    Posting,
    Refusal,
)
from postings.publishing.applicants import shown_name

# What happened: the message to the candidate.
TO_CANDIDATE = {
    "application.received": "application_received",
    "application.repeated": "application_repeated",
    "application.submitted": "application_submitted",
    "application.moved": "application_moved",
    "application.transferred": "application_transferred",
    "application.hired": "application_hired",
    "application.rejected": "application_rejected",
    "application.reopened": "application_reopened",
    "application.withdrawn": "application_withdrawn",
    "application.message_sent": "application_message",
    "application.posting_closed": "application_posting_closed",
    "application.erasure_announced": "application_erasure_announced",
}
# What happened: the message to the team.
TO_TEAM = {
    "application.submitted": "applicant_new",
    "application.withdrawn": "applicant_withdrawn",
    "application.message_received": "applicant_message",
    "application.nudged": "applicant_nudged",
    "application.close_announced": "applicant_close_announced",
}


def tell_candidate(application: Application, event: Event) -> None:
    """What happened, with the link to where it stands."""
    name = TO_CANDIDATE[event.kind]
    if (
        name == "application_repeated"
        and application.status == ApplicationStatus.UNCONFIRMED
    ):
        name = "application_received"
    with translation.override(application.language):
        context = {
            **words_of(application, event),
            "path": reverse("application_track", args=[application.token]),
        }
    send_mail(
        name,
        to=application.email,
        person=application.name,
        language=application.language,
        key=f"{event.pk}.{application.pk}",
        context=context,
    )


def tell_member(application: Application, event: Event, *, member: User) -> None:
    """What happened, with the link to the application at the desk."""
    posting = application.posting
    company = posting.company
    hiring = HiringSettings.objects.filter(company=company).first()
    slug = company.slug if company else ""
    with translation.override(member.language):
        context = {
            **words_of(application, event),
            "name": shown_name(application, hiring),
            "path": reverse("application", args=[slug, application.pk]),
        }
    send_mail(
        TO_TEAM[event.kind],
        to=member.email,
        person=member.name,
        language=member.language,
        key=f"{event.pk}.{member.pk}",
        context=context,
    )


def words_of(application: Application, event: Event) -> dict[str, object]:
    """What a message may say, in the active language."""
    rows = Message.objects.filter(pk=event.data.get("message"), application=application)
    message = rows.first()
    kept = Application.objects.with_end().filter(pk=application.pk).first()
    status = event.to_status or application.status
    left = Posting.objects.filter(pk=event.data.get("from")).first()
    return {
        "application": application,
        "posting": application.posting,
        "left": left,
        "company": application.posting.company,
        "stage": ApplicationStatus(status).label,
        "reason": Refusal(event.why).label if event.why in Refusal.values else "",
        "words": message.text if message else "",
        "kept_until": kept.kept_until if kept else None,
        "due": application.answer_due_at,
    }
