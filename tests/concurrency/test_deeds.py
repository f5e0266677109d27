"""Deeds that really run at the same time, in connections of their own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.lifecycle import posting as lifecycle
from postings.models import Posting, Status
from tests import build

pytestmark = pytest.mark.django_db(transaction=True)


def race(*works: Callable[[], None]) -> list[Exception | None]:
    """Start all at once; what each raised."""
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> Exception | None:
        try:
            gate.wait(10)
            work()
        except Exception as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_of_sixteen_writers_of_one_version_one_succeeds(cast):
    posting = build.posting(cast, Status.DRAFT)

    def edit(number: int) -> None:
        copy = Posting.objects.get(pk=posting.pk)
        copy.version = posting.version
        lifecycle.edit_posting(
            copy,
            {"title": f"Title {number}"},
            by=cast["owner"],
            version=posting.version,
        )

    outcomes = race(*(lambda n=n: edit(n) for n in range(16)))
    assert outcomes.count(None) == 1
    assert all(isinstance(o, StaleVersion) for o in outcomes if o)
    posting.refresh_from_db()
    assert posting.version == 2
    assert posting.title == f"Title {outcomes.index(None)}"
    assert Event.objects.filter(kind="posting.edited").count() == 1


@pytest.mark.parametrize("_round", range(5))
def test_approve_return_and_withdraw_end_in_one_legal_state(cast, _round):
    posting = build.posting(cast, Status.SUBMITTED)
    version = posting.version

    def copy() -> Posting:
        return Posting.objects.get(pk=posting.pk)

    outcomes = race(
        lambda: lifecycle.approve_posting(
            copy(), by=cast["moderator"], version=version
        ),
        lambda: lifecycle.return_posting(
            copy(), by=cast["moderator"], version=version, words="No."
        ),
        lambda: lifecycle.withdraw_posting(copy(), by=cast["owner"], version=version),
    )
    assert outcomes.count(None) == 1
    assert all(isinstance(o, (StaleVersion, NotAllowedNow)) for o in outcomes if o)
    posting.refresh_from_db()
    winner = [Status.LIVE, Status.RETURNED, Status.DRAFT][outcomes.index(None)]
    assert (posting.status, posting.version) == (winner, version + 1)
    assert Event.objects.filter(subject_version=version + 1).count() == 1
