"""Completions, slips, similar postings, and the way out of nothing found."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from postings.lifecycle.facts import SkillNeed
from postings.models import PostingDocument, Suggestion
from postings.search import suggestions
from postings.search.conditions import Prepared
from postings.search.criteria import Criteria
from postings.search.query import Count
from postings.search.relaxing import wider_searches
from postings.search.similar import similar
from postings.search.suggestions import complete, did_you_mean, slips
from tests import build


@pytest.fixture
def completions(cast):
    build.posting(cast, title="Desarrollador Python", skills=[SkillNeed("Python")])
    build.posting(
        cast,
        title="Programação de serviços",
        skills=[SkillNeed("Python"), SkillNeed("Kubernetes")],
    )
    suggestions.rebuild()


@pytest.mark.parametrize(
    ("typed", "kind", "words"),
    [
        ("py", "skill", "Python"),
        ("k8", "skill", "Kubernetes"),
        ("golan", "skill", "Go"),
        ("acme", "company", "Acme Pagamentos"),
        ("sao pau", "place", "São Paulo"),
        ("São Pau", "place", "São Paulo"),
        ("programac", "word", "programação"),
        ("desarr", "word", "desarrollador"),
        ("pyhton", "skill", "Python"),
        ("kuberentes", "skill", "Kubernetes"),
        ("desarollador", "word", "desarrollador"),
    ],
)
def test_letters_are_completed(completions, typed, kind, words):
    first = complete(typed)[0]
    assert (first.kind, first.words) == (kind, words)


@pytest.mark.parametrize("typed", ["", "  ", "xqzw", "%", "_", "\\", "xq"])
def test_some_letters_have_no_completion(completions, typed):
    assert complete(typed) == []


def test_one_thing_is_offered_once(completions):
    found = complete("py", limit=10)
    values = [(row.kind, row.value or row.key) for row in found]
    assert len(values) == len(set(values))
    assert len(complete("p", limit=3)) == 3


def test_completions_are_made_anew(cast, completions):
    before = Suggestion.objects.count()
    assert suggestions.rebuild() == before == Suggestion.objects.count()


@pytest.mark.parametrize(
    ("q", "better"),
    [
        ("pyhton", "python"),
        ("desarollador python", "desarrollador python"),
        ("fronted developer", "frontend developer"),
        ("programdor java", "programador java"),
        ("teletrabjo", "teletrabajo"),
        ("remotto", "remoto"),
        ("python", ""),
        ("go", ""),
        ("xqzw", ""),
        ('"pyhton code"', ""),
        ("", ""),
    ],
)
def test_slips_are_put_right(completions, q, better):
    assert did_you_mean(q) == better


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("python", "python", 0),
        ("pyhton", "python", 1),
        ("pithon", "python", 1),
        ("pyton", "python", 1),
        ("pyythonn", "python", 2),
        ("a", "abcd", 3),
    ],
)
def test_slips_are_counted(one, other, number):
    assert slips(one, other, 2) == slips(other, one, 2) == number


def test_similar_postings_share_skills_and_the_most_alike_come_first(cast):
    def made(*names, **facts):
        return build.posting(cast, skills=[SkillNeed(n) for n in names], **facts)

    this = made("Python", "Django", "Redis")
    two = made("Python", "Django", levels=["junior"])
    one = made("Redis", levels=["senior"])
    none = made("Go")
    old = made("Python", "Django", "Redis")
    moment = timezone.now() - timedelta(seconds=1)
    PostingDocument.objects.filter(pk=old.pk).update(valid_through=moment)
    assert similar(this) == [two.pk, one.pk]
    assert similar(none) == []
    assert similar(this, limit=1) == [two.pk]
    assert similar(made()) == []


def test_each_filter_that_alone_is_in_the_way_is_named(cast):
    for _ in range(3):
        build.posting(cast, levels=["junior"])
    build.posting(cast, skills=[SkillNeed("Go")])
    search = Criteria(
        country="CO",
        level=("senior",),
        skill=("go", "python"),
        pay=Decimal(100),
        skills="all",
    )
    found = [
        (one.name, one.value, one.count) for one in wider_searches(Prepared(search))
    ]
    assert found == [("skill", "python", Count(1))]
    only = Criteria(country="PT", level=("junior",), q="engineer")
    found = wider_searches(Prepared(only))
    assert [(one.name, one.count) for one in found] == [("from", Count(3))]
    assert found[0].criteria == only.without("from")


def test_what_belongs_to_a_filter_goes_with_it(cast):
    build.posting(cast)
    search = Criteria(pay=Decimal(10**6), currency="BRL", period="week")
    (wider,) = wider_searches(Prepared(search))
    assert wider.criteria == Criteria()


def test_wider_searches_are_one_query(cast, django_assert_num_queries):
    search = Prepared(Criteria(country="PT", level=("junior",), q="x", years=2))
    with django_assert_num_queries(1):
        wider_searches(search)


def test_a_search_for_everything_has_no_wider_one(db):
    assert wider_searches(Prepared(Criteria())) == []
