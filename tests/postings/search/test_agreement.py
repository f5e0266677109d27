"""The list keeps exactly what the verdict does not say no to."""

from datetime import time

import pytest
from django.utils import timezone
from hypothesis import given, settings, strategies as st

from postings import regions
from postings.lifecycle.facts import LanguageNeed
from postings.models import Posting
from postings.regions import Region
from postings.search.conditions import Prepared
from postings.search.criteria import Criteria, Scope
from postings.search.query import count, find, outside
from postings.verdict import Answer, can_take
from tests import build

COUNTRIES = "AR BO BR CA CL CO CR CU DE DO EC ES GB HT MX PE PR PT US UY".split()
RULES = [
    *([region.value] for region in Region),
    ["BR"],
    ["CO", "PE"],
    ["latam", "PT"],
    [],
]
EXCEPT = [[], ["CU"], ["BR", "south_america"]]
NEEDS = [
    [],
    [LanguageNeed("en", "C1")],
    [LanguageNeed("en", "")],
    [LanguageNeed("pt", "B1"), LanguageNeed("en", "A2")],
    [LanguageNeed("fr", "B2"), LanguageNeed("es", "")],
    [LanguageNeed("de", "")],
    [LanguageNeed("en", "C2", is_required=False)],
]
HOURS = [
    {},
    {"hours_zone": "America/New_York"},
    {"hours_zone": "Europe/Berlin", "hours_overlap": 4},
    {
        "hours_zone": "America/Sao_Paulo",
        "hours_from": time(20),
        "hours_to": time(4),
        "hours_overlap": 3,
    },
    {"hours_zone": "Europe/Lisbon", "hours_from": time(8), "hours_to": time(12)},
    {"hours_zone": "Asia/Tokyo", "hours_overlap": 1},
]


def listed(criteria: Criteria) -> set[int]:
    return set(find(Prepared(criteria), size=200).ids)


def brute(criteria: Criteria) -> dict[Answer, set[int]]:
    """Every live posting by its verdict for this reader."""
    search = Prepared(criteria)
    answers: dict[Answer, set[int]] = {answer: set() for answer in Answer}
    for posting in Posting.objects.live().with_facts():
        verdict = can_take(posting.terms, criteria.reader, on=search.moment.day)
        answers[verdict.answer].add(posting.pk)
    return answers


@pytest.fixture
def every_rule(cast):
    for includes in RULES:
        for excludes in EXCEPT if includes else [[]]:
            try:
                regions.resolve(includes, excludes)
            except ValueError:
                continue
            build.posting(
                cast, region_includes=includes, region_excludes=excludes, languages=[]
            )


def test_filter_and_verdict_agree_for_every_country_and_rule(every_rule):
    everything = Posting.objects.live().count()
    for country in COUNTRIES:
        criteria = Criteria(country=country)
        answers = brute(criteria)
        assert listed(criteria) == answers[Answer.YES] | answers[Answer.ASK], country
        assert len(listed(criteria.with_(scope=Scope.ALL))) == everything
        kept_out = outside(Prepared(criteria)).get("from")
        assert (kept_out.number if kept_out else 0) == len(answers[Answer.NO])


def test_card_page_filter_facet_and_api_say_the_same(client, every_rule):
    postings = {one.public_id: one for one in Posting.objects.live().with_facts()}
    for country in COUNTRIES:
        expected = {
            public_id: verdict_for(posting, country)
            for public_id, posting in postings.items()
        }
        query = f"from={country}&scope=all&page_size=100"
        rows = client.get(f"/api/v1/postings/?{query}").json()["results"]
        assert {row["id"]: row["verdict"]["answer"] for row in rows} == expected
        shown = client.get(f"/en/jobs/?{query}").context["shown"]
        cards = {one.posting.public_id: one.verdict.answer for one in shown}
        assert cards == expected
        mine = sum(answer != Answer.NO for answer in expected.values())
        facets = client.get(f"/api/v1/postings/facets/?from={country}").json()["facets"]
        assert facets["workplace"].get("remote", 0) == mine
        one = postings[sorted(postings)[COUNTRIES.index(country)]]
        path = f"/en/jobs/{one.slug}-{one.public_id}/?from={country}"
        assert client.get(path).context["verdict"].answer == expected[one.public_id]


def verdict_for(posting: Posting, country: str) -> Answer:
    reader, today = Criteria(country=country).reader, timezone.localdate()
    return can_take(posting.terms, reader, on=today).answer


@pytest.fixture
def every_need(cast):
    rules = ["BR", "latam", "US"]
    for number, needs in enumerate(NEEDS):
        for place, hours in enumerate(HOURS):
            build.posting(
                cast,
                region_includes=[rules[(number + place) % 3]],
                languages=needs,
                years_min=[None, 2, 5, 8][(number + place) % 4],
                **hours,
            )


readers = st.builds(
    Criteria,
    country=st.sampled_from(["", "BR", "CO", "US", "PT"]),
    speaks=st.dictionaries(
        st.sampled_from(["en", "pt", "es", "fr", "de"]),
        st.sampled_from(["none", "A1", "A2", "B1", "B2", "C1", "C2"]),
    ).map(lambda levels: tuple(f"{code}-{level}" for code, level in levels.items())),
    years=st.none() | st.integers(0, 10),
    tz=st.sampled_from(
        ["", "America/Bogota", "Europe/Madrid", "America/Los_Angeles", "Asia/Tokyo"]
    ),
)


def test_filter_and_verdict_agree_for_every_reader(every_need):
    @settings(max_examples=150, deadline=None)
    @given(readers)
    def agree(criteria: Criteria) -> None:
        answers = brute(criteria)
        expected = answers[Answer.YES] | answers[Answer.ASK]
        assert listed(criteria) == expected
        assert count(Prepared(criteria)).number == len(expected)
        kept_out = outside(Prepared(criteria))
        assert sum(one.number for one in kept_out.values()) == len(answers[Answer.NO])

    agree()


def test_overlap_is_what_both_days_share_and_keeps_what_is_not_stated(every_need):
    shared = Criteria(tz="America/Bogota", overlap=6, scope=Scope.ALL)
    zones = Posting.objects.filter(pk__in=listed(shared)).values_list("hours_zone")
    assert {zone for (zone,) in zones} == {"", "America/New_York"}
