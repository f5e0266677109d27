"""Bitmaps come to exactly what the search says in SQL."""

import pytest
from hypothesis import given, settings

from postings.alerts.bits import numbers
from postings.alerts.keys import keys_of
from postings.alerts.news import News
from postings.search.conditions import Moment, Prepared
from postings.search.criteria import Criteria
from postings.search.following import criteria_of, followable
from postings.search.query import find
from tests.postings.alerts import random_board

POSTINGS = 40


def by_bitmap(news: News, criteria: Criteria) -> set[int]:
    found = dict(news.matching({1: keys_of(criteria)}))
    return {news.ids[number] for number in numbers(found.get(1, 0))}


def by_query(criteria: Criteria, moment: Moment) -> set[int]:
    newest = criteria.without("sort")
    return set(find(Prepared(newest.with_(sort="newest"), moment), size=500).ids)


@pytest.mark.parametrize("seed", range(3))
def test_matching_is_the_query(cast, seed):
    ids = random_board.board(cast, POSTINGS, seed)
    moment = Moment()
    news = News(ids, moment)
    hits = 0

    @settings(max_examples=250, deadline=None)
    @given(random_board.loose | random_board.searches)
    def agree(criteria: Criteria) -> None:
        nonlocal hits
        found = by_bitmap(news, criteria)
        assert found == by_query(criteria, moment)
        hits += bool(found)

    agree()
    assert hits > 50


@given(random_board.searches)
@settings(deadline=None)
def test_a_kept_search_is_read_as_it_was_followed(criteria):
    kept = followable(criteria)
    assert criteria_of(kept.query()) == kept
