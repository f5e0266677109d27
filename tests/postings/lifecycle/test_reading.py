"""What readers keep for themselves: saved, hidden, seen."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Company, User
from jobboard import personal_data
from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow
from postings.lifecycle import reading
from postings.lifecycle.reading_holdings import erase, export
from postings.models import Bookmark, Hidden, Posting, ReaderMark, Status
from postings.search.hidden import hidden_by
from postings.search.hiding import WORDS_AT_MOST, Hiding
from tests import build


def only(*postings: Posting) -> Hiding:
    return Hiding(postings=frozenset(one.pk for one in postings))


def test_saving_twice_is_saving_once_and_leaves_no_event(cast):
    live = build.posting(cast)
    before = Event.objects.count()
    for _ in range(2):
        reading.save_posting(live, by=cast["candidate"])
    assert Bookmark.objects.get().user == cast["candidate"]
    for _ in range(2):
        reading.unsave_posting(live.pk, by=cast["candidate"])
    assert not Bookmark.objects.exists()
    assert Event.objects.count() == before


def test_nobody_s_saved_job_is_removed_by_somebody_else(cast):
    live = build.posting(cast)
    reading.save_posting(live, by=cast["candidate"])
    reading.unsave_posting(live.pk, by=cast["stranger"])
    assert Bookmark.objects.count() == 1


@pytest.mark.parametrize("status", [s for s in Status if s != Status.LIVE])
def test_only_what_is_open_can_be_saved_or_hidden(cast, status):
    posting = build.posting(cast, status)
    with pytest.raises(NotAllowedNow):
        reading.save_posting(posting, by=cast["candidate"])
    reading.hide(only(posting), by=cast["candidate"])
    acme = Company.objects.get(slug="acme")
    reading.hide(Hiding(companies=frozenset({acme.pk})), by=cast["candidate"])
    assert not Hidden.objects.exists()


def test_the_limit_of_saved_jobs_holds_and_counts_none_twice(cast, monkeypatch):
    monkeypatch.setattr(reading, "SAVED_AT_MOST", 1)
    first, second = build.posting(cast), build.posting(cast)
    reading.save_posting(first, by=cast["candidate"])
    reading.save_posting(first, by=cast["candidate"])
    with pytest.raises(reading.Full):
        reading.save_posting(second, by=cast["candidate"])
    assert [one.posting for one in Bookmark.objects.all()] == [first]


def test_hiding_and_showing_again_are_the_reader_s_own(cast):
    live, acme = build.posting(cast), Company.objects.get(slug="acme")
    what = Hiding(frozenset({live.pk}), frozenset({acme.pk}), ("php", "tech lead"))
    for _ in range(2):
        reading.hide(what, by=cast["candidate"])
    reading.hide(only(live), by=cast["stranger"])
    assert Hidden.objects.filter(user=cast["candidate"]).count() == 4
    gone = Hiding(frozenset({live.pk}), frozenset({acme.pk}), ("php",))
    reading.show_again(gone, by=cast["candidate"])
    assert hidden_by(cast["candidate"]) == Hiding(words=("tech lead",))
    assert hidden_by(cast["stranger"]) == only(live)


def test_where_it_is_full_nothing_is_kept_and_jobs_that_ended_make_room(
    cast, monkeypatch
):
    monkeypatch.setattr(reading, "HIDDEN_AT_MOST", 2)
    first, second, third = (build.posting(cast) for _ in range(3))
    reading.hide(only(first, second), by=cast["candidate"])
    reading.hide(only(first), by=cast["candidate"])
    with pytest.raises(reading.Full):
        reading.hide(only(third), by=cast["candidate"])
    assert hidden_by(cast["candidate"]) == only(first, second)
    build.do("close", first, cast["owner"])
    reading.hide(only(third), by=cast["candidate"])
    assert hidden_by(cast["candidate"]) == only(second, third)


def test_words_have_a_limit_of_their_own(cast):
    words = tuple(f"word{number}" for number in range(WORDS_AT_MOST))
    reading.hide(Hiding(words=words), by=cast["candidate"])
    with pytest.raises(reading.Full):
        reading.hide(Hiding(words=("more",)), by=cast["candidate"])


def test_who_is_gone_keeps_nothing(cast):
    live, gone = build.posting(cast), User(email="gone@example.com")
    with pytest.raises(PermissionDenied):
        reading.save_posting(live, by=gone)
    with pytest.raises(PermissionDenied):
        reading.hide(only(live), by=gone)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("hidden_is_one_thing", {}),
        ("hidden_is_one_thing", {"posting", "word"}),
        ("hidden_is_one_thing", {"company", "word"}),
        ("hidden_is_one_thing", {"posting", "company"}),
        ("hidden_once", {"posting"}),
        ("hidden_once", {"company"}),
        ("hidden_once", {"word"}),
    ],
)
def test_what_is_hidden_is_one_thing_once(cast, name, values):
    everything = {
        "posting": build.posting(cast),
        "company": Company.objects.get(slug="acme"),
        "word": "php",
    }
    chosen = {key: everything[key] for key in values}
    if name == "hidden_once":
        Hidden.objects.create(user=cast["candidate"], **chosen)
        Hidden.objects.create(user=cast["stranger"], **chosen)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Hidden.objects.create(user=cast["candidate"], **chosen)


def test_a_mark_moves_when_a_visit_begins_and_not_within_one(cast):
    candidate, start = cast["candidate"], timezone.now()

    def minutes_of(at: datetime | None) -> int | None:
        return None if at is None else round((at - start).total_seconds() / 60)

    def look(minutes: int) -> tuple[int | None, int | None]:
        """When the visit before ended and when it was looked at, in minutes."""
        ReaderMark.objects.note(candidate, start + timedelta(minutes=minutes))
        mark = ReaderMark.objects.get(user=candidate)
        return minutes_of(mark.seen_before), minutes_of(mark.seen_at)

    assert look(0) == (None, 0)
    assert look(4) == (None, 0)
    assert look(20) == (None, 20)
    assert look(49) == (None, 49)
    assert look(80) == (49, 80)
    assert look(81) == (49, 80)
    assert look(100) == (49, 100)
    assert look(60) == (49, 100)
    assert look(1000) == (100, 1000)


def test_it_is_handed_out_and_erased(cast):
    live, candidate = build.posting(cast), cast["candidate"]
    reading.save_posting(live, by=candidate)
    acme = Company.objects.get(slug="acme")
    what = Hiding(frozenset({live.pk}), frozenset({acme.pk}), ("php",))
    reading.hide(what, by=candidate)
    reading.hide(what, by=cast["stranger"])
    ReaderMark.objects.note(candidate, timezone.now())
    mine = export(candidate)
    assert [one["posting"] for one in mine["saved"]] == [live.public_id]
    assert [(h["posting"], h["company"], h["word"]) for h in mine["hidden"]] == [
        (live.public_id, None, ""),
        (None, "Acme Pagamentos", ""),
        (None, None, "php"),
    ]
    assert mine["list_seen_at"]
    assert mine["reminders"]["is_wanted"]
    assert mine["list_seen_before"] is None
    assert personal_data.export_all(candidate)["reading"] == mine
    assert erase(candidate) == {
        "Saved jobs": 1,
        "Hidden from your lists": 3,
        "Last visits": 1,
    }
    assert export(candidate) == {
        "saved": [],
        "reminders": None,
        "hidden": [],
        "list_seen_at": None,
        "list_seen_before": None,
    }
    assert len(export(cast["stranger"])["hidden"]) == 3
