"""Moderators, readers and authors on one posting at the same moment."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.utils import timezone

from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.lifecycle import posting as lifecycle
from postings.lifecycle.bans import impose_ban
from postings.lifecycle.decisions import Seen, decide
from postings.lifecycle.reports import Reader, report_posting
from postings.models import Ban, Case, Posting, Reason, Report, ReportCode, Status
from tests import build
from tests.concurrency.test_deeds import race

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (StaleVersion, NotAllowedNow, PermissionDenied)
WHY = {"reasons": [Reason.MONEY], "words": "Why."}
ROUNDS = 100


@pytest.fixture
def untrusted(monkeypatch):
    """However often it is approved."""
    from postings import permissions

    monkeypatch.setattr(permissions, "APPROVALS_FOR_TRUST", 10**6)


def fresh(posting):
    return Posting.objects.select_related("company", "author").get(pk=posting.pk)


def decider(cast, posting, decision):
    seen = Seen(row=posting.version)
    return lambda: decide(
        fresh(posting), decision, by=cast["moderator"], seen=seen, **WHY
    )


def check_cases(posting) -> None:
    """The posting waits where its state says so, and every decision has its event."""
    waits = Case.objects.filter(posting=posting, closed_at=None).count()
    status = Posting.objects.get(pk=posting.pk).status
    assert waits == (1 if status in {Status.SUBMITTED, Status.FROZEN} else 0)
    for case in Case.objects.decided().filter(posting=posting):
        assert case.event is not None
        assert case.event.kind.startswith("posting.")


def two_moderators(cast, first: str, second: str) -> str:
    """Which of the two was quicker; the other one changed nothing."""
    posting = build.posting(cast, Status.SUBMITTED)
    outcomes = race(
        decider(cast, posting, first),
        decider(cast, posting, second),
    )
    assert outcomes.count(None) == 1
    assert all(isinstance(o, REFUSALS) for o in outcomes if o)
    row = Posting.objects.get(pk=posting.pk)
    winner = (first, second)[outcomes.index(None)]
    ends = {"approve": "live", "return": "returned", "reject": "rejected"}
    assert (row.status, row.version) == (ends[winner], posting.version + 1)
    check_cases(posting)
    decided = Case.objects.decided().get(posting=posting)
    assert decided.outcome == winner
    return winner


@pytest.mark.parametrize(
    ("first", "second"), [("approve", "reject"), ("return", "approve")]
)
def test_of_two_moderators_one_decides_and_the_other_is_told(cast, first, second):
    two_moderators(cast, first, second)


@pytest.mark.prove
def test_two_moderators_race_on_one_item_a_hundred_times(
    cast, untrusted, record_property
):
    names = ("approve", "return", "reject")
    won = dict.fromkeys(names, 0)
    for number in range(ROUNDS):
        won[two_moderators(cast, names[number % 3], names[(number + 1) % 3])] += 1
    figure = ", ".join(f"{name} {count}" for name, count in won.items())
    record_property("figure", f"{ROUNDS} rounds, {figure}, 0 illegal states")


@pytest.mark.prove
def test_bulk_and_single_decisions_race_without_losing_one(
    cast, untrusted, record_property
):
    from tests.postings.admin.test_bulk import BULK, picks

    done = 0
    for number in range(ROUNDS // 10):
        made = [
            build.posting(cast, Status.SUBMITTED, title=f"{number} {n}")
            for n in range(5)
        ]
        done += bulk_against_single(cast, made, BULK, picks)
    assert done == ROUNDS // 10 * 5
    record_property("figure", f"{done} postings, each decided once")


def bulk_against_single(cast, made, address, picks) -> int:
    """One approves all at once while another rejects them one by one."""
    from django.test import Client

    client = Client()
    client.force_login(cast["moderator"], "django.contrib.auth.backends.ModelBackend")
    data = {"pick": picks(client), "decision": "approve"}
    reported: list[bool] = []

    def bulk() -> None:
        answer = client.post(address, data)
        reported.extend(one.is_done for one in answer.context["results"])

    def single() -> None:
        for posting in reversed(made):
            try:
                decider(cast, posting, "reject")()
            except REFUSALS:
                continue

    assert race(bulk, single) == [None, None]
    for posting, approved in zip(made, reported, strict=True):
        row = Posting.objects.get(pk=posting.pk)
        assert row.status == (Status.LIVE if approved else Status.REJECTED)
        check_cases(posting)
    return sum(Case.objects.decided().filter(posting=p).count() for p in made)


def trusted_draft(cast):
    """A draft of a company that would publish it at once."""
    for number in range(5):
        build.posting(cast, title=f"Number {number}")
    return build.posting(cast, Status.DRAFT, title="Draft")


def test_nothing_is_published_behind_the_back_of_a_ban(cast):
    draft = trusted_draft(cast)
    for _ in range(10):
        live = Posting.objects.live().first()
        draft = build.posting(cast, Status.DRAFT, title="Draft")
        outcomes = race(
            lambda live=live: impose_ban(fresh(live), by=cast["moderator"], **WHY),
            lambda draft=draft: lifecycle.submit_posting(
                fresh(draft), by=cast["owner"], version=draft.version
            ),
        )
        assert outcomes[0] is None
        assert outcomes[1] is None or isinstance(outcomes[1], REFUSALS)
        assert not Posting.objects.live().exists()
        Ban.objects.all().delete()
        frozen = Posting.objects.filter(status=Status.FROZEN).first()
        build.do("release", frozen, cast["moderator"])


def test_a_ban_is_imposed_once(cast):
    live = build.posting(cast)
    ban = lambda: impose_ban(fresh(live), by=cast["moderator"], **WHY)  # noqa: E731
    outcomes = race(ban, ban, ban)
    assert outcomes.count(None) == 1
    assert all(isinstance(o, NotAllowedNow) for o in outcomes if o)
    assert Ban.objects.count() == 1


def test_readers_and_a_moderator_never_block_each_other_for_good(cast):
    live = build.posting(cast)

    def report(number):
        reader = Reader(f"{number:032}", timezone.localdate(), "en")
        report_posting(live, code=ReportCode.SCAM, words="", reader=reader)

    reports = [lambda n=n: report(n) for n in range(8)]
    outcomes = race(*reports, decider(cast, live, "freeze"))
    assert not [o for o in outcomes if isinstance(o, OperationalError)]
    assert outcomes[-1] is None
    case = Case.objects.open().get()
    assert case.posting == live
    assert case.report_count == Report.objects.open().count()
    assert "frozen" in case.causes
    assert Event.objects.filter(kind="posting.frozen").count() == 1
