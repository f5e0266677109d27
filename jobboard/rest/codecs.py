"""JSON in and out through orjson: quick, and deaf to bodies nested without end.

Python's own parser raises RecursionError on 100 000 brackets; orjson stops at
1 024 levels with an ordinary error, and refuses lone surrogates.
"""

from collections.abc import Mapping
from typing import IO, Any

import orjson
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer


def dump_json(data: Any) -> bytes:
    return orjson.dumps(data, default=str, option=orjson.OPT_UTC_Z)


def as_is(written: bytes) -> Any:
    """JSON that is written already, to be put whole into other JSON."""
    return orjson.Fragment(written)


class JsonParser(BaseParser):
    """application/json."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            return orjson.loads(stream.read())
        except orjson.JSONDecodeError as error:
            raise ParseError(f"The body is not JSON: {error}") from error


class JsonRenderer(BaseRenderer):
    """application/json, or application/problem+json where a view says so."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Bytes are JSON already: hot lists are built by the database."""
        if isinstance(data, bytes):
            return data
        return b"" if data is None else dump_json(data)
