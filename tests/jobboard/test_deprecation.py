"""Before a member goes its answers say so, and it cannot go before its day."""

import json
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
import time_machine
from drf_spectacular.generators import SchemaGenerator

from jobboard.rest.codecs import dump_json
from jobboard.rest.compatibility import breaks
from jobboard.rest.deprecation import deprecated
from tests.jobboard import deprecated_urls

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.jobboard.deprecated_urls")]


def document() -> Any:
    generator = SchemaGenerator(patterns=deprecated_urls.api)
    return json.loads(dump_json(generator.get_schema(request=None, public=True)))


def test_an_answer_says_since_when_and_until_when(client):
    answer = client.get("/api/v1/wall/")
    assert answer["Deprecation"] == "@1767225600"
    assert answer["Sunset"] == "Fri, 31 Jul 2026 00:00:00 GMT"
    assert answer["Link"] == (
        '</next>; rel="next", '
        '<https://board.example/api/v1/docs/>; rel="deprecation"; type="text/html"'
    )
    assert answer.json() == {"paints": [{"colour": "red", "hue": 29}]}


def test_an_answer_without_the_member_says_nothing(client):
    assert "Deprecation" not in client.delete("/api/v1/wall/")
    assert "Sunset" not in client.get("/api/v1/skills/")


def test_the_document_says_it_too():
    made = document()
    colour = made["components"]["schemas"]["Paint"]["properties"]["colour"]
    assert (colour["deprecated"], colour["x-sunset"]) == (True, "2026-07-31")
    responses = made["paths"]["/api/v1/wall/"]["get"]["responses"]
    assert {"Deprecation", "Sunset"} <= responses["200"]["headers"].keys()
    gone = made["paths"]["/api/v1/wall/"]["delete"]["responses"]["204"]
    assert "Deprecation" not in gone["headers"]


@pytest.mark.parametrize(
    ("day", "member", "expected"),
    [
        ("2026-07-30", "colour", ["colour is gone"]),
        ("2026-07-31", "colour", []),
        ("2026-07-31", "hue", ["hue is gone"]),
    ],
)
def test_a_member_goes_on_its_day_and_not_before(day, member, expected):
    old, new = document(), document()
    new = deepcopy(new)
    schema = new["components"]["schemas"]["Paint"]
    del schema["properties"][member]
    schema["required"].remove(member)
    with time_machine.travel(f"{day}T12:00:00Z"):
        found = breaks(old, new)
    assert [words.rpartition(".")[2] for words in found] == expected


def test_half_a_year_is_the_least():
    with pytest.raises(ValueError, match="half a year"):
        deprecated("hue", since=date(2026, 1, 1), ends=date(2026, 6, 1))
