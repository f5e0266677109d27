"""The relay: positions in the order of commits, and a queue that may be away."""

from datetime import timedelta

import pytest
from celery import Celery, current_app
from django.db import connection
from django.utils import timezone

from jobboard import relay
from jobboard.outbox import ATTEMPTS_LIMIT, Delivery, Event, deliver
from postings.models import Status
from tests import build
from tests.jobboard.test_outbox import in_another_connection


@pytest.fixture
def queue(settings):
    """The tests' own broker, empty."""
    with current_app.connection_for_write() as broker:
        for name in ("mail", "housekeeping"):
            broker.default_channel.queue_purge(name)
        yield broker


# A posting is looked at for hints and compared with others; its author is told more.
SET_OFF = 3


def messages(broker, name="mail") -> int:
    return int(broker.default_channel.client.llen(name))


def test_every_event_gets_one_place_in_the_order(cast):
    for _ in range(3):
        build.posting(cast, Status.SUBMITTED)
    assert relay.number_events() == 6
    assert relay.number_events() == 0
    in_order = list(
        Event.objects.order_by("at", "id").values_list("position", flat=True)
    )
    assert in_order == sorted(set(in_order))


def test_a_late_commit_comes_after_what_was_numbered_before(cast):
    early = build.posting(cast, Status.DRAFT)
    late = build.posting(cast, Status.DRAFT)
    # The event of `late` began first, but its transaction committed last.
    Event.objects.filter(subject_id=late.pk).update(
        at=timezone.now() - timedelta(hours=1)
    )
    event = Event.objects.get(subject_id=late.pk)
    event.delete()
    relay.number_events()
    event.save(force_insert=True)
    relay.number_events()
    positions = dict(Event.objects.values_list("subject_id", "position"))
    assert positions[late.pk] > positions[early.pk]


def test_what_is_due_is_sent_once_until_it_is_due_again(cast, queue):
    build.posting(cast, Status.LIVE)
    assert relay.send_due() == SET_OFF
    assert relay.send_due() == 0
    assert messages(queue) == 1
    delivery = build.decision_to_tell()
    assert delivery.attempts == 1
    Delivery.objects.update(due_at=timezone.now())
    assert relay.send_due() == SET_OFF
    assert messages(queue) == 2


def test_what_kills_every_worker_is_parked(cast, queue):
    build.posting(cast, Status.LIVE)
    Delivery.objects.update(attempts=ATTEMPTS_LIMIT)
    relay.send_due()
    assert build.decision_to_tell().parked_at is not None
    assert messages(queue) == 0


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_quicker_than_the_relay_finds_the_delivery(cast, monkeypatch):
    build.posting(cast, Status.LIVE)
    done = []

    def at_once(arguments):
        in_another_connection(lambda: deliver(*arguments, done.append))

    task = current_app.tasks["postings.tasks.tell_author_of_decision"]
    monkeypatch.setattr(task, "apply_async", at_once)
    relay.send_due()
    assert len(done) == 1


@pytest.fixture
def dead_queue():
    """An application whose broker is not there."""
    alive = current_app._get_current_object()
    dead = Celery("dead", broker="redis://127.0.0.1:1/0", set_as_current=False)
    dead.conf.task_publish_retry = False
    dead.set_current()
    yield dead
    alive.set_current()


def test_while_the_queue_is_away_everything_stays_due(cast, dead_queue):
    build.posting(cast, Status.LIVE)
    assert relay.send_due() == 0
    assert build.decision_to_tell().attempts == 0


@pytest.mark.django_db(transaction=True)
def test_only_one_relay_works_at_a_time(cast):
    seen = []
    assert relay.take_lock()
    try:
        in_another_connection(lambda: seen.append(relay.take_lock()))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")
    assert seen == [False]
