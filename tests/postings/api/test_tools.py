"""The tools of MCP: the same as the API, by the same words."""

import orjson
import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator

from postings.api.grammar import SearchParameters
from postings.models import Posting, Status
from tests import build
from tests.mcp import call, refusal, say, search

API = "/api/v1/postings/"


def test_the_tools_are_reads_and_take_the_grammar_of_the_api(client):
    found = say(client, "tools/list")["result"]["tools"]
    schemas = {tool["name"]: tool["inputSchema"] for tool in found}
    for tool in found:
        Draft202012Validator.check_schema(tool["inputSchema"])
        assert tool["annotations"]["readOnlyHint"] is True
        assert tool["annotations"]["destructiveHint"] is False
    known = schemas["search_postings"]["properties"]
    assert known.keys() == set(SearchParameters().fields)
    assert known["level"]["type"] == "array"
    assert "senior" in known["level"]["items"]["enum"]
    assert (known["years"]["minimum"], known["years"]["maximum"]) == (0, 50)
    assert all(schema["additionalProperties"] is False for schema in schemas.values())
    assert schemas["get_posting"]["required"] == ["posting_id"]
    assert b"$ref" not in orjson.dumps(schemas)


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ({}, ""),
        ({"q": "backend"}, "q=backend"),
        ({"level": ["senior", "mid"]}, "level=senior&level=mid"),
        ({"level": "senior"}, "level=senior"),
        ({"from": "BR", "speaks": ["pt-C2"]}, "from=BR&speaks=pt-C2"),
        ({"years": 3, "sort": "pay"}, "years=3&sort=pay"),
        ({"pay": 4000, "currency": "USD"}, "pay=4000&currency=USD"),
        ({"page_size": 1, "count": "exact"}, "page_size=1&count=exact"),
        ({"q": "nothing at all"}, "q=nothing+at+all"),
    ],
)
def test_a_search_is_what_the_api_answers(client, cast, arguments, query):
    build.posting(cast, title="Backend Rust", levels=["senior"])
    build.posting(cast, title="Junior Go", levels=["junior"])
    build.posting(cast, title="Go")
    assert search(client, **arguments) == client.get(f"{API}?{query}").json()


def test_the_cursor_leads_on_through_everything(client, cast):
    made = {build.posting(cast).public_id for _ in range(3)}
    seen, cursor = [], {}
    for _ in range(3):
        page = search(client, page_size=1, **cursor)
        seen += [row["id"] for row in page["results"]]
        cursor = {"cursor": (page["next"] or "").partition("cursor=")[2].split("&")[0]}
    assert page["next"] is None
    assert (len(seen), set(seen)) == (3, made)


@pytest.mark.parametrize("status", [s for s in Status.values if s != Status.LIVE])
def test_what_is_not_open_is_not_to_be_had(client, cast, status):
    posting = build.posting(cast, status)
    assert search(client)["results"] == []
    problem = refusal(client, "get_posting", posting_id=posting.public_id)
    answer = client.get(f"{API}{posting.public_id}/")
    assert problem["status"] == answer.status_code
    assert problem["code"] == answer.json()["code"]
    assert posting.title not in str(problem)


def test_a_posting_that_has_expired_is_gone(client, cast):
    posting = build.posting(cast)
    assert call(client, "get_posting", posting_id=posting.public_id)["isError"] is False
    Posting.objects.update(valid_through=timezone.now())
    assert search(client)["results"] == []
    problem = refusal(client, "get_posting", posting_id=posting.public_id)
    assert (problem["status"], problem["reason"]) == (410, "expired")


@pytest.mark.parametrize(
    ("arguments", "pointer", "code"),
    [
        ({"salary": 1}, "#/salary", "unknown"),
        ({"level": ["senior", "wizard"]}, "#/level", "invalid"),
        ({"from": "XX"}, "#/from", "invalid"),
        ({"radius": 10}, "#/radius", "incomplete"),
        ({"pay": ["1", "2"]}, "#/pay", "twice"),
        ({"years": 51}, "#/years", "max_value"),
        ({"page_size": 10**18}, "#/page_size", "max_value"),
        ({"cursor": "made up"}, "#/cursor", "bad-cursor"),
        ({"q": None}, "#/q", "invalid"),
        ({"q": True}, "#/q", "invalid"),
        ({"pay": 1.5}, "#/pay", "invalid"),
        ({"q": {"$ne": ""}}, "#/q", "invalid"),
        ({"skill": [["go"]]}, "#/skill", "invalid"),
    ],
)
def test_a_wrong_argument_is_named(client, db, arguments, pointer, code):
    problem = refusal(client, **arguments)
    (error,) = problem.get("errors", [problem])
    assert (error["pointer"], error["code"]) == (pointer, code)
    assert error["detail"]


@pytest.mark.parametrize("given", ["facets", "../x", "0" * 11, "", 5, None, ["0" * 12]])
def test_an_id_is_an_id(client, db, given):
    problem = refusal(client, "get_posting", posting_id=given)
    assert [error["pointer"] for error in problem["errors"]] == ["#/posting_id"]


def test_an_id_is_needed_and_stands_alone(client, db):
    (error,) = refusal(client, "get_posting")["errors"]
    assert error["pointer"] == "#/posting_id"
    problem = refusal(client, "get_posting", posting_id="0" * 12, q="x")
    assert [error["pointer"] for error in problem["errors"]] == ["#/q"]
    assert refusal(client, "get_posting", posting_id="0" * 12)["status"] == 404


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ({"q": "a\x00b"}, 400),
        ({"q\x00": "a"}, 400),
        ({"q": "x" * 9000}, 414),
        ({"skill": ["go"] * 400}, 400),
    ],
)
def test_hostile_arguments_are_an_error_of_the_tool(client, db, arguments, status):
    problem = refusal(client, **arguments)
    assert problem["status"] == status
    assert problem["detail"] or problem["errors"]


@pytest.mark.parametrize("count", [1, 4])
def test_a_search_is_two_queries_and_a_posting_one(
    client, cast, django_assert_num_queries, count
):
    made = [build.posting(cast) for _ in range(count)]
    with django_assert_num_queries(2):
        assert len(search(client)["results"]) == count
    with django_assert_num_queries(1):
        call(client, "get_posting", posting_id=made[0].public_id)
    with django_assert_num_queries(0):
        say(client, "tools/list")
