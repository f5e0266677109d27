"""The end of a posting is announced once, and put off through the usual door."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from jobboard.outbox import Delivery, Event
from postings import tasks
from postings.lifecycle import ending
from postings.models import Posting, Revision, Status
from tests import build


@pytest.fixture
def soon(cast) -> Posting:
    """Open for weeks, and for three days more."""
    return end_in(build.posting(cast), days=3)


def end_in(posting: Posting, **time: float) -> Posting:
    now = timezone.now()
    moments = {"valid_through": now + timedelta(**time)}
    moments["published_at"] = now - timedelta(days=27)
    Posting.objects.filter(pk=posting.pk).update(**moments)
    return Posting.objects.get(pk=posting.pk)


def test_an_end_is_announced_once_and_its_version_stays(soon):
    assert tasks.announce_ends() == 1
    assert tasks.announce_ends() == 0
    assert Event.objects.filter(kind="posting.ending").count() == 1
    assert Posting.objects.get(pk=soon.pk).version == soon.version


def test_another_end_is_another_notice(cast, soon):
    tasks.announce_ends()
    end_in(soon, days=5)
    assert tasks.announce_ends() == 1


def test_who_looked_at_another_end_announces_nothing(soon):
    end_in(soon, days=5)
    assert ending.announce_end(soon) is False


@pytest.mark.parametrize(
    ("status", "days"), [(Status.LIVE, 8), (Status.CLOSED, 3), (Status.FROZEN, 3)]
)
def test_what_ends_later_or_is_not_open_is_left_alone(cast, status, days):
    end_in(build.posting(cast, status), days=days)
    assert tasks.announce_ends() == 0


def test_what_was_to_be_open_for_a_week_needs_no_notice(cast):
    soon = end_in(build.posting(cast), days=3)
    Posting.objects.filter(pk=soon.pk).update(published_at=timezone.now())
    assert tasks.announce_ends() == 0


def test_the_author_is_told_in_their_language(cast, soon):
    cast["owner"].language = "pt-br"
    cast["owner"].save()
    tasks.announce_ends()
    delivery = Delivery.objects.get(event__kind="posting.ending")
    tasks.tell_author_of_decision(delivery.pk)
    (letter,) = mail.outbox
    assert letter.subject == "Sua vaga encerra em alguns dias: Backend Engineer"
    assert f"/pt-br/desk/jobs/{soon.public_id}/" in letter.body


def test_more_time_is_an_edit_that_waits_for_a_moderator(cast, signed_in, soon):
    client, path = signed_in("owner"), f"/en/desk/jobs/{soon.public_id}/"
    assert b"Keep it open for 30 days more" in client.get(path).content
    answer = client.post(f"{path}extend/", {"version": soon.version}, follow=True)
    assert b"Your changes wait for a moderator" in answer.content
    assert b"Keep it open for 30 days more" not in answer.content
    assert "valid_through" in Revision.objects.get().facts
    assert Posting.objects.get(pk=soon.pk).valid_through == soon.valid_through


def test_of_a_trusted_company_it_is_done_at_once(cast, soon):
    for _ in range(4):
        build.posting(cast)
    ending.extend_posting(soon, by=cast["owner"], version=soon.version)
    until = Posting.objects.get(pk=soon.pk).valid_through
    assert until > timezone.now() + timedelta(days=29)
