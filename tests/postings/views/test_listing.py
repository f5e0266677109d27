"""The list that is cut to its reader, and the search box that writes its address."""

import json
import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.utils import timezone

from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.models import Rate
from postings.search import suggestions
from tests import build
from tests.extraction.scoring import collection

JOBS = "/en/jobs/"
COLLECTION = collection()
# What people type: three languages, slips, accents, symbols, junk.
TYPED = [
    "python", "remote java developer", "node.js", "F#", "c", "C/C++", "objective-c",
    "t-sql", "ci/cd", "s/4hana", "#remote", "i18n", "ML/AI", "pyhton", "postgre sql",
    '"machine learning"', '"4 day week', "react OR vue", "developer -senior -lead",
    "-remote", "title:python", "remote:true", "remote - latin america", "UTC-3",
    "São Paulo", "Zürich", "new york, ny", "desenvolvedor c#", "sênior", "SÊNIOR",
    "engenharía", "R$ 10.000", "r$ 8k pj", '"100% remoto"', "semi senior .net",
    "años de experiencia", "¿hay trabajos sin título?", "sueldo > 2000 usd",
    "remote 🌎", "👩‍💻", "ｐｙｔｈｏｎ", "Рython", "𝗣𝘆𝘁𝗵𝗼𝗻", "программист", "\u200bpython",
    "%00", "${jndi:ldap://x}", "(", ")", "&", "|", "!", "python:*", "O'Reilly", "<->",
    "undefined", "0", "NaN", "  python   django  ", "a", "..", "a" * 1000, "a " * 90,
    "https://www.example.com/jobs/123", "\\", "'", '"', "OR", "- -", "OR OR", "$$",
    "{}", "{0}", "%s", "%(x)s", "<script>alert(1)</script>",
]  # fmt: skip


def titles(answer) -> list[str]:
    return [one.posting.title for one in answer.context["shown"]]


def page(client, query: str = "") -> str:
    answer = client.get(f"{JOBS}?{query}")
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


@pytest.mark.parametrize("typed", TYPED)
def test_whatever_is_typed_has_an_answer(client, cast, typed):
    build.posting(cast)
    for path, name in ((JOBS, "q"), (f"{JOBS}search/", "words")):
        answer = client.get(path, {name: typed}, follow=True)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()


@pytest.mark.skipif(COLLECTION is None, reason="SHARED_DATA names no folder")
def test_queries_as_they_are_found_in_the_wild_have_an_answer(client, cast):
    build.posting(cast)
    queries = Path(COLLECTION, "queries.jsonl").read_text(encoding="utf-8")
    for line in queries.splitlines():
        query = json.loads(line)
        expected = 400 if query["kind"] == "control" else 200
        if any(ord(letter) < 32 for letter in query["q"]):
            expected = 400
        for path, name in ((JOBS, "q"), (f"{JOBS}search/", "words")):
            answer = client.get(path, {name: query["q"]}, follow=True)
            assert answer.status_code == expected, query


@pytest.mark.parametrize(
    "query", ["q=a%00b", "words=a%01", "skill=%0d", "from=%1f", "%00=x", "q=%09java"]
)
@pytest.mark.parametrize("path", [JOBS, f"{JOBS}search/", "/api/v1/postings/"])
def test_control_characters_are_refused(client, db, path, query):
    assert client.get(f"{path}?{query}").status_code == 400


def test_five_hundred_values_are_refused(client, db):
    query = "&".join(f"skill=s{n}" for n in range(500))
    assert client.get(f"{JOBS}?{query}").status_code == 400
    assert client.get(f"/api/v1/postings/?{query}").status_code == 400


@pytest.fixture
def seed(cast):
    return build.posting(
        cast,
        title="Senior / Principal Backend Engineer (Ruby on Rails)",
        levels=["senior", "principal"],
        years_min=7,
        region_includes=["latam"],
        pay_min=8000,
        pay_max=8000,
        languages=[LanguageNeed("en", "C1")],
        skills=[SkillNeed("Ruby on Rails")],
    )


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=rails&from=BR&pay=7000&speaks=en-C1", True),
        ("q=rails&from=PT&pay=7000&speaks=en-C1", False),
        ("q=rails&from=BR&pay=9000&speaks=en-C1", False),
        ("q=rails&from=BR&pay=7000&speaks=en-B2", False),
    ],
)
def test_the_seed_posting_is_found_by_who_can_take_it(client, seed, query, is_found):
    assert bool(titles(client.get(f"{JOBS}?{query}"))) is is_found
    rows = client.get(f"/api/v1/postings/?{query}").json()["results"]
    assert bool(rows) is is_found


