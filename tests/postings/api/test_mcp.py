"""POST /mcp: the search for language models."""

from typing import Any

import orjson
import pytest
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator

from postings.api.grammar import SearchParameters
from postings.api.mcp import BODY_MAX_BYTES, VERSIONS
from postings.models import Posting, Status
from tests import build

URL = "/mcp"
API = "/api/v1/postings/"


def post(client: Client, body: bytes, **headers: str) -> Any:
    """A POST of these bytes; headers as Django's test client writes them."""
    answer = client.post(URL, body, content_type="application/json", headers=headers)
    assert answer["Cache-Control"] == "no-store"
    return answer


def say(client: Client, method: str, params: Any = None, **more: Any) -> Any:
    """What a well-formed request is answered with."""
    message = {"jsonrpc": "2.0", "id": 7, "method": method}
    if params is not None:
        message["params"] = params
    answer = post(client, orjson.dumps(message), **more)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    body = answer.json()
    assert (body["jsonrpc"], body["id"]) == ("2.0", 7)
    return body


def call(client: Client, name: str, **arguments: Any) -> Any:
    """The result of a tool; its text and its data say the same."""
    params = {"name": name, "arguments": arguments}
    result = say(client, "tools/call", params)["result"]
    (text,) = result["content"]
    assert text["type"] == "text"
    assert orjson.loads(text["text"]) == result["structuredContent"]
    return result


def search(client: Client, **arguments: Any) -> Any:
    result = call(client, "search_postings", **arguments)
    assert result["isError"] is False
    return result["structuredContent"]


def refusal(client: Client, tool: str = "search_postings", **arguments: Any) -> Any:
    result = call(client, tool, **arguments)
    assert result["isError"] is True
    return result["structuredContent"]


def test_a_whole_conversation(client, cast):
    posting = build.posting(cast, title="Backend Go")
    asked = {
        "protocolVersion": VERSIONS[1],
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    }
    begun = say(client, "initialize", asked)["result"]
    assert begun["protocolVersion"] == VERSIONS[1]
    assert begun["capabilities"] == {"tools": {"listChanged": False}}
    assert begun["serverInfo"]["name"] == "jobboard"

    agreed = {"MCP-Protocol-Version": VERSIONS[1]}
    ready = b'{"jsonrpc": "2.0", "method": "notifications/initialized"}'
    noted = post(client, ready, **agreed)
    assert (noted.status_code, noted.content) == (202, b"")
    assert say(client, "ping", **agreed)["result"] == {}

    tools = say(client, "tools/list", {}, **agreed)["result"]["tools"]
    assert [tool["name"] for tool in tools] == ["search_postings", "get_posting"]

    (row,) = search(client, q="backend")["results"]
    found = call(client, "get_posting", posting_id=row["id"])["structuredContent"]
    assert found["id"] == posting.public_id
    assert found == client.get(f"{API}{posting.public_id}/").json()


@pytest.mark.parametrize(
    ("asked", "answered"),
    [*((one, one) for one in VERSIONS), ("2031-01-01", VERSIONS[0])],
)
def test_the_clients_version_is_taken_where_it_is_known(client, asked, answered):
    result = say(client, "initialize", {"protocolVersion": asked})["result"]
    assert result["protocolVersion"] == answered


def test_a_version_that_is_not_spoken_is_refused_and_may_be_negotiated(client):
    headers = {"MCP-Protocol-Version": "2031-01-01"}
    body = b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}'
    answer = post(client, body, **headers)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (answer.json()["id"], error["code"]) == (1, -32600)
    assert error["data"] == {"supported": list(VERSIONS), "requested": "2031-01-01"}
    assert say(client, "initialize", {"protocolVersion": "2031-01-01"}, **headers)


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


@pytest.mark.parametrize(
    ("method", "params", "code", "words"),
    [
        ("resources/list", None, -32601, "tools/list"),
        ("notifications/initialized", None, -32601, "no such method"),
        ("", None, -32601, "no such method"),
        ("initialize", None, -32602, "protocolVersion"),
        ("initialize", {"protocolVersion": 1}, -32602, "protocolVersion"),
        ("tools/list", {"cursor": "x"}, -32602, "cursor"),
        ("tools/list", [], -32602, "params"),
        ("tools/call", {}, -32602, "name"),
        ("tools/call", {"name": ["x"]}, -32602, "name"),
        ("tools/call", {"name": "delete_posting"}, -32602, "search_postings"),
        (
            "tools/call",
            {"name": "search_postings", "arguments": "q"},
            -32602,
            "arguments",
        ),
        (
            "tools/call",
            {"name": "search_postings", "arguments": None},
            -32602,
            "arguments",
        ),
    ],
)
def test_a_request_that_cannot_be_answered_says_why(
    client, method, params, code, words
):
    error = say(client, method, params)["error"]
    assert error["code"] == code
    assert words in error["message"]


