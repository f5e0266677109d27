"""How the tests speak MCP."""

from typing import Any

import orjson
from django.test import Client

URL = "/mcp"


def post(client: Client, body: bytes, **headers: str) -> Any:
    """A POST of these bytes; headers as Django's test client writes them."""
    answer = client.post(URL, body, content_type="application/json", headers=headers)
    assert answer["Cache-Control"] == "no-store"
    return answer


def say(client: Client, method: str, params: Any = None, **more: Any) -> Any:
    """What a well-formed request is answered with."""
    message = {"jsonrpc": "2.0", "id": 7, "method": method}
    if params is not None:
        message["params"] = params
    answer = post(client, orjson.dumps(message), **more)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    body = answer.json()
    assert (body["jsonrpc"], body["id"]) == ("2.0", 7)
    return body


def call(client: Client, name: str, **arguments: Any) -> Any:
    """The result of a tool; its text and its data say the same."""
    params = {"name": name, "arguments": arguments}
    result = say(client, "tools/call", params)["result"]
    (text,) = result["content"]
    assert text["type"] == "text"
    assert orjson.loads(text["text"]) == result["structuredContent"]
    return result


def search(client: Client, **arguments: Any) -> Any:
    result = call(client, "search_postings", **arguments)
    assert result["isError"] is False
    return result["structuredContent"]


def refusal(client: Client, tool: str = "search_postings", **arguments: Any) -> Any:
    result = call(client, tool, **arguments)
    assert result["isError"] is True
    return result["structuredContent"]
