"""JSON-RPC 2.0 as MCP speaks it: one message in, at most one answer out."""

from dataclasses import dataclass, field
from typing import Any

import orjson

from jobboard.rest.codecs import dump_json

PARSE_ERROR, INVALID_REQUEST = -32700, -32600
METHOD_NOT_FOUND, INVALID_PARAMS = -32601, -32602
OK, BAD_REQUEST = 200, 400
Id = str | int | None


@dataclass(frozen=True)
class Message:
    """What somebody sent; without an id it is a notification, which has no answer."""

    method: str
    params: dict[str, Any] = field(default_factory=dict)
    id: Id = None

    @property
    def is_notification(self) -> bool:
        return self.id is None


class RpcError(Exception):
    """A message that cannot be answered as asked.

    code: of JSON-RPC. status: of HTTP, 400 for what is no message at all. to: the id
    of the message, where it could be read. data: what a program can use beside the words.
    """

    def __init__(
        self,
        code: int,
        words: str,
        *,
        status: int = OK,
        to: Id = None,
        data: Any = None,
    ) -> None:
        super().__init__(words)
        self.code, self.words, self.data = code, words, data
        self.status, self.to = status, to

    def body(self) -> bytes:
        error = {"code": self.code, "message": self.words}
        if self.data is not None:
            error["data"] = self.data
        return dump_json({"jsonrpc": "2.0", "id": self.to, "error": error})


def read(body: bytes) -> Message:
    """The message in a body; RpcError where it is none."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        words = f"The body is not JSON: {error}"
        raise RpcError(PARSE_ERROR, words, status=BAD_REQUEST) from error
    if isinstance(found, list):
        raise no_message("Batches are not taken: send one message for each POST.")
    if not isinstance(found, dict) or found.get("jsonrpc") != "2.0":
        raise no_message('A message is an object with "jsonrpc": "2.0".')
    return message_of(found)


def message_of(found: dict[str, Any]) -> Message:
    named = found.get("id")
    is_id = isinstance(named, str | int) and not isinstance(named, bool)
    if "id" in found and not is_id:
        raise no_message("`id` is text or a whole number.")
    method, params = found.get("method"), found.get("params", {})
    if not isinstance(method, str):
        raise no_message(
            "`method` is text; there is nothing here to respond to.", named
        )
    if not isinstance(params, dict):
        raise RpcError(INVALID_PARAMS, "`params` is an object.", to=named)
    return Message(method, params, named)


def no_message(words: str, named: Id = None) -> RpcError:
    return RpcError(INVALID_REQUEST, words, status=BAD_REQUEST, to=named)


def answer_to(message: Message, result: Any) -> bytes:
    return dump_json({"jsonrpc": "2.0", "id": message.id, "result": result})
