"""Two hundred rounds of everybody at once: no illegal state, no deadlock (make prove)."""

import random

import pytest
from django.db import OperationalError

from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.lifecycle.revision import approve_revision, open_revision, revise_posting
from postings.lifecycle.table import DEEDS
from postings.models import Posting, Status
from tests import build
from tests.build import do, doer
from tests.concurrency.test_deeds import race

pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]
ROUNDS = 200
RACERS = (
    "approve",
    "edit",
    "withdraw",
    "close",
    "freeze",
    "expire",
    "return",
    "release",
)
STARTS = (Status.DRAFT, Status.SUBMITTED, Status.LIVE, Status.FROZEN)


@pytest.fixture
def untrusted(monkeypatch):
    """However often it is approved."""
    from postings import permissions

    monkeypatch.setattr(permissions, "APPROVALS_FOR_TRUST", 10**6)


def test_whoever_races_whom_the_states_stay_legal(cast, untrusted, record_property):
    dice, done = random.Random(731), 0
    for number in range(ROUNDS):
        posting = build.posting(cast, dice.choice(STARTS))
        before = posting.version
        racers = dice.choices(RACERS, k=6)

        def run(name, pk=posting.pk, version=before, number=number):
            copy = Posting.objects.get(pk=pk)
            # Half of them act on what they read just now, half on what they read long ago.
            do(
                name,
                copy,
                doer(name, cast),
                version=copy.version if number % 2 else version,
            )

        outcomes = race(*(lambda name=name: run(name) for name in racers))
        assert not [o for o in outcomes if isinstance(o, OperationalError)]
        assert all(isinstance(o, (StaleVersion, NotAllowedNow)) for o in outcomes if o)
        done += outcomes.count(None)
        check_history(posting.pk)
    record_property("figure", f"{ROUNDS} rounds, {done} deeds done, 0 illegal states")


def check_history(pk: int) -> None:
    """Versions without a gap, each step one of the table, and the row where it ends."""
    events = list(Event.objects.filter(subject_id=pk).order_by("subject_version"))
    assert [event.subject_version for event in events] == list(
        range(1, len(events) + 1)
    )
    by_past = {f"posting.{deed.past}": deed for deed in DEEDS.values()}
    status: str = Status.DRAFT
    for event in events[1:]:
        deed = by_past[event.kind]
        assert event.from_status == status
        assert status in deed.sources
        assert event.to_status in (deed.targets or (status,))
        status = event.to_status
    row = Posting.objects.get(pk=pk)
    assert (row.status, row.version) == (status, len(events))


def test_an_approved_edit_never_revives_what_was_taken_down(
    cast, untrusted, record_property
):
    won = {"revision": 0, "freeze": 0}
    for _ in range(ROUNDS // 4):
        posting = build.posting(cast)
        version = posting.version
        revision = revise_posting(
            posting, {"title": "New"}, by=cast["owner"], version=version
        )

        def approve(revision=revision, version=version):
            approve_revision(
                revision, by=cast["moderator"], version=1, posting_version=version
            )

        def freeze(pk=posting.pk, version=version):
            do("freeze", Posting.objects.get(pk=pk), cast["moderator"], version=version)

        outcomes = race(approve, freeze)
        assert outcomes.count(None) == 1
        row = Posting.objects.get(pk=posting.pk)
        if outcomes[0] is None:
            won["revision"] += 1
            assert (row.status, row.title) == (Status.LIVE, "New")
        else:
            won["freeze"] += 1
            assert (row.status, row.title) == (Status.FROZEN, "Backend Engineer")
            assert open_revision(row) == revision
    record_property("figure", f"revision {won['revision']}, freeze {won['freeze']}")
