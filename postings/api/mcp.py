"""POST /mcp: the search for language models, by the Model Context Protocol.

Streamable HTTP without sessions and streams: every POST holds one message, and is
answered whole. docs/decisions/0048 says what is spoken, and what is not.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from jobboard.rest.problems import Problem
from jobboard.rest.views import ApiView
from postings.api import rpc, tools
from postings.api.rpc import INVALID_PARAMS, INVALID_REQUEST, Message, RpcError

# The newest first. What is read here has the same shape in all of them.
VERSIONS = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
BODY_MAX_BYTES = 64_000
ACCEPTED = 202
INSTRUCTIONS = (
    "Open jobs for software developers in Latin America. Nothing is guessed: what an"
    " employer did not state is null or []. Tell the search the reader's country,"
    " languages, years and hours, and each job comes with a verdict on whether they"
    " can take it."
)


class JsonAnyway(DefaultContentNegotiation):
    """JSON, whatever is accepted: who asks for a stream gets a 405, not a 406."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[Any, str]:
        return renderers[0], renderers[0].media_type


class McpView(ApiView):
    """One message for each POST. It reads what everybody may read.

    No cookie is looked at, so that there is nothing for another site's form to forge;
    like all of the API it has no CSRF check.
    """

    # It is described by itself, in tools/list.
    schema = None
    content_negotiation_class = JsonAnyway

    def post(self, request: Request) -> Response:
        if len(request.body) > BODY_MAX_BYTES:
            raise Problem(413)
        if media_type(request) != "application/json":
            raise Problem(415)
        try:
            check_origin(request)
            message = rpc.read(request.body)
            check_version(request, message)
            if message.is_notification:
                return Response(status=ACCEPTED)
            return Response(rpc.answer_to(message, result_of(message)))
        except RpcError as error:
            return Response(error.body(), status=error.status)


def media_type(request: Request) -> str:
    return str(request.content_type).partition(";")[0].strip().lower()


def check_origin(request: Request) -> None:
    """A page of another site may not ask from within its reader's browser."""
    origin = request.headers.get("Origin")
    if origin not in {None, settings.SITE_URL}:
        words = "Pages of other sites may not ask here; /api/v1/ is open to them."
        raise RpcError(INVALID_REQUEST, words, status=403)


def check_version(request: Request, message: Message) -> None:
    """The version that a client says it speaks, once the two have agreed on one."""
    version = request.headers.get("MCP-Protocol-Version", VERSIONS[0])
    if version not in VERSIONS and message.method != "initialize":
        words = "This version of the protocol is not spoken here."
        known = {"supported": VERSIONS, "requested": version}
        raise RpcError(INVALID_REQUEST, words, status=400, to=message.id, data=known)


def result_of(message: Message) -> Any:
    """What the method comes to; RpcError where there is none, or not with these."""
    method = METHODS.get(message.method)
    if method is None:
        words = f"There is no such method; there are {', '.join(METHODS)}."
        raise RpcError(rpc.METHOD_NOT_FOUND, words, to=message.id)
    return method(message)


def initialize(message: Message) -> dict[str, Any]:
    asked = text_of(message, "protocolVersion")
    return {
        "protocolVersion": asked if asked in VERSIONS else VERSIONS[0],
        "capabilities": {"tools": {"listChanged": False}},
        "serverInfo": {"name": "jobboard", "title": settings.SITE_NAME, "version": "1"},
        "instructions": INSTRUCTIONS,
    }


def ping(_message: Message) -> dict[str, Any]:
    return {}


def list_tools(message: Message) -> dict[str, Any]:
    """All of them: a cursor was not made here."""
    if message.params.get("cursor") is not None:
        words = "There is only one page of tools, and no `cursor`."
        raise RpcError(INVALID_PARAMS, words, to=message.id)
    return {"tools": tools.listed()}


def call_tool(message: Message) -> dict[str, Any]:
    tool = tools.TOOLS.get(text_of(message, "name"))
    if tool is None:
        words = f"There is no such tool; there are {', '.join(tools.TOOLS)}."
        raise RpcError(INVALID_PARAMS, words, to=message.id)
    arguments = message.params.get("arguments", {})
    if not isinstance(arguments, dict):
        raise RpcError(INVALID_PARAMS, "`arguments` is an object.", to=message.id)
    return tools.call(tool, arguments)


def text_of(message: Message, name: str) -> str:
    value = message.params.get(name)
    if not isinstance(value, str):
        raise RpcError(INVALID_PARAMS, f"`params.{name}` is text.", to=message.id)
    return value


METHODS: dict[str, Callable[[Message], dict[str, Any]]] = {
    "initialize": initialize,
    "ping": ping,
    "tools/list": list_tools,
    "tools/call": call_tool,
}
