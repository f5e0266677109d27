"""POST /mcp: the protocol, and what is refused by it."""

import orjson
import pytest
from django.test import Client

from postings.api.mcp import BODY_MAX_BYTES, VERSIONS
from tests import build
from tests.mcp import URL, call, post, say, search

API = "/api/v1/postings/"


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
