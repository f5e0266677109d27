"""What open jobs pay: the figures, the page and the API."""

from statistics import quantiles

import pytest
from django.core.cache import cache

from postings.insights.pay import Pay, compute_pay
from postings.lifecycle.facts import SkillNeed
from postings.models import Posting, Status
from tests import build

API = "/api/v1/insights/"
MIDDLES = [3000 + 137 * number for number in range(10)]


def many(cast, count=10, **facts):
    for number, middle in enumerate(MIDDLES[:count]):
        pay = {"pay_min": middle - 500, "pay_max": middle + 500}
        build.posting(cast, title=f"Number {number}", **{**pay, **facts})


def test_the_spread_is_what_plain_python_computes(cast):
    many(cast)
    p25, median, p75 = quantiles(MIDDLES, n=4, method="inclusive")
    [senior] = compute_pay().level
    assert (senior.name, senior.postings) == ("senior", 10)
    assert (senior.p25, senior.median, senior.p75) == tuple(
        map(round, (p25, median, p75))
    )


def test_nine_postings_say_nothing_and_ten_do(cast):
    many(cast, 9)
    assert compute_pay() == Pay(open_postings=9, stating=9)
    build.posting(cast, title="The tenth")
    found = compute_pay()
    assert found.share == 100
    assert {one.name for one in found.skill} == {"python", "kafka"}
    assert "BR" in {one.name for one in found.country}
    assert "US" not in {one.name for one in found.country}


def test_what_is_not_stated_is_no_zero(cast):
    many(cast)
    before = compute_pay()
    for number in range(10):
        nothing = {"pay_min": None, "pay_max": None, "pay_currency": ""}
        build.posting(cast, title=f"Silent {number}", pay_period="", **nothing)
    after = compute_pay()
    assert (after.open_postings, after.stating, after.share) == (20, 10, 50)
    assert after.level == before.level


def test_one_stated_end_counts_as_it_is(cast):
    for number in range(10):
        build.posting(cast, title=f"Number {number}", pay_min=None, pay_max=4000)
    assert compute_pay().level[0].median == 4000


@pytest.mark.parametrize("status", [Status.FROZEN, Status.CLOSED, Status.DRAFT])
def test_what_the_public_does_not_see_is_in_no_figure(cast, status):
    many(cast, 9)
    build.posting(cast, status, title="The tenth")
    assert compute_pay() == Pay(open_postings=9, stating=9)


def test_levels_stand_in_their_order_and_skills_by_how_many_ask(cast):
    many(cast, levels=["senior", "junior"])
    build.posting(cast, title="One more", skills=[SkillNeed("Kafka")])
    found = compute_pay()
    assert [one.name for one in found.level] == ["junior", "senior"]
    assert [one.name for one in found.skill] == ["kafka", "python"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "By level"), ("es", "Por nivel"), ("pt-br", "Por nível")],
)
def test_the_page_says_it_in_three_languages(client, cast, language, said):
    assert client.get(f"/{language}/insights/").status_code == 200
    cache.clear()
    many(cast)
    page = client.get(f"/{language}/insights/")
    assert said in page.content.decode()
    assert "Python" in page.content.decode()
    assert page.content.decode().count('<table class="figures">') == 4


def test_the_page_says_where_it_has_too_few(client, cast):
    many(cast, 9)
    words = client.get("/en/insights/").content.decode()
    assert words.count("Too few to say.") == 5
    assert "100%" not in words


def test_the_api_says_what_the_page_says(client, cast):
    many(cast)
    told = client.get(API).json()
    shown = client.get("/en/insights/").context["pay"]
    for name in ("level", "skill", "country"):
        assert told[name] == [vars(one) for one in getattr(shown, name)]
        assert told[name]
    assert (told["share"], told["stating"]) == (shown.share, shown.stating)


def test_the_api_answers_304_to_who_has_it(client, cast):
    tag = client.get(API)["ETag"]
    assert client.get(API, headers={"if-none-match": tag}).status_code == 304


def test_the_figures_are_computed_once(client, cast, django_assert_num_queries):
    many(cast)
    with django_assert_num_queries(4):
        compute_pay()
    client.get(API)
    Posting.objects.update(status=Status.FROZEN)
    with django_assert_num_queries(0):
        assert client.get(API).json()["open_postings"] == 10
