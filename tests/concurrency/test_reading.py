"""A reader with many tabs: nothing twice, no limit passed, no error."""

from datetime import timedelta

import pytest
from django.utils import timezone

from postings.lifecycle import reading
from postings.models import Bookmark, Hidden, ReaderMark
from postings.search.hiding import Hiding
from tests import build
from tests.concurrency.test_deeds import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_sixteen_clicks_one_bookmark_and_one_hidden_word_stay(cast):
    live, reader = build.posting(cast), cast["candidate"]
    what = Hiding(frozenset({live.pk}), words=("php",))
    works = [lambda: reading.save_posting(live, by=reader)] * 8
    works += [lambda: reading.hide(what, by=reader)] * 8
    assert race(*works) == [None] * 16
    assert Bookmark.objects.count() == 1
    assert Hidden.objects.count() == 2


def test_of_ten_racers_for_three_places_three_get_one(cast, monkeypatch):
    monkeypatch.setattr(reading, "SAVED_AT_MOST", 3)
    reader = cast["candidate"]
    postings = [build.posting(cast) for _ in range(10)]
    outcomes = race(
        *(lambda one=one: reading.save_posting(one, by=reader) for one in postings)
    )
    assert outcomes.count(None) == Bookmark.objects.count() == 3
    assert all(isinstance(o, reading.Full) for o in outcomes if o)


def test_saving_and_removing_at_once_end_in_one_of_the_two(cast):
    live, reader = build.posting(cast), cast["candidate"]
    works = [lambda: reading.save_posting(live, by=reader)] * 6
    works += [lambda: reading.unsave_posting(live.pk, by=reader)] * 6
    assert race(*works) == [None] * 12
    assert Bookmark.objects.count() in {0, 1}


def test_two_tabs_move_the_mark_once(cast):
    reader, now = cast["candidate"], timezone.now()
    ReaderMark.objects.note(reader, now - timedelta(hours=5))
    assert race(*[lambda: ReaderMark.objects.note(reader, now)] * 8) == [None] * 8
    mark = ReaderMark.objects.get()
    assert (mark.seen_before, mark.seen_at) == (now - timedelta(hours=5), now)
