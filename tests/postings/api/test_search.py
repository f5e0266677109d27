"""The search for programs: strict, and the same as the page's."""

from urllib.parse import urlencode

import orjson
import pytest
from hypothesis import given, settings, strategies as st

from jobboard.rest.fields import Parameters
from postings.api.grammar import SearchParameters, SearchWithoutPages
from postings.api.search import found_records
from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.models import Status
from postings.search import suggestions
from postings.search.conditions import Moment
from postings.search.criteria import Criteria
from postings.search.parsing import FILTERS, LISTS, PAGING
from tests import build
from tests.contract import hold

URL = "/api/v1/postings/"


def names(parameters: type[Parameters]) -> set[str]:
    return set(parameters().fields)


def test_the_document_knows_the_parameters_that_the_search_reads():
    assert names(SearchParameters) == FILTERS.keys()
    assert names(SearchWithoutPages) == FILTERS.keys() - set(PAGING)
    fields = SearchParameters().fields
    lists = {name for name, one in fields.items() if hasattr(one, "child")}
    assert lists == LISTS


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("utm_source=x", "#/utm_source", "unknown"),
        ("level=senior&level=wizard", "#/level", "invalid"),
        ("from=XX", "#/from", "invalid"),
        ("speaks=en-Z9", "#/speaks", "invalid"),
        ("radius=10", "#/radius", "incomplete"),
        ("pay=1&pay=2", "#/pay", "twice"),
        ("years=51", "#/years", "max_value"),
        ("sort=oldest", "#/sort", "invalid"),
    ],
)
@pytest.mark.parametrize("path", [URL, f"{URL}facets/"])
def test_what_it_does_not_know_is_an_error_at_its_name(
    client, db, path, query, pointer, code
):
    answer = client.get(f"{path}?{query}")
    hold(answer, "get", path)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)


def test_a_reader_gets_a_verdict_with_its_reasons(client, cast):
    build.posting(cast, languages=[LanguageNeed("en", "B2"), LanguageNeed("de", "")])
    query = "from=CO&speaks=en-C1&years=7"
    (row,) = client.get(f"{URL}?{query}").json()["results"]
    assert row["verdict"] == {
        "answer": "ask",
        "reasons": [
            {"kind": "country", "answer": "yes", "about": None, "why": None},
            {"kind": "language", "answer": "yes", "about": "en", "why": None},
            {"kind": "language", "answer": "ask", "about": "de", "why": "untold"},
            {"kind": "years", "answer": "yes", "about": None, "why": None},
        ],
    }


