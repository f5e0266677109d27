"""What a list knows about its reader: cookies of visitors, rows of accounts."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given, settings, strategies as st

from jobboard.ids import encode
from postings.lifecycle import reading
from postings.search.hiding import WORDS_AT_MOST, Hiding, word_to_hide
from postings.views import own
from tests import build

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ids = st.frozensets(st.integers(1, 2**60 - 1), max_size=20)
words = st.text(max_size=40).map(word_to_hide).filter(bool)


def asked(user=None, **cookies):
    request = RequestFactory().get("/en/jobs/")
    request.user = user or AnonymousUser()
    request.COOKIES = cookies
    return request


@given(st.builds(Hiding, ids, ids, st.lists(words, max_size=20).map(tuple)))
@settings(max_examples=60)
def test_a_cookie_says_what_was_written_into_it(hiding):
    text = own.to_cookie(hiding)
    assert text.isascii()
    assert not set(text) & set('"; ,\\')
    assert len(text) > own.LONGEST or own.from_cookie(text) == hiding


@given(st.text(max_size=200) | st.text("v=1&pcw%0Aa2", max_size=60))
@settings(max_examples=200)
def test_whatever_stands_in_the_cookie_hides_only_what_can_be_hidden(text):
    found = own.from_cookie(text)
    assert all(0 <= key < 2**60 for key in found.postings | found.companies)
    assert all(word == word_to_hide(word) for word in found.words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "v=2&w=php",
        "w=php",
        "v=1&v=1&w=php",
        "v=1&p=short",
        "v=1&c=" + "u" * 12,
        "v=1&w=" + "x" * own.LONGEST,
        "v=1&w=%00",
    ],
)
def test_a_cookie_that_is_not_ours_hides_nothing(text):
    assert own.hiding_of(asked(hidden=text)) == Hiding()


def test_a_forged_cookie_cannot_make_a_search_dear():
    text = "v=1" + "".join(f"&w={number}" for number in range(400))
    assert len(own.from_cookie(text).words) == WORDS_AT_MOST


def test_a_full_cookie_fits_into_what_browsers_keep():
    many = Hiding(postings=frozenset(range(1, 250)))
    response = own.keeping_cookie(HttpResponse(), many)
    assert len(response.cookies["hidden"].OutputString()) < 4096
    assert own.from_cookie(response.cookies["hidden"].value) == many


def test_a_visitor_costs_no_query_and_a_person_one_each(
    cast, django_assert_num_queries
):
    live, candidate = build.posting(cast), cast["candidate"]
    reading.save_posting(live, by=candidate)
    visitor = asked(hidden=f"v=1&p={encode(live.pk)}", reader="from=CO", seen="1.2")
    with django_assert_num_queries(0):
        assert own.hiding_of(visitor).postings == {live.pk}
        assert own.bookmarked(visitor.user, [live.pk]) == set()
        assert own.seen_before(visitor) == datetime.fromtimestamp(2, UTC)
        own.mark_seen(visitor, HttpResponse())
    person = asked(candidate)
    with django_assert_num_queries(1):
        own.hiding_of(person)
    with django_assert_num_queries(1):
        assert own.bookmarked(candidate, [live.pk, 1]) == {live.pk}
    with django_assert_num_queries(1):
        assert own.seen_before(person) is None
    with django_assert_num_queries(1):
        own.mark_seen(person, HttpResponse())
    assert own.bookmarked(cast["stranger"], [live.pk]) == set()
    with django_assert_num_queries(0):
        assert own.bookmarked(candidate, []) == set()


class Browser:
    """Somebody who looks at the list again and again."""

    def __init__(self, user=None, **cookies):
        self.user, self.cookies = user, cookies

    def look(self, minutes: int) -> int | None:
        """Since when things are new to them, in minutes from the start."""
        with time_machine.travel(START + minutes * MINUTE, tick=False):
            request, response = asked(self.user, **self.cookies), HttpResponse()
            before = own.seen_before(request)
            own.mark_seen(request, response)
        self.cookies |= {key: one.value for key, one in response.cookies.items()}
        return None if before is None else round((before - START) / MINUTE)


@pytest.mark.parametrize("part", ["candidate", "visitor"])
def test_new_is_what_came_since_the_visit_before(cast, part):
    visitor, person = Browser(reader="from=CO"), Browser(cast["candidate"])
    browser = visitor if part == "visitor" else person
    looks = [browser.look(minutes) for minutes in (0, 10, 39, 100, 103, 120, 160, 999)]
    assert looks == [None, None, None, 39, 39, 39, 120, 160]


def test_a_visitor_who_told_nothing_is_not_remembered():
    browser = Browser()
    assert [browser.look(minutes) for minutes in (0, 100, 200)] == [None] * 3
    assert browser.cookies == {}


@pytest.mark.parametrize(
    "text",
    ["", ".", "x.y", "1", "-1.-1", "9" * 20, "٣.٣", f"{10**10 - 1}.{10**10 - 1}"],
)
def test_a_mark_that_is_not_ours_makes_nothing_new(text):
    request = asked(reader="from=CO", seen=text)
    assert own.seen_before(request) is None
    response = HttpResponse()
    own.mark_seen(request, response)
    assert response.cookies["seen"].value.startswith(".")


def test_a_mark_of_this_minute_is_not_written_again():
    now = int(timezone.now().timestamp())
    response = HttpResponse()
    own.mark_seen(asked(reader="from=CO", seen=f"5.{now}"), response)
    assert not response.cookies