def test_a_bare_address_leads_to_what_the_reader_has_told(client, cast):
    build.posting(cast)
    told = {"country": "CO", "en": "C1", "pay": "2000", "tz": "America/Bogota"}
    answer = client.post(f"{JOBS}reader/", told)
    address = f"{JOBS}?from=CO&pay=2000&speaks=en-C1&tz=America%2FBogota"
    assert (answer.status_code, answer["Location"]) == (302, address)
    cookie = answer.cookies["reader"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    bare = client.get(JOBS)
    assert (bare.status_code, bare["Location"]) == (302, address)
    assert "private" in bare["Cache-Control"]
    assert client.get(f"{JOBS}?utm_source=x")["Location"] == address
    assert client.get(f"{JOBS}?from=any").status_code == 200
    assert client.get(f"{JOBS}?skill=python").status_code == 200


def test_what_was_told_can_be_taken_back(client, db):
    client.post(f"{JOBS}reader/", {"country": "CO"})
    answer = client.post(f"{JOBS}reader/", {})
    assert answer["Location"] == f"{JOBS}?from=any"
    assert client.get(JOBS).status_code == 200


@pytest.mark.parametrize("told", [{"country": "XX"}, {"years": "-1"}, {"pay": "x"}])
def test_what_cannot_be_is_told_at_its_field_and_kept(client, db, told):
    answer = client.post(f"{JOBS}reader/", {**told, "en": "B2"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == list(told)
    assert answer.context["form"]["en"].value() == "B2"
    assert "reader" not in answer.cookies


@pytest.mark.parametrize(
    "cookie", ["from=XX", "%00", "nonsense", "q=a&level=senior", "speaks=en-Z9"]
)
def test_a_cookie_that_says_nothing_about_the_reader_changes_nothing(
    client, db, cookie
):
    client.cookies["reader"] = cookie
    assert client.get(JOBS).status_code == 200


def test_one_address_shows_everybody_the_same_list(client, cast, signed_in):
    build.posting(cast, region_includes=["BR"])
    client.cookies["reader"] = "from=CO"
    for query in ("from=BR", "from=any", "skill=python"):
        with_cookie = titles(client.get(f"{JOBS}?{query}"))
        assert with_cookie == titles(signed_in("owner").get(f"{JOBS}?{query}"))


@pytest.mark.parametrize(
    ("typed", "more", "query"),
    [
        ("senior python", {}, "from=CO&level=senior&skill=python"),
        ("senior python", {"from": "any"}, "level=senior&skill=python"),
        ("senior", {"from": "BR", "level": "mid"}, "from=BR&level=mid&level=senior"),
        ("", {"from": "any"}, "from=any"),
        ("", {}, "from=CO"),
    ],
)
def test_the_search_box_leads_to_the_facts_that_it_understood(
    client, db, typed, more, query
):
    client.cookies["reader"] = "from=CO"
    answer = client.get(f"{JOBS}search/", {"words": typed, **more})
    assert (answer.status_code, answer["Location"]) == (302, f"{JOBS}?{query}")
    assert "private" in answer["Cache-Control"]


def test_the_search_box_sends_the_other_filters_along(client, cast):
    html = client.get(f"{JOBS}?from=CO&level=senior&q=api&sort=pay").content.decode()
    form = html[html.index('role="search"') : html.index("</form>")]
    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form) == [
        ("from", "CO"),
        ("level", "senior"),
    ]
    assert 'value="api"' in form


def test_each_chip_takes_its_filter_out(client, cast):
    query = (
        "from=CO&speaks=en-B2&speaks=pt-none&pay=2000&level=senior&workplace=remote"
        "&skill=nodejs&q=api&years=3&place=3688689&company=acme&within=7d&contract=clt"
        "&undisclosed=exclude&language=es&tz=America/Bogota&overlap=4"
    )
    chips = client.get(f"{JOBS}?{query}").context["chips"]
    assert [chip.text for chip in chips] == [
        "“api”",
        "Open to Colombia",
        "English up to B2",
        "No Portuguese asked for",
        "Up to 3 years asked for",
        "My day is that of Bogota (UTC−5)",
        "At least 4 hours in common",
        "US$\xa02,000 or more per month",
        "Salary stated",
        "Remote",
        "Senior",
        "CLT",
        "Node.js",
        "Written in Spanish",
        "Within 30 km of Bogotá, Colombia",
        "Acme Pagamentos",
        "Published in the last 7 days",
    ]
    links = {chip.text: chip.query for chip in chips}
    assert "speaks=en-B2" not in links["English up to B2"]
    assert "speaks=pt-none" in links["English up to B2"]
    assert "overlap" not in links["My day is that of Bogota (UTC−5)"]


def test_a_facet_s_link_leads_to_as_many_as_it_says(client, cast):
    for number in range(6):
        build.posting(
            cast,
            workplace=["remote", "hybrid", ""][number % 3],
            levels=[["senior"], []][number % 2],
            contracts=[[], ["clt"], ["pj"]][number % 3],
        )
    for query in ("", "level=senior", "workplace=remote&level=unstated"):
        groups = client.get(f"{JOBS}?{query}").context["groups"]
        assert {group.name for group in groups} >= {"workplace", "level", "skill"}
        for group in groups:
            for one in group.options:
                if not one.is_chosen and f"{group.name}=" not in query:
                    answer = client.get(f"{JOBS}?{one.query}")
                    assert answer.context["count"].number == one.count, one


def test_the_last_filter_s_way_out_does_not_lead_back_to_the_cookie(client, db):
    (chip,) = client.get(f"{JOBS}?level=senior").context["chips"]
    assert chip.query == "from=any"


def test_malformed_filters_are_told_and_left_out(client, cast):
    build.posting(cast)
    html = page(client, "level=god&from=XX&workplace=remote")
    assert "level: “god” is not a value of this filter." in html
    assert "from: “XX” is not a value of this filter." in html
    assert "Backend Engineer" in html


def test_what_is_out_of_reach_is_counted_and_one_tap_away(client, cast):
    english, nothing = [LanguageNeed("en", "C2")], {"languages": [], "years_min": None}
    build.posting(cast, region_includes=["BR"])
    build.posting(cast, region_includes=["latam"], languages=english)
    build.posting(cast, region_includes=["latam"], **nothing)
    html = page(client, "from=CO&speaks=en-B2")
    assert "1 more is not open to Colombia, 1 more asks for a language" in html
    answer = client.get(f"{JOBS}?{client.get(f'{JOBS}?from=CO').context['everything']}")
    verdicts = [one.verdict.answer for one in answer.context["shown"]]
    assert verdicts == ["yes", "ask", "no"]


def test_the_card_the_page_and_the_api_say_the_same(client, cast):
    posting = build.posting(cast, region_includes=["BR"], languages=[])
    query = "from=CO&scope=all&years=3"
    (card,) = client.get(f"{JOBS}?{query}").context["shown"]
    assert (card.verdict.answer, card.verdict.line) == ("no", "not open to Colombia")
    path = f"{JOBS}{posting.slug}-{posting.public_id}/"
    html = unescape(client.get(f"{path}?{query}").content.decode())
    assert "not open to Colombia" in html
    assert "asks for 5 years" in html
    (row,) = client.get(f"/api/v1/postings/?{query}").json()["results"]
    assert row["verdict"] == {
        "answer": "no",
        "reasons": [
            {"kind": "country", "answer": "no", "about": None, "why": None},
            {"kind": "years", "answer": "no", "about": None, "why": None},
        ],
    }


def test_without_facts_of_a_reader_there_is_no_verdict(client, cast):
    build.posting(cast)
    (card,) = client.get(JOBS).context["shown"]
    assert card.verdict is None
    (row,) = client.get("/api/v1/postings/").json()["results"]
    assert row["verdict"] is None


def test_the_pay_stands_in_the_reader_s_terms_beside_the_employer_s(client, cast):
    Rate.objects.filter(currency="BRL").delete()
    today = timezone.localdate()
    Rate.objects.create(currency="BRL", day=today, per_usd=Decimal("5.5"))
    build.posting(cast, pay_min=11000, pay_max=14500, pay_currency="BRL")
    html = page(client)
    assert "R$ 11,000 – 14,500" in html
    assert "US$ 2,000 – 2,640 per month" in html
    assert "Converted with rates of" in html
    html = page(client, "currency=BRL&period=month")
    assert "US$" not in html


def test_old_rates_are_said_to_be_old_and_a_missing_one_says_nothing(client, cast):
    build.posting(cast, pay_currency="COP", pay_min=None, pay_max=9_000_000)
    assert "old rates, of May 9, 2025" in page(client)
    Rate.objects.filter(currency="COP").delete()
    html = page(client)
    assert "US$" not in html
    assert "up to COP 9,000,000" in html


def test_nothing_found_says_which_filter_is_in_the_way(client, cast):
    build.posting(cast, title="Desarrollador", levels=["junior"])
    suggestions.rebuild()
    html = page(client, "level=senior&from=CO")
    assert "No open job fits all of this." in html
    assert "without Senior</a> (1)" in html
    assert "without Open to Colombia" not in html
    html = page(client, "q=desarollador")
    assert "Did you mean" in html
    assert '<a href="?q=desarrollador">desarrollador</a>' in html


def test_the_rest_of_a_ranked_list_says_that_it_is_not_ranked(
    client, cast, monkeypatch
):
    from postings.search import query

    monkeypatch.setattr(query, "RANKED", 2)
    for _ in range(5):
        build.posting(cast)
    first = client.get(f"{JOBS}?q=engineer")
    second = client.get(f"{JOBS}?q=engineer&cursor={first.context['page'].next}")
    assert (len(titles(first)), len(titles(second))) == (2, 3)
    assert "from here on, the newest come first" in second.content.decode()


@pytest.mark.parametrize("language", ["en", "es", "pt-br"])
def test_the_page_is_whole_in_every_language(client, cast, language):
    build.posting(cast, pay_currency="BRL", hours_zone="America/Bogota")
    query = "from=PT&scope=all&speaks=en-B1&years=1&tz=Asia/Tokyo&level=senior"
    answer = client.get(f"/{language}/jobs/?{query}")
    assert (answer.status_code, len(titles(answer))) == (200, 1)
    assert client.get(f"/{language}/jobs/reader/").status_code == 200


def test_an_address_with_filters_is_not_for_search_engines(client, db):
    assert "noindex" not in client.get(JOBS).content.decode()
    assert "noindex,follow" in client.get(f"{JOBS}?level=senior").content.decode()


def test_similar_postings_stand_beside_one(client, cast):
    posting, other = build.posting(cast), build.posting(cast, title="Python Developer")
    html = client.get(f"{JOBS}{posting.slug}-{posting.public_id}/").content.decode()
    assert "Python Developer" in html
    path = f"/api/v1/postings/{posting.public_id}/similar/"
    (row,) = client.get(f"{path}?from=CO").json()["results"]
    assert (row["id"], row["verdict"]["answer"]) == (other.public_id, "ask")


def test_the_api_counts_only_where_it_is_asked_to(client, cast):
    for _ in range(3):
        build.posting(cast)
    assert "count" not in client.get("/api/v1/postings/").json()
    for how in ("exact", "capped"):
        body = client.get(f"/api/v1/postings/?count={how}&page_size=1").json()
        assert (body["count"], body["count_is_capped"]) == (3, False)


def test_the_api_s_facets_are_the_page_s(client, cast):
    build.posting(cast)
    body = client.get("/api/v1/postings/facets/?from=CO&skill=python").json()
    assert body["is_exact"] is True
    assert body["facets"]["workplace"] == {"remote": 1}
    assert body["facets"]["skill"] == {"kafka": 1, "python": 1}
    answer = client.get("/api/v1/postings/facets/?page_size=5&colour=red")
    assert answer.status_code == 400


def test_the_api_completes(client, cast):
    build.posting(cast)
    suggestions.rebuild()
    rows = client.get("/api/v1/suggestions/?q=kaf").json()["results"]
    assert rows[0] == {"kind": "skill", "text": "Kafka", "value": "kafka"}
    for query in ("", "q=", "q=" + "a" * 61, "q=a&x=1"):
        answer = client.get(f"/api/v1/suggestions/?{query}")
        assert answer.status_code == 400, query