@pytest.mark.parametrize("query", ["", "?from=CO&tz=America/Bogota"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_page_is_two_queries_whoever_reads(
    client, cast, django_assert_num_queries, query, count
):
    for _ in range(count):
        build.posting(cast, hours_zone="America/New_York")
    with django_assert_num_queries(2):
        answer = client.get(f"{URL}{query}")
    hold(answer, "get", URL)
    assert len(answer.json()["results"]) == count


def test_a_cursor_of_another_search_is_refused(client, cast):
    for _ in range(3):
        build.posting(cast)
    cursor = client.get(f"{URL}?page_size=1").json()["next"].partition("cursor=")[2]
    answer = client.get(f"{URL}?sort=pay&page_size=1&cursor={cursor}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "bad-cursor"


def test_pages_are_walked_in_both_directions_with_the_search(client, cast):
    for _ in range(3):
        build.posting(cast)
    build.posting(cast, levels=["junior"])
    first = client.get(f"{URL}?level=senior&page_size=2").json()
    assert "level=senior" in first["next"]
    second = client.get(first["next"].removeprefix("https://board.example")).json()
    assert [len(page["results"]) for page in (first, second)] == [2, 1]
    back = client.get(second["previous"].removeprefix("https://board.example"))
    assert back.json()["results"] == first["results"]


def test_facets_count_what_the_same_parameters_find(client, cast):
    build.posting(cast)
    build.posting(cast, levels=["junior"], workplace="")
    answer = client.get(f"{URL}facets/?level=senior")
    hold(answer, "get", f"{URL}facets/")
    body = answer.json()
    assert body["is_exact"] is True
    assert body["facets"]["level"] == {"junior": 1, "senior": 1}
    assert body["facets"]["workplace"] == {"remote": 1}


@pytest.mark.parametrize("path", ["facets/", "{id}/similar/"])
@pytest.mark.parametrize("name", PAGING)
def test_what_has_no_pages_takes_no_paging(client, cast, path, name):
    posting = build.posting(cast)
    answer = client.get(f"{URL}{path.format(id=posting.public_id)}?{name}=1")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == f"#/{name}"


def test_similar_ones_are_the_most_alike_first(client, cast):
    posting, other = build.posting(cast), build.posting(cast)
    path = f"{URL}{posting.public_id}/similar/"
    answer = client.get(f"{path}?from=US")
    hold(answer, "get", path)
    (row,) = answer.json()["results"]
    assert (row["id"], row["verdict"]["answer"]) == (other.public_id, "no")


@pytest.mark.parametrize(
    ("status", "code"), [(Status.DRAFT, 404), (Status.CLOSED, 410)]
)
def test_nothing_is_like_one_that_is_not_open(client, cast, status, code):
    posting = build.posting(cast, status)
    path = f"{URL}{posting.public_id}/similar/"
    answer = client.get(path)
    hold(answer, "get", path)
    assert answer.status_code == code


def test_completions_say_what_to_ask_with(client, cast):
    build.posting(cast)
    suggestions.rebuild()
    path = "/api/v1/suggestions/"
    answer = client.get(f"{path}?q=pyth")
    hold(answer, "get", path)
    assert answer.json()["results"][0] == {
        "kind": "skill",
        "text": "Python",
        "value": "python",
    }
    for query in ("", "q=", "q=a&q=b", "q=a&page_size=1", "q=" + "a" * 61):
        assert client.get(f"{path}?{query}").status_code == 400


def test_one_that_has_closed_since_it_was_found_is_left_out(cast):
    postings = [build.posting(cast) for _ in range(3)]
    build.do("close", postings[1], cast["owner"])
    ids = [one.pk for one in reversed(postings)]
    rows = map(orjson.loads, found_records(ids, Criteria(), Moment()))
    expected = [postings[2].public_id, postings[0].public_id]
    assert [row["id"] for row in rows] == expected


searches = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["backend", '"backend engineer"', "-kafka", "python"]),
        "from": st.sampled_from(["CO", "US", "any"]),
        "level": st.lists(
            st.sampled_from(["senior", "junior", "unstated"]), min_size=1, unique=True
        ),
        "workplace": st.sampled_from(["remote", "onsite", "unstated"]),
        "skill": st.sampled_from(["python", "kafka", "go"]),
        "pay": st.sampled_from(["1000", "6000", "9000"]),
        "years": st.integers(0, 9),
        "language": st.sampled_from(["en", "es"]),
        "sort": st.sampled_from(["newest", "pay"]),
        "scope": st.sampled_from(["mine", "all"]),
    },
)


def test_page_and_program_find_the_same_in_the_same_order(client, cast):
    for number in range(24):
        build.posting(
            cast,
            levels=[["senior"], ["junior", "mid"], []][number % 3],
            workplace=["remote", "onsite", "", "hybrid"][number % 4],
            years_min=[None, 2, 8][number % 3],
            pay_max=[None, 5000, 8000, 9500][number % 4],
            language=["en", "es"][number % 2],
            region_includes=[["latam"], ["US"], []][number % 3],
            skills=[SkillNeed(["Python", "Kafka", "Go"][number % 3])],
        )

    @settings(max_examples=100, deadline=None)
    @given(searches)
    def agree(asked):
        query = urlencode(asked, doseq=True)
        page = client.get(f"/en/jobs/?{query}&page_size=20").context["shown"]
        answer = client.get(f"{URL}?{query}&page_size=20")
        assert answer.status_code == 200, answer.content
        rows = answer.json()["results"]
        found = [row["id"] for row in rows]
        assert [one.posting.public_id for one in page] == found

    agree()
