"""The count beside a value is what the list would show."""

import random
from decimal import Decimal

import pytest
from django.db import connection

from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.search.conditions import Prepared
from postings.search.criteria import Criteria
from postings.search.facets import COLUMNS, count_facets
from postings.search.query import count
from postings.vocabulary import Contract, Employment, Level, Workplace
from tests import build


@pytest.fixture
def crowd(cast):
    dice = random.Random(7)
    for number in range(40):
        build.posting(
            cast,
            title=dice.choice(["Backend Engineer", "Data Engineer", "Analista"]),
            language=dice.choice(["pt", "es", "en"]),
            workplace=dice.choice([*Workplace.values, ""]),
            levels=dice.sample(Level.values, dice.randint(0, 2)),
            employment=dice.sample(Employment.values, dice.randint(0, 2)),
            contracts=dice.sample(Contract.values, dice.randint(0, 2)),
            region_includes=dice.choice([["latam"], ["BR"], []]),
            languages=dice.choice([[], [LanguageNeed("en", "C1")]]),
            skills=[
                SkillNeed(name)
                for name in dice.sample(["Python", "Go", "R", "C++"], number % 4)
            ],
        )


SEARCHES = [
    Criteria(),
    Criteria(q="engineer"),
    Criteria(country="CO", speaks=("en-B2",)),
    Criteria(level=("senior", "unstated"), workplace=("remote",)),
    Criteria(skill=("python",)),
    Criteria(skill=("python", "go"), language=("pt", "es")),
    Criteria(skill=("python", "go"), skills="any", contract=("clt", "pj")),
    Criteria(pay=Decimal(5000), employment=("full_time",), scope="all", country="BR"),
]


def as_list_would(search: Criteria, name: str, value: str) -> int:
    """How many the list shows with this value in place of the facet's own."""
    if name == "skill" and search.skills == "all":
        return count(Prepared(search.adding(name, value))).number
    return count(Prepared(search.with_(**{name: (value,)}))).number


@pytest.mark.parametrize("search", SEARCHES, ids=Criteria.query)
def test_a_count_is_what_the_list_would_show(crowd, search):
    facets = count_facets(Prepared(search))
    assert facets.is_exact
    for name in COLUMNS:
        assert facets.values[name], name
        for value, number in facets.values[name].items():
            assert number == as_list_would(search, name, value), (name, value)


def test_counts_are_one_statement_and_of_words_two(crowd, django_assert_num_queries):
    with django_assert_num_queries(1):
        count_facets(Prepared(SEARCHES[3]))
    with django_assert_num_queries(2):
        count_facets(Prepared(SEARCHES[1]))


def test_beyond_the_bound_counts_are_of_the_newest(crowd, monkeypatch):
    from postings.search import facets

    monkeypatch.setattr(facets, "BASE", 10)
    found = count_facets(Prepared(Criteria()))
    assert not found.is_exact
    assert sum(found.values["workplace"].values()) == 11


WAYS = [(0, 0.0, True), (10, 0.0, False), (10, 1.1, False)]


@pytest.mark.parametrize(("newest", "common", "is_exact"), WAYS)
def test_words_that_match_far_more_are_counted_in_fewer_either_way(
    crowd, monkeypatch, newest, common, is_exact
):
    from postings.search import facets

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE posting_document")
    if newest:
        monkeypatch.setattr(facets, "BASE", newest)
        monkeypatch.setattr(facets, "NEWEST", newest // 2)
    monkeypatch.setattr(facets, "COMMON", common)
    search = Criteria(q="engineer OR analista")
    found = count_facets(Prepared(search))
    assert found.is_exact is is_exact
    assert sum(found.values["language"].values()) == (6 if newest else 40)
