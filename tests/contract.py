"""Holds answers of the API against the document that describes it."""

import json
import re
from functools import cache, lru_cache
from typing import Any

from jsonschema import Draft202012Validator

from jobboard.rest.schema import document

PROBLEM = "application/problem+json"


@cache
def the_document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(document())
    return found


@cache
def templates() -> list[tuple[re.Pattern[str], str]]:
    """Paths of the document as patterns; words before placeholders."""
    paths = sorted(the_document()["paths"], key=lambda path: path.count("{"))
    return [
        (re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "$"), path) for path in paths
    ]


def operation_of(method: str, path: str) -> dict[str, Any] | None:
    """The operation that answers here; None where the document knows none."""
    plain = path.partition("?")[0]
    for pattern, template in templates():
        if pattern.match(plain):
            found = the_document()["paths"][template].get(method)
            if found is not None:
                return dict(found)
    return None


@lru_cache(maxsize=256)
def validator(ref: str) -> Draft202012Validator:
    schema = {"$ref": ref, "components": the_document()["components"]}
    return Draft202012Validator(schema)


def fits(schema: dict[str, Any], value: Any) -> list[str]:
    """What of the value contradicts the schema."""
    found = validator(schema["$ref"]).iter_errors(value)
    return [f"{error.json_path}: {error.message}" for error in found]


def hold(answer: Any, method: str, path: str) -> None:
    """Fail where the answer is not what the document says of this operation."""
    operation = operation_of(method, path)
    if operation is None:
        assert answer.status_code in {404, 405}, (method, path)
        return
    said = operation["responses"].get(str(answer.status_code))
    assert said is not None, (method, path, answer.status_code, answer.content[:300])
    if "$ref" in said:
        name = said["$ref"].rpartition("/")[2]
        said = the_document()["components"]["responses"][name]
    for header in said.get("headers", ()):
        assert header in answer or header == "Idempotency-Replayed", (path, header)
    if "content" not in said:
        assert getattr(answer, "content", b"") == b"", (method, path)
        return
    kind = answer["Content-Type"]
    assert kind in said["content"], (method, path, kind)
    if kind.endswith("json"):
        wrong = fits(said["content"][kind]["schema"], answer.json())
        assert wrong == [], (method, path)
