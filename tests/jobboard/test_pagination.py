"""Keyset pages."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from jobboard.pagination import BadCursor, newest_first
from postings.models import Posting, Status
from tests import build

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def live(cast):
    """Twelve postings, four at a time published at the same moment."""
    for number in range(12):
        posting = build.posting(cast, Status.LIVE)
        moment = BEGIN + timedelta(hours=number // 4)
        Posting.objects.filter(pk=posting.pk).update(published_at=moment)
    return Posting.objects.all()


def walk(rows, size, rel="next", cursor=""):
    while True:
        page = newest_first(rows, by="published_at", size=size, cursor=cursor)
        yield page
        cursor = getattr(page, rel)
        if not cursor:
            return


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(size=st.integers(1, 13))
def test_the_pages_hold_every_row_once_and_in_order(live, size):
    expected = list(live.order_by("-published_at", "-pk").values_list("pk", flat=True))
    pages = list(walk(live, size))
    assert [row.pk for page in pages for row in page.rows] == expected
    back = (
        list(walk(live, size, "previous", pages[-1].previous)) if len(pages) > 1 else []
    )
    before = [row.pk for page in reversed(back) for row in page.rows]
    assert before == expected[: len(before)]
    assert len(before) == len(expected) - len(pages[-1].rows) * (len(pages) > 1) - (
        len(expected) if len(pages) == 1 else 0
    )


def test_a_row_that_goes_hides_no_other(live):
    first = newest_first(live, by="published_at", size=5)
    first.rows[-1].delete()
    second = newest_first(live, by="published_at", size=5, cursor=first.next)
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}
    assert len(second.rows) == 5


def test_the_first_and_the_last_page_end_there(live):
    whole = newest_first(live, by="published_at", size=12)
    assert (whole.next, whole.previous) == (None, None)
    assert newest_first(live.none(), by="published_at", size=5).rows == []


@pytest.mark.parametrize("cursor", ["x", "WyJuZXh0Il0:abc", "\u00e9", "a" * 500])
def test_a_forged_cursor_is_refused(live, cursor):
    with pytest.raises(BadCursor):
        newest_first(live, by="published_at", size=5, cursor=cursor)


def test_a_cursor_that_was_changed_is_refused(live):
    cursor = newest_first(live, by="published_at", size=5).next
    forged = ("b" if cursor[0] == "a" else "a") + cursor[1:]
    with pytest.raises(BadCursor):
        newest_first(live, by="published_at", size=5, cursor=forged)


def test_a_cursor_of_another_order_is_refused(live):
    cursor = newest_first(live, by="published_at", size=5).next
    with pytest.raises(BadCursor):
        newest_first(live, by="changed_at", size=5, cursor=cursor)


def test_a_queue_is_read_the_other_way_round(cast):
    made = [build.posting(cast, title=f"Number {n}") for n in range(3)]
    rows, seen, cursor = Posting.objects.all(), [], ""
    while cursor is not None:
        page = newest_first(rows, by="created_at", size=2, cursor=cursor, oldest=True)
        seen += page.rows
        last, cursor = page, page.next
    assert seen == made
    back = newest_first(
        rows, by="created_at", size=2, cursor=last.previous, oldest=True
    )
    assert list(back.rows) == made[:2]
