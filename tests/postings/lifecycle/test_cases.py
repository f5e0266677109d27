"""What waits for a moderator: opened, kept in step and closed by the deeds."""

import pytest
from django.db import IntegrityError, transaction

from postings.lifecycle import posting as lifecycle
from postings.lifecycle.cases import twins_of
from postings.lifecycle.revision import (
    approve_revision,
    return_revision,
    revise_again,
    revise_posting,
    withdraw_revision,
)
from postings.models import Case, CloseReason, Outcome, Posting, Reason, Status
from tests import build

BAD = "Pay the registration fee first. Ninja wanted."


def open_causes():
    return [case.causes for case in Case.objects.open().order_by("place_at", "pk")]


def trust(cast):
    """Acme after five approvals."""
    return [build.posting(cast, title=f"Number {n}") for n in range(5)][-1]


def test_the_first_job_of_a_company_says_so_and_the_next_does_not(cast):
    build.posting(cast, Status.SUBMITTED)
    assert open_causes() == [["first"]]
    build.posting(cast, title="Another")
    build.posting(cast, Status.SUBMITTED, title="A third")
    assert open_causes() == [["first"], ["new"]]


def test_words_links_and_twins_speak_for_a_look(cast):
    build.posting(cast)
    build.posting(
        cast,
        Status.SUBMITTED,
        title="backend engineer",
        description=BAD,
        apply_via="url",
        apply_url="https://bit.ly/x",
    )
    case = Case.objects.open().get()
    assert case.causes == ["new", "words", "link", "twice"]
    assert [one["words"] for one in case.findings] == ["registration fee", "ninja"]


@pytest.mark.parametrize(
    ("deed", "outcome"),
    [
        ("approve", "approve"),
        ("return", "return"),
        ("reject", "reject"),
        ("withdraw", "moot"),
    ],
)
def test_a_decision_closes_the_case_with_its_event(cast, deed, outcome):
    posting = build.posting(cast, Status.SUBMITTED)
    build.do(deed, posting, build.doer(deed, cast))
    case = Case.objects.get()
    assert (case.outcome, case.event.subject_version) == (outcome, posting.version)
    assert case.given == (["pay"] if deed in {"return", "reject"} else [])
    assert not Case.objects.open().exists()


def test_a_frozen_one_waits_until_it_is_released(cast):
    posting = build.posting(cast, Status.FROZEN)
    assert open_causes() == [["frozen"]]
    build.do("release", posting, cast["moderator"])
    assert open_causes() == []
    outcomes = Case.objects.decided().order_by("closed_at")
    assert [one.outcome for one in outcomes] == ["approve", "freeze", "release"]


def test_an_appeal_waits_again(cast):
    posting = build.posting(cast, Status.REJECTED)
    build.do("appeal", posting, cast["owner"])
    assert open_causes() == [["appealed"]]


def test_what_a_trusted_company_publishes_is_looked_at_only_where_it_is_grave(cast):
    trust(cast)
    build.posting(cast, Status.SUBMITTED, title="Plain")
    assert open_causes() == []
    grave = build.posting(cast, Status.SUBMITTED, title="Grave", description=BAD)
    assert (grave.status, open_causes()) == (Status.LIVE, [["new", "words"]])
    build.do("close", grave, cast["owner"])
    assert open_causes() == []


def test_a_trusted_edit_that_is_grave_is_looked_at(cast):
    live = trust(cast)
    facts = {"description": BAD}
    revise_posting(live, facts, by=cast["owner"], version=live.version)
    assert open_causes() == [["edited", "words"]]


def test_an_edit_names_what_it_would_change(cast):
    live = build.posting(cast)
    pay = {"pay_max": 9000, "pay_min": 5000, "pay_currency": "USD"}
    facts = {**build.FACTS, **pay, "title": "New", "workplace": "hybrid"}
    revise_posting(live, facts, by=cast["owner"], version=live.version)
    assert Case.objects.open().get().changed == ["pay", "title", "other"]


def test_an_edit_that_is_written_again_keeps_its_place(cast):
    live = build.posting(cast)
    revision = revise_posting(
        live, {"title": "A"}, by=cast["owner"], version=live.version
    )
    case = Case.objects.open().get()
    revise_again(revision, {"title": "B"}, by=cast["owner"], version=1)
    again = Case.objects.open().get()
    assert (again.pk, again.place_at, again.title) == (case.pk, case.place_at, "B")
    return_revision(revision, by=cast["moderator"], version=2, reasons=[Reason.PAY])
    assert not Case.objects.open().exists()
    revise_again(revision, {"title": "C"}, by=cast["owner"], version=3)
    assert Case.objects.open().get().pk != case.pk
    approve_revision(
        revision, by=cast["moderator"], version=4, posting_version=live.version
    )
    outcomes = Case.objects.filter(revision=revision).order_by("opened_at")
    assert [one.outcome for one in outcomes] == ["return", "approve"]


def test_an_edit_waits_only_while_its_posting_is_open(cast):
    live = build.posting(cast)
    revision = revise_posting(
        live, {"title": "A"}, by=cast["owner"], version=live.version
    )
    lifecycle.close_posting(
        live, by=cast["owner"], version=live.version, reason=CloseReason.FILLED
    )
    assert not Case.objects.open().exists()
    withdraw_revision(revision, by=cast["owner"], version=1)
    assert Case.objects.get(revision=revision).outcome == Outcome.MOOT


def test_what_was_sent_back_is_kept_to_be_compared(cast):
    build.posting(cast, Status.RETURNED)
    case = Case.objects.get()
    assert case.facts["description"] == build.FACTS["description"]
    assert case.facts["languages"][0]["code"] == "en"


def test_the_decision_outlives_a_posting_that_its_author_deletes(cast):
    posting = build.posting(cast, Status.RETURNED)
    lifecycle.delete_posting(posting, by=cast["owner"], version=posting.version)
    case = Case.objects.decided().get()
    assert (case.posting, case.title, case.outcome) == (
        None,
        "Backend Engineer",
        "return",
    )


def test_twins_share_title_and_company_or_their_source(cast):
    one = build.posting(cast, source_name="X", source_url="https://x.example/1")
    other = build.posting(
        cast, title="Something else", source_name="X", source_url="https://x.example/1"
    )
    named = build.posting(cast, title="BACKEND ENGINEER")
    build.posting(cast, title="Unlike")
    build.posting(cast, Status.DRAFT)
    assert set(twins_of(one)) == {other, named}
    Posting.objects.update(changed_at="2020-01-01T00:00:00Z")
    assert not twins_of(one).exists()


def test_the_database_keeps_one_open_case_of_a_posting(cast):
    posting = build.posting(cast, Status.SUBMITTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(posting=posting)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(outcome="approve")
