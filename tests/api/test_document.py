"""The document of the API is whole, true, committed, and never breaks a client."""

import copy
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver

from jobboard.management.commands.write_schema import FILE, written
from jobboard.rest import schema
from jobboard.rest.compatibility import breaks
from jobboard.rest.problems import TYPES
from tests.contract import fits, the_document

OPERATIONS = [
    (method, path)
    for path, methods in the_document()["paths"].items()
    for method in methods
]
# What the API says about itself.
ABOUT = {"/api/v1/schema/", "/api/v1/docs/", "/api/v1/problems/{code}/"}


def operation(method: str, path: str) -> dict[str, Any]:
    return the_document()["paths"][path][method]


def test_of_many_that_ask_first_one_makes_it(monkeypatch):
    made, start = [], Barrier(8)

    def make(*_args: Any, **_known: Any) -> dict[str, Any]:
        made.append(1)
        time.sleep(0.05)
        return {"paths": {}}

    def ask(_number: int) -> bytes:
        start.wait()
        return schema.document()

    monkeypatch.setattr(schema.SchemaGenerator, "get_schema", make)
    schema.make_document.cache_clear()
    try:
        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(ask, range(8))) == {b'{"paths":{}}'}
    finally:
        schema.make_document.cache_clear()
    assert made == [1]


def test_the_committed_document_is_the_one_that_is_served(client):
    assert FILE.read_text(encoding="utf-8") == written(the_document()), "make schema"
    assert client.get("/api/v1/schema/").json() == the_document()


def test_the_document_breaks_no_client_of_the_committed_one():
    assert breaks(json.loads(FILE.read_text(encoding="utf-8")), the_document()) == []


def api_routes(resolver: URLResolver, before: str = "/") -> set[str]:
    found = set()
    for entry in resolver.url_patterns:
        path = before + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(entry.pattern))
        if isinstance(entry, URLResolver):
            found |= api_routes(entry, path)
        elif path.startswith("/api/"):
            found.add(path)
    return found


def test_every_route_of_the_api_is_in_the_document():
    assert api_routes(get_resolver()) - ABOUT == the_document()["paths"].keys()


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_an_operation_is_described_whole(method, path):
    one = operation(method, path)
    assert one["summary"]
    statuses = {int(status) for status in one["responses"]}
    assert {400, 401, 406, 429, 500} <= statuses
    assert ({413, 415} <= statuses) is (method != "get")
    names = {known["name"] for known in one.get("parameters", ())}
    assert ("If-Match" in names) is (428 in statuses) is (412 in statuses)
    has_effect = method == "post" and one["operationId"] != "extract"
    assert ("Idempotency-Key" in names) is (422 in statuses) is has_effect
    answers = [one["responses"].get(code, {}) for code in ("200", "201")]
    if any("application/json" in answer.get("content", ()) for answer in answers):
        assert examples(one), "an example"
    if "requestBody" in one:
        assert "examples" in one["requestBody"]["content"]["application/json"]


def examples(one: dict[str, Any]) -> list[tuple[dict[str, Any], Any]]:
    """(schema, example) of all answers and of the body."""
    bodies = [
        answer
        for answer in [*one["responses"].values(), one.get("requestBody", {})]
        if "content" in answer
    ]
    return [
        (content["schema"], example["value"])
        for body in bodies
        for content in body["content"].values()
        for example in content.get("examples", {}).values()
    ]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_an_example_fits_its_schema(method, path):
    for described, example in examples(operation(method, path)):
        assert fits(described, example) == []


def test_every_problem_of_the_document_has_a_type_that_answers(client):
    for code, _meaning in TYPES.values():
        assert client.get(f"/api/v1/problems/{code}/").json()["code"] == code


def test_the_page_of_the_document_asks_nobody_else(client):
    page = client.get("/api/v1/docs/")
    assert "unsafe" not in page["Content-Security-Policy"]
    found = re.findall(r'(?:src|href)="([^"]+)"', page.content.decode())
    assert found
    assert all(address.startswith("/") for address in found)


def changed(document: Any, path: str, value: Any) -> None:
    """Set what stands at `a.b.c`; None takes it away."""
    *outer, last = path.split("|")
    for name in outer:
        document = document[name]
    if value is None:
        document.pop(int(last) if isinstance(document, list) else last)
    else:
        document[last] = value


POSTING = "components|schemas|Posting"
FACTS = "components|schemas|NewFactsInput"
LIST = "paths|/api/v1/postings/|get"
CREATE = "paths|/api/v1/companies/{slug}/postings/|post"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("paths|/api/v1/skills/", None, "GET /api/v1/skills/ is gone"),
        (LIST, None, "GET /api/v1/postings/ is gone"),
        (f"{LIST}|operationId", "x", "another operationId"),
        (f"{LIST}|security", [{"token": []}], "wants a credential"),
        (f"{LIST}|responses|200", None, "answers 200 no more"),
        (f"{LIST}|parameters|1", None, "takes no company"),
        (f"{POSTING}|properties|title", None, "200.title is gone"),
        (f"{POSTING}|properties|title|type", "integer", "title may be integer"),
        (f"{POSTING}|properties|title|type", ["string", "null"], "title may be null"),
        (f"{POSTING}|required", ["id"], "may be missing now"),
        ("components|schemas|Level|enum", ["intern"], "has no junior"),
        (f"{FACTS}|properties|pay", None, "body.pay is gone"),
        (f"{FACTS}|required", ["title", "language", "pay"], "body.pay is required"),
        (f"{FACTS}|properties|title|maxLength", 60, "lower maxLength"),
        (f"{FACTS}|properties|equity|type", "boolean", "equity takes no null"),
        (f"{CREATE}|requestBody|content", {"text/csv": {}}, "is no application/json"),
    ],
)
def test_a_break_is_named(path, value, words):
    new = copy.deepcopy(the_document())
    changed(new, path, value)
    found = breaks(the_document(), new)
    assert any(words in one for one in found), found


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{POSTING}|properties|more", {"type": "string"}),
        (f"{FACTS}|properties|more", {"type": "string"}),
        (f"{FACTS}|properties|title|maxLength", 200),
        ("components|schemas|Level|enum", ["fellow", *"intern junior mid senior staff principal lead".split()]),
        (f"{LIST}|summary", "Other words"),
        ("paths|/api/v1/more/", {"get": {"operationId": "more", "responses": {}}}),
    ],
)  # fmt: skip
def test_an_addition_breaks_nobody(path, value):
    new = copy.deepcopy(the_document())
    changed(new, path, value)
    assert breaks(the_document(), new) == []
