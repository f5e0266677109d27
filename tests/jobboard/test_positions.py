"""Reading the log in its order, without a gap and without a repeat."""

import pytest

from jobboard import positions, relay
from jobboard.outbox import Event
from jobboard.pagination import BadCursor
from tests import build

pytestmark = pytest.mark.django_db
KINDS = ("posting.created", "posting.submitted")


def follow(seen: list[int], limit: int = 500) -> int:
    def note(event: Event) -> None:
        seen.append(event.position or 0)

    return positions.follow("test", note, kinds=KINDS, limit=limit)


def test_a_follower_reads_what_is_new_once_and_in_order(cast):
    build.posting(cast)
    relay.number_events()
    seen: list[int] = []
    assert follow(seen) == 0, "it begins at the head"
    for _ in range(3):
        build.posting(cast, "submitted")
    assert follow(seen) == 0, "not numbered yet"
    relay.number_events()
    assert [follow(seen, limit=4) for _ in range(3)] == [4, 2, 0]
    expected = Event.objects.filter(kind__in=KINDS).order_by("position")
    assert seen == [event.position for event in expected][2:]


def test_work_that_fails_is_done_again(cast):
    seen: list[int] = []
    follow(seen)
    build.posting(cast, "submitted")
    relay.number_events()

    def fail(_event: Event) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        positions.follow("test", fail, kinds=KINDS)
    assert follow(seen) == 2


def test_a_cursor_is_good_for_its_epoch(cast):
    cursor = positions.seal(5, of="a")
    assert positions.unseal(cursor, of="a", head=5) == 5
    for of, head in (("b", 5), ("a", 4)):
        with pytest.raises(positions.CursorExpired):
            positions.unseal(cursor, of=of, head=head)
    with pytest.raises(BadCursor):
        positions.unseal(cursor + "x", of="a", head=5)


def test_the_epoch_stays_while_the_database_does(db):
    assert positions.epoch() == positions.epoch()
