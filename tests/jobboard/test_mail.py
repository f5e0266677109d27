"""Mail goes out through a real SMTP server."""

import email
import email.policy
import socket

import pytest
from aiosmtpd.controller import Controller

from jobboard.outbox import deliver
from postings.models import Status
from postings.tasks import tell_author_of_decision
from tests import build


class Sink:
    """Keeps what it is handed."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (aiosmtpd's)
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append(parsed)
        return "250 OK"


@pytest.fixture
def smtp(settings):
    sink = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield sink
    controller.stop()


@pytest.mark.parametrize(
    ("language", "subject", "word"),
    [
        ("en", "Your job is open: Backend Engineer", "until"),
        ("pt-br", "Sua vaga está aberta: Backend Engineer", "até"),
        ("es", "Tu empleo está abierto: Backend Engineer", "hasta"),
    ],
)
def test_an_approval_reaches_the_author_in_their_language(
    cast, smtp, language, subject, word
):
    cast["owner"].language = language
    cast["owner"].save()
    posting = build.posting(cast, Status.LIVE)
    tell_author_of_decision(build.decision_to_tell().pk)
    (mail,) = smtp.mails
    assert mail["Subject"] == subject
    assert mail["To"] == "Olívia Prado <owner@acme.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == language
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    for part in (text, html):
        assert word in part
        assert f"https://board.example/{language}/jobs/{posting.slug}-" in part
        assert f"https://board.example/{language}/desk/jobs/" in part
    assert f'<html lang="{language}">' in html


def test_a_return_names_the_reasons_and_the_words(cast, smtp):
    build.posting(cast, Status.RETURNED)
    tell_author_of_decision(build.decision_to_tell().pk)
    text = smtp.mails[0].get_body(("plain",)).get_content()
    assert "- The pay is not believable" in text
    assert "Why?" in text


def test_sent_twice_it_is_still_the_same_message(cast, smtp):
    from postings import tasks

    build.posting(cast, Status.LIVE)
    event = build.decision_to_tell().event
    tasks.emails.posting_approved(
        build.Posting.objects.get(), author=cast["owner"], event=event
    )
    tasks.emails.posting_approved(
        build.Posting.objects.get(), author=cast["owner"], event=event
    )
    assert smtp.mails[0]["Message-ID"] == smtp.mails[1]["Message-ID"]


def test_titles_cannot_smuggle_headers(cast, smtp):
    build.posting(cast, Status.LIVE, title="Engineer\nBcc: victim@example.com")
    tell_author_of_decision(build.decision_to_tell().pk)
    assert smtp.mails[0]["Bcc"] is None
    assert (
        smtp.mails[0]["Subject"] == "Your job is open: Engineer Bcc: victim@example.com"
    )


def test_a_server_that_is_away_leaves_the_mail_due(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    build.posting(cast, Status.LIVE)
    delivery = build.decision_to_tell()
    tell_author_of_decision(delivery.pk)
    delivery.refresh_from_db()
    assert delivery.done_at is None
    assert delivery.last_error.startswith("ConnectionRefusedError")
    deliver(delivery.pk, lambda _event: None)
    delivery.refresh_from_db()
    assert delivery.done_at is not None
