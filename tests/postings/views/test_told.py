"""What the author sees of moderation at the desk, and the public page."""

import pytest

from postings.lifecycle.bans import impose_ban
from postings.lifecycle.talk import ask_author
from postings.models import ModerationMessage, Reason, Status
from tests import build


@pytest.fixture
def owner(signed_in):
    return signed_in("owner")


def desk_of(posting):
    return f"/en/desk/jobs/{posting.public_id}/"


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.RETURNED])
def test_a_question_is_read_and_answered_at_the_desk(owner, cast, status):
    posting = build.posting(cast, status)
    ask_author(posting, by=cast["moderator"], words="Is it a month?")
    page = owner.get(desk_of(posting)).content.decode()
    assert "Is it a month?" in page
    assert "Wanda" not in page
    answer = owner.post(f"{desk_of(posting)}answer/", {"answer": "It is."})
    assert answer.url == desk_of(posting)
    assert ModerationMessage.objects.last().words == "It is."


@pytest.mark.parametrize("words", ["", "\x00", "x" * 2001])
def test_an_answer_that_cannot_be_kept_is_said(owner, cast, words):
    posting = build.posting(cast, Status.SUBMITTED)
    ask_author(posting, by=cast["moderator"], words="Hm?")
    owner.post(f"{desk_of(posting)}answer/", {"answer": words})
    assert ModerationMessage.objects.count() == 1


def test_an_answer_without_a_question_is_told_so(owner, cast):
    posting = build.posting(cast, Status.SUBMITTED)
    owner.post(f"{desk_of(posting)}answer/", {"answer": "Hello?"})
    assert not ModerationMessage.objects.exists()
    assert "no question" in owner.get(desk_of(posting)).content.decode()


@pytest.mark.parametrize("part", ["rival", "viewer", "candidate", "moderator"])
def test_somebody_else_s_posting_is_not_there_to_be_answered(cast, signed_in, part):
    posting = build.posting(cast, Status.SUBMITTED)
    ask_author(posting, by=cast["moderator"], words="Hm?")
    answer = signed_in(part).post(f"{desk_of(posting)}answer/", {"answer": "x"})
    assert answer.status_code == 404


def test_the_company_sees_how_far_trust_is(owner, cast):
    posting = build.posting(cast)
    assert "After 4 more approved jobs" in owner.get(desk_of(posting)).content.decode()
    for number in range(4):
        build.posting(cast, title=f"Number {number}")
    assert "is trusted" in owner.get(desk_of(posting)).content.decode()
    build.posting(cast, Status.REJECTED, title="Refused")
    assert "counts as a strike until" in owner.get(desk_of(posting)).content.decode()


def test_the_banned_are_told_at_the_desk(owner, cast):
    posting = build.posting(cast)
    impose_ban(posting, by=cast["moderator"], reasons=[Reason.MONEY])
    assert "cannot publish here" in owner.get(desk_of(posting)).content.decode()


@pytest.mark.parametrize("language", ["en", "es", "pt-br"])
def test_the_public_page_has_figures_and_no_names(client, cast, language):
    build.posting(cast)
    build.posting(cast, Status.REJECTED, title="Refused")
    page = client.get(f"/{language}/about/moderation/")
    assert page.context["month"].outcomes == {"approve": 1, "reject": 1}
    words = page.content.decode()
    for name in ("Wanda", "Acme", "Olívia", "Refused"):
        assert name not in words
