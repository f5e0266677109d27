"""What nobody should send, on every operation of the document: a 4xx, and no change."""

import json
from typing import Any

import pytest

from tests.api.test_matrix import OPERATIONS, board, state
from tests.callers import Caller
from tests.contract import PROBLEM, hold, the_document

__all__ = ["board"]
DEEP = "[" * 100_000 + "]" * 100_000
BODIES: dict[str, tuple[bytes, str]] = {
    "broken": (b'{"title": ', "application/json"),
    "deep": (DEEP.encode(), "application/json"),
    "a lone surrogate": (b'{"title": "\\ud800"}', "application/json"),
    "a NUL": (b'{"title": "a\\u0000b"}', "application/json"),
    "not UTF-8": (b'{"title": "\xff"}', "application/json"),
    "a number out of range": (b'{"version": 1e999}', "application/json"),
    "an unknown field": (b'{"colour": "red"}', "application/json"),
    "a list": (b"[1, 2]", "application/json"),
    "a string": (b'"words"', "application/json"),
    "another type": (b"title=x", "application/x-www-form-urlencoded"),
    "no type": (b"{}", ""),
    "two megabytes": (b'{"title": "' + b"x" * 2_000_000 + b'"}', "application/json"),
    "ten megabytes": (b" " * 10_000_000, "application/json"),
}
QUERIES = {
    "an unknown parameter": "colour=red",
    "a NUL": "cursor=a%00b",
    "a line break": "page_size=1%0A",
    "a forged cursor": "cursor=WyJuZXh0Il0:abc",
    "a number out of range": "page_size=9e9",
    "a negative number": "page_size=-1",
    "not UTF-8": "page_size=%ff",
    "five hundred values": "&".join(["page_size=1"] * 500),
    "a very long value": "cursor=" + "x" * 9_000,
    "a format": "format=xml",
}
IDS = ("posting_id", "webhook_id", "message_id", "application_id")
READS = [row for row in OPERATIONS if row[1] == "get"]
WRITES = [row for row in OPERATIONS if row[1] in {"post", "patch"}]


@pytest.fixture
def owner(cast) -> Caller:
    return Caller(cast["owner"])


def check(answer: Any, method: str, path: str) -> None:
    assert 400 <= answer.status_code < 500, (path, answer.status_code)
    assert answer["Content-Type"] == PROBLEM
    hold(answer, method, path)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_that_nobody_should_send(owner, board, query):
    for _name, method, path in READS:
        answer = owner(
            method, f"{path.removeprefix('/api/v1').format(**board)}?{query}"
        )
        check(answer, method, path)


@pytest.mark.parametrize(("body", "kind"), BODIES.values(), ids=BODIES)
def test_a_body_that_nobody_should_send(owner, board, body, kind):
    before = state()
    for _name, method, path in WRITES:
        # The version that everything of this board has, or not: never both fit.
        target = path.format(**board)
        answer = owner.client.generic(
            method.upper(),
            target,
            body,
            content_type=kind,
            headers={
                "authorization": f"Bearer {owner.secret}",
                "idempotency-key": f'"{abs(hash((body, target)))}"',
                "if-match": '"v1", "v3"',
            },
        )
        check(answer, method, path)
    assert state() == before


@pytest.mark.parametrize(
    "accept", ["text/html", "application/xml", "image/png;q=1", "nonsense"]
)
def test_another_representation_is_refused(owner, board, accept):
    for _name, method, path in READS:
        answer = owner(
            method, path.removeprefix("/api/v1").format(**board), accept=accept
        )
        assert answer.status_code in {404, 406}
        assert answer["Content-Type"] == PROBLEM


@pytest.mark.parametrize(
    "number", ["0", "000000000000", "ZZZZZZZZZZZZ", "%00", "a" * 300]
)
def test_an_id_of_nothing_is_not_there(owner, board, number):
    for _name, method, path in OPERATIONS:
        for name in IDS:
            if f"{{{name}}}" in path:
                target = path.format(**{**board, name: number})
                answer = owner(method, target.removeprefix("/api/v1"))
                assert answer.status_code == (400 if number == "%00" else 404), target
                assert answer["Content-Type"] == PROBLEM


def test_a_method_that_is_not_there_is_refused(owner, board):
    for path, methods in the_document()["paths"].items():
        for method in {"get", "post", "put", "patch", "delete"} - methods.keys():
            answer = owner(method, path.removeprefix("/api/v1").format(**board))
            assert (answer.status_code, answer["Content-Type"]) == (405, PROBLEM)
            assert answer["Allow"]


def test_a_body_of_the_schema_is_never_our_fault(owner, board):
    """The examples of the document, sent to every operation."""
    for _name, method, path in WRITES:
        one = the_document()["paths"][path][method]
        content = one.get("requestBody", {}).get("content", {})
        for example in content.get("application/json", {}).get("examples", {}).values():
            target = path.removeprefix("/api/v1").format(**board)
            answer = owner(
                method, target, json.dumps(example["value"]), match='"v1", "v3"'
            )
            assert answer.status_code < 500
