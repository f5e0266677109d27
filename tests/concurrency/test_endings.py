"""Runs of the reminders that meet: one mail."""

from datetime import UTC, datetime, timedelta

import pytest

from jobboard.outbox import Delivery, Event
from postings import reading_tasks
from postings.lifecycle import endings, reading
from postings.models import Bookmark, Posting
from tests import build
from tests.concurrency.test_deeds import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_runs_at_once_one_reminds_and_one_mail_goes_out(cast, mailoutbox):
    day = datetime.now(UTC).date() + timedelta(days=1)
    nine = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    reader = cast["candidate"]
    for _ in range(3):
        posting = build.posting(cast)
        reading.save_posting(posting, by=reader, zone="America/Sao_Paulo")
    Posting.objects.update(valid_through=nine + timedelta(days=2))
    works = [lambda: endings.remind(reader.pk, nine)] * 8
    assert race(*works) == [None] * 8
    event = Event.objects.get(kind=endings.ENDING)
    assert set(Bookmark.objects.values_list("reminder", flat=True)) == {event.pk}
    delivery = Delivery.objects.get(event=event)
    assert race(*[lambda: reading_tasks.tell_reader(delivery.pk)] * 4) == [None] * 4
    assert len(mailoutbox) == 1
