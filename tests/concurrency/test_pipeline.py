"""Many programs that move one application through the API: no move is lost."""

import pytest

from jobboard.outbox import Event
from postings.models import ApplicationStatus
from tests import applications
from tests.callers import Caller
from tests.concurrency.test_deeds import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.prove]
WRITERS, CHANGES = 16, 25
NEXT = {"submitted": "in_review", "in_review": "interview", "interview": "in_review"}


def test_sixteen_programs_move_one_application_and_nothing_is_lost(
    cast, record_property
):
    sent = applications.application(cast, ApplicationStatus.SUBMITTED)
    path = f"/companies/acme/applications/{sent.public_id}/"
    callers = [Caller(cast["owner"]) for _ in range(WRITERS)]
    statuses: list[int] = []

    def write(caller: Caller) -> None:
        done = 0
        while done < CHANGES:
            read = caller("get", path)
            body = {"to": NEXT[read.json()["status"]]}
            answer = caller("post", f"{path}transitions/", body, match=read["ETag"])
            statuses.append(answer.status_code)
            done += answer.status_code == 200

    before = sent.as_it_is().version
    assert race(*(lambda c=caller: write(c) for caller in callers)) == [None] * WRITERS
    total = WRITERS * CHANGES
    assert set(statuses) <= {200, 412}
    assert statuses.count(200) == total
    moved = Event.objects.filter(kind="application.moved")
    versions = list(moved.order_by("subject_version").values_list("subject_version"))
    assert versions == [(before + n,) for n in range(1, total + 1)]
    assert sent.as_it_is().version == before + total
    record_property("figure", f"{total} moves, {statuses.count(412)} refused, 0 lost")
