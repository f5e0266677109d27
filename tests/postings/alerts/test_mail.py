"""The mail itself: what it says, and what its headers promise."""

import re
from decimal import Decimal

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from postings.alert_tasks import match_news, send_digests, tell_of_digest
from postings.alerts import content, digests
from postings.lifecycle.alert import Wishes, confirm_alert, create_alert
from postings.models import Alert, Digest
from postings.permissions import AlertHolder
from postings.search.criteria import Criteria
from tests import build
from tests.postings.alerts.following import follow, match
from tests.postings.alerts.test_digests import soon

pytestmark = pytest.mark.django_db
READER = Criteria(
    skill=("python",),
    country="BR",
    speaks=("en-C1",),
    pay=Decimal(12_000),
    currency="BRL",
)
NO_PAY = {"pay_min": None, "pay_max": None, "pay_currency": "", "pay_period": ""}


def send(alert: Alert) -> EmailMultiAlternatives:
    """The mail with which the alert tells what it has to."""
    match()
    digests.plan(soon())
    tell_of_digest(Digest.objects.get(alert=alert).pk)
    message = mail.outbox[-1]
    assert isinstance(message, EmailMultiAlternatives)
    return message


def html_of(message: EmailMultiAlternatives) -> str:
    (html,) = [content for content, kind in message.alternatives if kind == "text/html"]
    assert isinstance(html, str)
    return html


def test_it_says_what_is_new_why_and_what_is_not_stated(cast):
    alert = follow(cast["candidate"], READER)
    build.posting(cast, title="Quiet Engineer", **NO_PAY)
    build.posting(cast, title="Ledger Engineer")
    message = send(alert)
    assert message.subject == "Ledger Engineer, US$ 5,000 – 7,000 and 1 more new job"
    for part in (message.body, html_of(message)):
        assert "2 new jobs for you" in part
        assert part.index("Ledger Engineer") < part.index("Quiet Engineer")
        assert "Acme" in part
        assert re.search(r"about R\$.[\d,]+ – [\d,]+ per month", part)
        assert "Salary not stated" in part
        assert "Not stated: Contract" in part
        assert "Python, as you asked; open to Brazil; English B2: you have it" in part
        assert "its salary reaches your R$" in part
        assert "not told" not in part
        assert "it does not state its salary, and you asked to see those, too." in part
        assert alert.token in part
        assert "/en/jobs/?" in part


@pytest.mark.parametrize(
    ("language", "words"),
    [("pt-br", "vagas novas para você"), ("es", "empleos nuevos para ti")],
)
def test_it_is_in_the_readers_language(cast, language, words):
    alert = follow(cast["candidate"], READER, language=language)
    build.posting(cast)
    build.posting(cast)
    message = send(alert)
    assert words in message.body
    assert f'<html lang="{language}">' in html_of(message)
    assert message.extra_headers["Content-Language"] == language
    assert f"/{language}/alerts/{alert.token}/" in message.body


def test_its_headers_let_a_program_leave_and_file_it(cast):
    alert = follow(cast["candidate"], frequency="daily")
    build.posting(cast)
    match()
    alert.refresh_from_db()
    digests.plan(alert.due_at)
    digest = Digest.objects.get()
    tell_of_digest(digest.pk)
    headers = mail.outbox[-1].message()
    address = f"https://board.example/en/alerts/{alert.token}/leave/"
    assert headers["List-Unsubscribe"] == f"<{address}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Id"] == "<daily.alerts.board.example>"
    assert headers["Auto-Submitted"] == "auto-generated"
    stamp = f"{digest.slot:%Y%m%dT%H%M%S%f}"
    key = f"<{alert.public_id}.{stamp}@board.example>"
    assert headers["Message-ID"] == key
    assert headers["To"] == f"{cast['candidate'].name} <candidate@example.com>"


def test_it_watches_nobody_and_asks_nobody_else(cast):
    alert = follow(cast["candidate"])
    build.posting(cast)
    html = html_of(send(alert))
    assert "<img" not in html
    links = re.findall(r'href="([^"]+)"', html)
    assert links
    assert all(link.startswith("https://board.example") for link in links)
    assert "http" not in re.sub(r'href="[^"]+"', "", html)
    assert len(html) < 100_000
    assert "prefers-color-scheme: dark" in html


def test_the_managing_secret_is_in_no_link_to_a_posting(cast):
    alert = follow(cast["candidate"])
    posting = build.posting(cast)
    links = re.findall(r"https://\S+", send(alert).body)
    (to_posting,) = [link for link in links if posting.public_id in link]
    assert alert.token not in to_posting


def test_a_hostile_title_is_only_a_title(cast):
    alert = follow(cast["candidate"])
    title = 'Dev</h2><script>alert(1)</script>\r\nBcc: victim@example.com "x"'
    build.posting(cast, title=title)
    message = send(alert)
    assert "<script" not in html_of(message)
    assert message.message()["Bcc"] is None
    assert "\n" not in message.subject


def test_many_are_named_by_their_title_and_very_many_are_linked(cast, monkeypatch):
    monkeypatch.setattr(content, "SHOWN", 2)
    monkeypatch.setattr(content, "NAMED", 4)
    alert = follow(cast["candidate"], READER)
    build.posting(cast, title="Cut off", **NO_PAY)
    build.posting(cast, title="Named Last", **NO_PAY)
    for number in range(3):
        build.posting(cast, title=f"Engineer {number}")
    message = send(alert)
    for part in (message.body, html_of(message)):
        assert "5 new jobs" in part
        assert part.count("Why this job:") == 2
        order = [part.index(f"Engineer {number}") for number in (2, 1, 0)]
        assert order == sorted(order)
        assert part.index("Engineer 0") < part.index("Named Last")
        assert "Cut off" not in part
        assert "See all 5" in part
    assert len(Digest.objects.get().posting_ids) == 4


def test_an_address_without_an_account_is_written_to(cast):
    wishes = Wishes("en", "at_once", 8, "UTC")
    alert = create_alert(READER, wishes, by=None, email="maria@example.com")
    confirm_alert(alert, by=AlertHolder(alert.pk), version=alert.version)
    match()
    build.posting(cast)
    assert send(alert).to == ["maria@example.com"]


def test_the_clocks_tasks_do_it_all(cast, settings, monkeypatch):
    settings.ALERT_BATCH_SECONDS = 0
    handed: list[int] = []
    apply = lambda arguments: handed.append(arguments[0])  # noqa: E731
    monkeypatch.setattr(tell_of_digest, "apply_async", apply)
    follow(cast["candidate"])
    build.posting(cast)
    from jobboard import relay

    relay.number_events()
    assert match_news() == 1
    assert send_digests() == 1
    assert send_digests() == 0
    tell_of_digest(handed[0])
    assert len(mail.outbox) == 1
    tell_of_digest(handed[0])
    assert len(mail.outbox) == 1
    assert Digest.objects.get().sent_at <= timezone.now()
