"""Events and their delivery."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from jobboard import outbox
from jobboard.outbox import ATTEMPTS_LIMIT, Delivery, Event, backoff, deliver
from postings.models import Status
from tests import build


@pytest.fixture
def delivery(cast) -> Delivery:
    """The mail about an approval, not sent yet."""
    build.posting(cast, Status.LIVE)
    return build.decision_to_tell()


def test_a_deed_writes_one_event_and_its_deliveries(cast):
    posting = build.posting(cast, Status.LIVE)
    kinds = list(
        Event.objects.order_by("subject_version").values_list("kind", flat=True)
    )
    assert kinds == ["posting.created", "posting.submitted", "posting.approved"]
    event = Event.objects.get(kind="posting.approved")
    assert (event.subject_id, event.subject_version) == (posting.pk, posting.version)
    assert (event.from_status, event.to_status) == ("submitted", "live")
    assert [d.reaction for d in event.deliveries.all()] == [
        "postings.tasks.tell_author_of_decision"
    ]


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_of_a_transaction_is_refused(cast):
    posting = build.posting(cast, Status.DRAFT)
    with pytest.raises(RuntimeError):
        outbox.record("posting.touched", posting, by=None)


def test_what_was_done_is_not_done_again(delivery):
    done = []
    deliver(delivery.pk, done.append)
    deliver(delivery.pk, done.append)
    assert done == [delivery.event]
    delivery.refresh_from_db()
    assert delivery.done_at is not None


def test_a_failure_undoes_its_effect_and_comes_due_again(delivery):
    def fail(event: Event) -> None:
        Event.objects.filter(pk=event.pk).update(why="half done")
        raise ValueError("no such template")

    deliver(delivery.pk, fail)
    delivery.refresh_from_db()
    assert delivery.event.why == ""
    assert delivery.done_at is None
    assert delivery.parked_at is None
    assert delivery.last_error == "ValueError: no such template"
    assert delivery.due_at > timezone.now()


def test_the_last_failure_parks_it(delivery):
    def fail(_event: Event) -> None:
        raise ValueError("never works")

    Delivery.objects.update(attempts=ATTEMPTS_LIMIT)
    deliver(delivery.pk, fail)
    delivery.refresh_from_db()
    assert delivery.parked_at is not None
    done = []
    deliver(delivery.pk, done.append)
    assert done == []


@pytest.mark.django_db(transaction=True)
def test_a_delivery_that_another_worker_holds_is_left_alone(cast):
    build.posting(cast, Status.LIVE)
    delivery = build.decision_to_tell()
    done = []

    def meanwhile(_event: Event) -> None:
        in_another_connection(lambda: deliver(delivery.pk, done.append))

    deliver(delivery.pk, meanwhile)
    assert done == []


def in_another_connection(work):
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    def run():
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()


def test_waiting_grows_is_bounded_and_differs():
    waits = [backoff(n) for n in range(1, 12)]
    assert timedelta(seconds=48) <= waits[0] <= timedelta(seconds=72)
    assert max(waits) <= timedelta(hours=1.2)
    assert len({backoff(3) for _ in range(5)}) > 1


def test_lag_is_the_age_of_what_waits_longest(delivery):
    now = timezone.now()
    Delivery.objects.update(due_at=now - timedelta(seconds=90))
    assert outbox.oldest_waiting_seconds(now) == 90
    Delivery.objects.update(done_at=now)
    assert outbox.oldest_waiting_seconds(now) == 0


def test_events_and_change_fall_together(cast):
    class Stop(Exception):
        pass

    def stop_halfway() -> None:
        with transaction.atomic():
            build.posting(cast, Status.LIVE)
            raise Stop

    with pytest.raises(Stop):
        stop_halfway()
    assert not Event.objects.exists()


def test_the_request_s_id_reaches_the_task(cast, signed_in):
    import structlog

    posting = build.posting(cast, Status.SUBMITTED)
    signed_in("moderator").post(
        f"/admin/moderation/{posting.public_id}/",
        {"version": posting.version, "decision": "approve"},
        headers={"X-Request-ID": "from-the-edge-1"},
    )
    seen = []

    def work(_event: Event) -> None:
        seen.append(structlog.contextvars.get_contextvars()["request_id"])

    deliver(build.decision_to_tell().pk, work)
    assert seen == ["from-the-edge-1"]
