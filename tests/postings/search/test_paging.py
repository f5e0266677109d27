"""Pages follow each other, whatever the order, and skip or repeat nothing."""

from typing import Any

import pytest
from django.utils import timezone

from jobboard.pagination import BadCursor
from postings.models import Posting, PostingDocument
from postings.search import query
from postings.search.conditions import Prepared
from postings.search.criteria import Criteria
from postings.search.query import Count, count, find, postings_of
from tests import build


def walk(criteria: Criteria, size: int, step: str = "next", cursor: str = ""):
    """All pages from here on, each as its ids."""
    pages = []
    while True:
        page = find(Prepared(criteria), size=size, cursor=cursor)
        pages.append(page)
        found: str | None = getattr(page, step)
        if found is None:
            return pages
        cursor = found


@pytest.fixture
def seven(cast) -> list[int]:
    """Seven postings, some of one moment, with different pay; newest first."""
    made = []
    for number in range(7):
        pay: dict[str, Any] = {"pay_min": 1000 * (number % 3 + 1), "pay_max": None}
        made.append(build.posting(cast, title=f"Engineer {'x' * number}", **pay))
    moment = timezone.now()
    Posting.objects.filter(pk__in=[one.pk for one in made[:4]]).update(
        published_at=moment
    )
    PostingDocument.objects.keep([one.pk for one in made])
    rows = PostingDocument.objects.order_by("-published_at", "-pk")
    return list(rows.values_list("pk", flat=True))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
@pytest.mark.parametrize("sort", ["newest", "pay"])
def test_pages_forward_and_backward_show_everything_once(seven, sort, size):
    criteria = Criteria(sort=sort)
    forward = walk(criteria, size)
    shown = [key for page in forward for key in page.ids]
    if sort == "newest":
        assert shown == seven
    else:
        order = PostingDocument.objects.order_by("-pay_order", "-published_at", "-pk")
        assert shown == list(order.values_list("pk", flat=True))
    last = forward[-1]
    back = walk(criteria, size, "previous", last.previous or "")
    if last.previous:
        assert [key for page in reversed(back) for key in page.ids] + last.ids == shown


def test_what_comes_and_goes_elsewhere_moves_no_page(cast, seven):
    first = find(Prepared(Criteria()), size=3)
    build.posting(cast)
    Posting.objects.get(pk=seven[1]).delete()
    second = find(Prepared(Criteria()), size=3, cursor=first.next)
    assert second.ids == seven[3:6]


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_by_relevance_the_newest_are_ranked_and_the_others_follow(
    seven, monkeypatch, size
):
    monkeypatch.setattr(query, "RANKED", 4)
    pages = walk(Criteria(q="engineer"), size)
    ranked = [key for page in pages if not page.is_past_ranked for key in page.ids]
    behind = [key for page in pages if page.is_past_ranked for key in page.ids]
    assert (sorted(ranked), behind) == (sorted(seven[:4]), seven[4:])


def test_a_newer_posting_does_not_move_the_ranked_window(cast, seven, monkeypatch):
    monkeypatch.setattr(query, "RANKED", 4)
    first = find(Prepared(Criteria(q="engineer")), size=2)
    build.posting(cast, title="Engineer engineer")
    second = find(Prepared(Criteria(q="engineer")), size=2, cursor=first.next)
    assert sorted(first.ids + second.ids) == sorted(seven[:4])


@pytest.mark.parametrize("cursor", ["forged", "W10:1uXyz:abc"])
def test_a_forged_cursor_is_refused(db, cursor):
    with pytest.raises(BadCursor):
        find(Prepared(Criteria()), size=3, cursor=cursor)


def test_a_cursor_of_another_search_is_refused(seven):
    cursor = find(Prepared(Criteria()), size=3).next
    with pytest.raises(BadCursor):
        find(Prepared(Criteria(q="engineer")), size=3, cursor=cursor)


def test_a_count_is_exact_up_to_its_cap(seven):
    search = Prepared(Criteria())
    assert count(search) == Count(7)
    assert count(search, at_most=7) == Count(7)
    assert count(search, at_most=6) == Count(6, is_capped=True)
    assert count(search, at_most=None) == Count(7)


def test_what_is_past_its_day_is_neither_found_nor_counted(seven):
    PostingDocument.objects.filter(pk=seven[0]).update(valid_through=timezone.now())
    search = Prepared(Criteria())
    assert find(search, size=10).ids == seven[1:]
    assert count(search) == Count(6)


def test_the_gate_has_the_last_word(seven):
    search = Prepared(Criteria())
    Posting.objects.filter(pk=seven[2]).update(valid_through=timezone.now())
    shown = postings_of(find(search, size=10).ids, Prepared(Criteria()).moment)
    assert [posting.pk for posting in shown] == seven[:2] + seven[3:]


@pytest.mark.parametrize("sort", ["", "newest", "pay"])
def test_a_page_is_one_query(seven, django_assert_num_queries, sort):
    with django_assert_num_queries(1):
        find(Prepared(Criteria(q="engineer", sort=sort)), size=3)
