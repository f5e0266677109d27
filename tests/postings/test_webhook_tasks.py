"""What a company's webhooks are told of its postings and applications, and no more."""

import pytest

from accounts.models import Company, Webhook, WebhookMessage
from accounts.publishing.webhooks import body_of
from jobboard import relay
from postings.lifecycle.erasure import erase_application
from postings.lifecycle.teamwork import write_message, write_note
from postings.permissions import LinkHolder
from postings.webhook_tasks import ANNOUNCED, announce_to_webhooks
from tests import applications, build
from tests.applications import S


@pytest.fixture
def heard(cast) -> Webhook:
    """A webhook of Acme that hears of everything from now on."""
    relay.number_events()
    announce_to_webhooks()
    url = "https://ats.example/hook"
    return Webhook.objects.create(
        company=build.acme(), url=url, events=sorted(ANNOUNCED)
    )


def told(webhook: Webhook) -> list[WebhookMessage]:
    relay.number_events()
    announce_to_webhooks()
    rows = webhook.messages.filter(kind__startswith="application.")
    return list(rows.order_by("due_at"))


def test_every_step_of_an_application_is_told(cast, heard):
    application = applications.application(cast, S.HIRED)
    assert [(row.kind, row.data) for row in told(heard)] == [
        (
            f"application.{past}",
            {
                "id": application.public_id,
                "posting": application.posting.public_id,
                "company": "acme",
                "version": version,
                "from": before,
                "to": after,
            },
        )
        for version, (past, before, after) in enumerate(
            [
                ("submitted", "unconfirmed", "submitted"),
                ("moved", "submitted", "offer"),
                ("hired", "offer", "hired"),
            ],
            start=2,
        )
    ]


def test_nothing_is_told_of_a_person(cast, heard):
    application = applications.application(cast, note="I have shipped Rails since 2.3")
    holder = LinkHolder(application.pk)
    write_message(application, "When would it begin?", by=holder)
    write_note(application, "She seems right", by=cast["recruiter"])
    erase_application(application, by=holder)
    rows = told(heard)
    assert [row.kind.partition(".")[2] for row in rows] == [
        "submitted",
        "message_received",
        "erased",
    ]
    said = b"".join(body_of(row) for row in rows)
    for word in (b"Teodora", b"teodora@", b"Rails", b"begin", b"right"):
        assert word not in said


def test_what_was_never_confirmed_is_told_to_nobody(cast, heard):
    application = applications.application(cast, S.UNCONFIRMED)
    assert told(heard) == []
    applications.do("lapse", application, LinkHolder(application.pk))
    assert told(heard) == []


def test_another_company_hears_nothing(cast, heard):
    other = Webhook.objects.create(
        company=Company.objects.get(slug="globex"), url=heard.url, events=heard.events
    )
    applications.application(cast)
    assert len(told(heard)) == 1
    assert told(other) == []
