"""JSON in: no depth, no surrogate and no rubbish gets through."""

import io

import pytest
from rest_framework.exceptions import ParseError

from jobboard.rest.codecs import JsonParser


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"a":' * 5_000,
        b'"\\ud800"',
        b"\xff",
        b"NaN",
        b"{'a': 1}",
    ],
)
def test_rubbish_is_an_ordinary_error(body):
    with pytest.raises(ParseError):
        JsonParser().parse(io.BytesIO(body))


def test_json_is_read():
    assert JsonParser().parse(io.BytesIO(b'{"a": ["\\u00e7", 1.5]}')) == {
        "a": ["ç", 1.5]
    }
