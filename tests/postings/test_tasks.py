"""What the clock causes, and the mail about every decision."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from jobboard.outbox import Delivery, Event
from postings import tasks
from postings.lifecycle.revision import (
    approve_revision,
    return_revision,
    revise_posting,
)
from postings.models import Posting, Status
from tests import build
from tests.build import do, doer


def test_what_is_due_expires_once(cast):
    due, later = build.posting(cast), build.posting(cast)
    Posting.objects.filter(pk=due.pk).update(valid_through=timezone.now())
    assert Posting.objects.live().get() == later
    assert tasks.expire_postings() == 1
    assert tasks.expire_postings() == 0
    assert Posting.objects.get(pk=due.pk).status == Status.EXPIRED
    assert Event.objects.get(kind="posting.expired").by is None


def test_what_is_scheduled_goes_live_on_its_day(cast):
    build.posting(cast, Status.SCHEDULED)
    assert tasks.publish_scheduled_postings() == 0
    Posting.objects.update(publish_at=timezone.now() - timedelta(seconds=1))
    assert tasks.publish_scheduled_postings() == 1
    assert tasks.publish_scheduled_postings() == 0
    assert Posting.objects.live().count() == 1


def test_a_withdrawn_one_does_not_go_live(cast):
    posting = build.posting(cast, Status.SCHEDULED)
    Posting.objects.update(publish_at=timezone.now())
    stale = Posting.objects.get()
    do("withdraw", posting, cast["owner"])
    assert not tasks.moved(tasks.go_live_posting, stale)


SUBJECTS = {
    "approve": "Your job is open: ",
    "return": "Your job needs another look: ",
    "reject": "Your job was rejected: ",
    "freeze": "Your job is frozen: ",
    "release": "Your job is open again: ",
    "expire": "Your job has expired: ",
    "go_live": "Your job is open: ",
}
FROM = {
    "approve": Status.SUBMITTED,
    "return": Status.SUBMITTED,
    "reject": Status.FROZEN,
    "freeze": Status.LIVE,
    "release": Status.FROZEN,
    "expire": Status.LIVE,
    "go_live": Status.SCHEDULED,
}


def send_last():
    mail.outbox.clear()
    tasks.tell_author_of_decision(Delivery.objects.latest("pk").pk)
    (sent,) = mail.outbox
    return sent


@pytest.mark.parametrize("language", ["en", "pt-br", "es"])
@pytest.mark.parametrize("name", SUBJECTS)
def test_every_decision_is_mailed_with_its_reasons(cast, name, language):
    cast["owner"].language = language
    cast["owner"].save()
    posting = build.posting(cast, FROM[name])
    do(name, posting, doer(name, cast))
    sent = send_last()
    if language == "en":
        assert sent.subject == SUBJECTS[name] + "Backend Engineer"
    else:
        assert SUBJECTS[name] not in sent.subject
    for text in (sent.body, sent.alternatives[0].content):
        assert "https://board.example/" in text
        assert ("Why?" in text) is (name in {"return", "reject", "freeze"})


def test_an_approval_for_later_says_when(cast):
    build.posting(cast, Status.SCHEDULED)
    assert send_last().subject == "Your job is approved: Backend Engineer"


@pytest.mark.parametrize("approved", [True, False])
def test_the_author_of_an_edit_is_told(cast, approved):
    live = build.posting(cast)
    facts = {"title": "New title"}
    revision = revise_posting(live, facts, by=cast["recruiter"], version=live.version)
    by = {"by": cast["moderator"], "version": 1}
    if approved:
        approve_revision(revision, posting_version=live.version, **by)
    else:
        return_revision(revision, words="Why?", **by)
    sent = send_last()
    assert sent.to == ["Rute Alvorada <recruiter@acme.example>"]
    wanted = "are open" if approved else "need another look"
    assert wanted in sent.subject


def test_nobody_is_told_of_what_is_gone(cast):
    posting = build.posting(cast, Status.RETURNED)
    do("delete", posting, cast["owner"])
    tasks.tell_author_of_decision(build.decision_to_tell().pk)
    assert mail.outbox == []
    assert build.decision_to_tell().done_at is not None