PING = b'"jsonrpc": "2.0", "method": "ping"'


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"\x00", -32700),
        (b"{", -32700),
        (b"\xff\xfe{}", -32700),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "caf\xe9"}', -32700),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "\\ud800"}', -32700),
        (b"[" * 30_000, -32700),
        (b'{"a":' * 10_000, -32700),
        (b"[" * 500 + b"]" * 500, -32600),
        (b"[{" + PING + b', "id": 1}]', -32600),
        (b"[]", -32600),
        (b"null", -32600),
        (b"1e400", -32700),
        (b'"ping"', -32600),
        (b"{}", -32600),
        (b'{"jsonrpc": "1.0", "id": 1, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "result": {}}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "method": 5}', -32600),
        (b"{" + PING + b', "id": null}', -32600),
        (b"{" + PING + b', "id": true}', -32600),
        (b"{" + PING + b', "id": 1.5}', -32600),
        (b"{" + PING + b', "id": [1]}', -32600),
        (b"{" + PING + b', "id": 1' + b"0" * 400 + b"}", -32700),
    ],
)
def test_what_is_no_message_is_refused_in_words(client, body, code):
    answer = post(client, body)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == code
    assert answer.json()["error"]["message"]


def test_a_batch_is_told_so(client):
    words = post(client, b"[]").json()["error"]["message"]
    assert "Batches" in words


def test_whatever_has_no_id_is_not_answered(client, db, django_assert_num_queries):
    body = b'{"jsonrpc": "2.0", "method": "tools/call", "params": {"name": "x"}}'
    with django_assert_num_queries(0):
        answer = post(client, body)
    assert (answer.status_code, answer.content) == (202, b"")


def test_a_large_body_is_refused_unread(client):
    assert post(client, b"[" * (BODY_MAX_BYTES + 1)).status_code == 413
    assert post(client, b" " * 1_500_000).status_code == 413


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_only_json_is_read(client, kind):
    answer = client.post(URL, "{}", content_type=kind)
    assert answer.status_code == 415
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://[", ""])
def test_a_page_of_another_site_may_not_ask(
    client, db, django_assert_num_queries, origin
):
    body = b"{" + PING + b', "id": 1}'
    with django_assert_num_queries(0):
        answer = post(client, body, Origin=origin)
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == -32600
    assert "Access-Control-Allow-Origin" not in answer


def test_the_boards_own_pages_may_ask(client, settings):
    assert say(client, "ping", Origin=settings.SITE_URL)["result"] == {}


def test_it_asks_no_seal_of_a_form_and_looks_at_no_cookie(signed_in):
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in("owner").cookies
    answer = post(client, b"{" + PING + b', "id": 1}')
    assert answer.status_code == 200
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_there_is_no_stream_and_no_session(client, method):
    answer = getattr(client, method)(URL, headers={"Accept": "text/event-stream"})
    assert answer.status_code == 405
    assert "POST" in answer["Allow"]


def test_it_counts_as_the_api_does(client, settings):
    settings.API_RATE_ANONYMOUS = 3
    body = b"{" + PING + b', "id": 1}'
    assert client.get("/api/v1/problems/not-found/").status_code == 200
    answers = [
        client.post(URL, body, content_type="application/json") for _ in range(3)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[0]["RateLimit"].startswith('"anonymous";r=1')
    assert int(answers[2]["Retry-After"]) > 0


def test_a_call_counts_once(client, db, settings):
    settings.API_RATE_ANONYMOUS = 10
    body = orjson.dumps(
        {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "tools/call",
            "params": {"name": "search_postings"},
        }
    )
    assert post(client, body)["RateLimit"].startswith('"anonymous";r=9')


def test_a_token_that_is_none_is_refused(client, db):
    answer = post(client, b"{" + PING + b', "id": 1}', Authorization="Bearer jb_x")
    assert answer.status_code == 401


def test_a_query_is_not_for_here(client):
    answer = client.post(f"{URL}?q=1", "{}", content_type="application/json")
    assert answer.status_code == 400


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
