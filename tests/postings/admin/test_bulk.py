"""Several decisions at once, each by itself, and each with its result."""

import pytest
from django.utils import timezone

from postings.forms.moderation import read_pick
from postings.lifecycle import posting as lifecycle
from postings.lifecycle.reports import Reader, report_posting
from postings.lifecycle.revision import revise_posting
from postings.models import Case, Posting, ReportCode, Status
from tests import build

BULK = "/admin/moderation/bulk/"


@pytest.fixture
def moderator(signed_in):
    return signed_in("moderator")


def picks(client):
    return [line.pick for line in client.get("/admin/moderation/").context["lines"]]


def results(answer):
    return [(one.title, one.is_done) for one in answer.context["results"]]


def test_a_stale_one_undoes_none_and_is_reported(moderator, cast):
    made = [build.posting(cast, Status.SUBMITTED, title=title) for title in "ABC"]
    shown = picks(moderator)
    lifecycle.withdraw_posting(made[1], by=cast["owner"], version=made[1].version)
    answer = moderator.post(BULK, {"pick": shown, "decision": "approve"})
    assert results(answer) == [("A", True), ("B", False), ("C", True)]
    assert {p.title for p in Posting.objects.live()} == {"A", "C"}
    assert "2 of 3 decided" in answer.content.decode()


def test_edits_and_reports_are_decided_in_the_same_way(moderator, cast):
    live = build.posting(cast)
    facts = {**build.FACTS, "title": "New title"}
    revise_posting(live, facts, by=cast["owner"], version=live.version)
    waiting = build.posting(cast, Status.SUBMITTED, title="Waiting")
    reported = build.posting(cast, title="Reported")
    reader = Reader("0" * 32, timezone.localdate(), "en")
    report_posting(reported, code=ReportCode.SCAM, words="", reader=reader)
    answer = moderator.post(BULK, {"pick": picks(moderator), "decision": "approve"})
    assert results(answer) == [
        ("New title", True),
        ("Waiting", True),
        ("Reported", False),
    ]
    waiting.refresh_from_db()
    assert waiting.status == Status.LIVE
    answer = moderator.post(BULK, {"pick": picks(moderator), "decision": "keep"})
    assert results(answer) == [("Reported", True)]
    assert not Case.objects.open().exists()


def test_nonsense_is_a_line_of_the_report_and_not_an_error(moderator, cast):
    build.posting(cast, Status.SUBMITTED, title="A")
    nonsense = ["", "x", "0" * 12, f"{'0' * 12}:1:1:1", "a:b:c:d", "é:1:1:1"]
    data = {"pick": [*nonsense, *picks(moderator)], "decision": "approve"}
    answer = moderator.post(BULK, data)
    assert [done for _title, done in results(answer)] == [*[False] * 6, True]


def test_the_same_line_ticked_twice_counts_once(moderator, cast):
    build.posting(cast, Status.SUBMITTED)
    (one,) = picks(moderator)
    answer = moderator.post(BULK, {"pick": [one, one], "decision": "approve"})
    assert len(answer.context["results"]) == 1


def test_a_rejection_of_many_says_why_and_keeps_what_was_ticked(moderator, cast):
    build.posting(cast, Status.SUBMITTED)
    data = {"pick": picks(moderator), "decision": "reject"}
    answer = moderator.post(BULK, data)
    assert answer.status_code == 422
    assert answer.context["ticked"] == data["pick"]
    moderator.post(BULK, {**data, "reasons": ["money"]})
    assert Posting.objects.get().status == Status.REJECTED


def test_nothing_ticked_changes_nothing(moderator, cast):
    build.posting(cast, Status.SUBMITTED)
    assert moderator.post(BULK, {"decision": "approve"}).status_code == 302
    assert Case.objects.open().exists()


@pytest.mark.parametrize("part", ["owner", "candidate"])
def test_nobody_else_decides(cast, signed_in, part):
    posting = build.posting(cast, Status.SUBMITTED)
    signed_in(part).post(BULK, {"pick": ["x"], "decision": "approve"})
    posting.refresh_from_db()
    assert posting.status == Status.SUBMITTED


@pytest.mark.parametrize("value", ["", "a", "::::", "0" * 12 + ":1:1", "1:2:3:4:5"])
def test_a_value_of_a_box_is_read_or_refused(value):
    assert read_pick(value) is None
