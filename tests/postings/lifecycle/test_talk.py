"""Questions to the author, and the answers."""

import pytest
from django.core.exceptions import PermissionDenied

from jobboard.outbox import Delivery
from jobboard.versions import NotAllowedNow
from postings import tasks
from postings.lifecycle.talk import ANSWERS_AT_MOST, answer_moderator, ask_author
from postings.models import Case, Status
from tests import build


@pytest.fixture
def waiting(cast):
    return build.posting(cast, Status.SUBMITTED)


def deliver() -> None:
    for delivery in Delivery.objects.filter(
        event__kind__startswith="message", done_at=None
    ):
        tasks.tell_what_was_said(delivery.pk)


def test_a_question_is_mailed_to_the_author_and_the_answer_to_who_asked(
    cast, waiting, mailoutbox
):
    ask_author(waiting, by=cast["moderator"], words=" Is it a month? ")
    assert Case.objects.open().get().causes == ["first", "asked"]
    answer_moderator(waiting, by=cast["recruiter"], words="It is.")
    assert Case.objects.open().get().causes == ["first", "answered"]
    deliver()
    told = {mail.to[0].rpartition("<")[2].strip(">"): mail.body for mail in mailoutbox}
    assert sorted(told) == ["moderator@example.com", "owner@acme.example"]
    assert "Is it a month?" in told["owner@acme.example"]
    assert "Wanda" not in told["owner@acme.example"]
    assert "It is." in told["moderator@example.com"]


def test_nobody_answers_what_was_not_asked_or_talks_without_end(cast, waiting):
    with pytest.raises(NotAllowedNow):
        answer_moderator(waiting, by=cast["owner"], words="Hello?")
    ask_author(waiting, by=cast["moderator"], words="Hm?")
    for _ in range(ANSWERS_AT_MOST):
        answer_moderator(waiting, by=cast["owner"], words="Well.")
    with pytest.raises(NotAllowedNow):
        answer_moderator(waiting, by=cast["owner"], words="And.")
    ask_author(waiting, by=cast["moderator"], words="Again?")
    answer_moderator(waiting, by=cast["owner"], words="Yes.")


def test_a_message_says_something(cast, waiting):
    with pytest.raises(ValueError, match="says something"):
        ask_author(waiting, by=cast["moderator"], words="  ")


@pytest.mark.parametrize("part", ["owner", "viewer", "rival", "stranger"])
def test_only_moderators_ask(cast, waiting, part):
    with pytest.raises(PermissionDenied):
        ask_author(waiting, by=cast[part], words="Hm?")


@pytest.mark.parametrize("part", ["viewer", "rival", "stranger", "moderator"])
def test_only_its_writers_answer(cast, waiting, part):
    ask_author(waiting, by=cast["moderator"], words="Hm?")
    with pytest.raises(PermissionDenied):
        answer_moderator(waiting, by=cast[part], words="Well.")
