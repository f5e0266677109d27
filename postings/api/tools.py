"""What may be called by MCP: reads of the API, asked inside this process.

A tool is an operation of the API and nothing else. Its arguments become the query of
a request, the operation's own view answers it, and the document describes it; so
there is one grammar, one check and one way to the data.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, cast
from urllib.parse import urlencode

import orjson
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.urls import reverse
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from jobboard import security
from jobboard.ids import decode
from jobboard.rest.codecs import as_is, dump_json
from jobboard.rest.problems import TYPES, Problem, exception_handler, invalid
from jobboard.rest.schema import Document, document
from postings.api.postings import PostingView
from postings.api.search import PostingListView

REFUSED = 400
VALUES = "Text or a whole number; a list of them where it may be repeated."
REASONS = {
    400: "There is a control character in the arguments.",
    414: "The arguments are longer than this API takes.",
}
READ_ONLY = {
    "readOnlyHint": True,
    "destructiveHint": False,
    "idempotentHint": True,
    "openWorldHint": False,
}


@dataclass(frozen=True)
class Tool:
    """One read of the API.

    operation: its id in the document. route: the name of its address. key: the
    argument that is an id in the address, "" where there is none.
    """

    operation: str
    route: str
    view: Callable[..., Any]
    title: str
    words: str
    key: str = ""


TOOLS = {
    "search_postings": Tool(
        operation="list_postings",
        route="api_posting_list",
        view=PostingListView.as_view(),
        title="Search open jobs",
        words="Open jobs for software developers in Latin America, the newest first."
        " Null and [] mean that the employer did not state it. To go on, take `cursor`"
        " from the address in `next`, and leave the rest as it was.",
    ),
    "get_posting": Tool(
        operation="get_posting",
        route="api_posting",
        view=PostingView.as_view(),
        title="Read one open job",
        words="One open job by the `id` that a search shows. A job that is open no more"
        " is an error that says why.",
        key="posting_id",
    ),
}


@cache
def operations() -> dict[str, Document]:
    """Every operation of the API's document by its id."""
    paths = orjson.loads(document())["paths"].values()
    return {one["operationId"]: one for path in paths for one in path.values()}


@cache
def listed() -> list[dict[str, Any]]:
    """The tools, as tools/list tells them."""
    return [
        {
            "name": name,
            "title": tool.title,
            "description": tool.words,
            "inputSchema": input_schema(operations()[tool.operation]),
            "annotations": {"title": tool.title, **READ_ONLY},
        }
        for name, tool in TOOLS.items()
    ]


def input_schema(operation: Document) -> dict[str, Any]:
    """The operation's parameters as one object; its headers are not for a model."""
    known = [one for one in operation["parameters"] if one["in"] != "header"]
    return {
        "type": "object",
        "properties": {
            one["name"]: one["schema"] | {"description": one.get("description", "")}
            for one in known
        },
        "required": [one["name"] for one in known if one.get("required")],
        "additionalProperties": False,
    }


def call(tool: Tool, arguments: dict[str, Any]) -> dict[str, Any]:
    """The result of one call: what the API answers, problems of the asker included."""
    status, body = answered(tool, arguments)
    return {
        "content": [{"type": "text", "text": body.decode()}],
        "structuredContent": as_is(body),
        "isError": status >= REFUSED,
    }


def answered(tool: Tool, arguments: dict[str, Any]) -> tuple[int, bytes]:
    """Status and bytes of the API's answer to these arguments."""
    try:
        request, names = request_of(tool, arguments)
        response = tool.view(request, **names)
    except APIException as error:
        return refused(error)
    except SuspiciousOperation:
        # Django counts the values of a query as it reads it.
        return refused(Problem(400, "There are too many values."))
    return response.status_code, response.rendered_content


def refused(error: APIException) -> tuple[int, bytes]:
    """A refusal before the operation was asked, as the API would say it."""
    response = cast(Response, exception_handler(error, {}))
    return response.status_code, dump_json(response.data)


def request_of(
    tool: Tool, arguments: dict[str, Any]
) -> tuple[WSGIRequest, dict[str, int]]:
    """The API's request with these arguments, and the id in its address.

    Raises ValidationError at the argument that is wrong, and Problem for what the
    site refuses at its door.
    """
    rest = dict(arguments)
    names = {tool.key: id_of(rest.pop(tool.key, None), tool.key)} if tool.key else {}
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "PATH_INFO": reverse(tool.route, kwargs=names),
            "QUERY_STRING": urlencode(pairs(rest)),
            "wsgi.input": BytesIO(),
        }
    )
    if status := security.refusal(request):
        raise Problem(status, REASONS.get(status, TYPES[status][1]))
    return request, names


def id_of(value: Any, name: str) -> int:
    try:
        return decode(value if isinstance(value, str) else "")
    except ValueError as error:
        words = "An id is twelve letters and digits, as a search shows it."
        raise invalid(name, words) from error


def pairs(arguments: dict[str, Any]) -> list[tuple[str, str]]:
    """Arguments as a query has them; ValidationError names one that cannot be in it."""
    found = []
    for name, value in arguments.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, bool) or not isinstance(one, str | int):
                raise invalid(name, VALUES)
            found.append((name, str(one)))
    return found
