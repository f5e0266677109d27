"""POSTs that may be sent again: the Idempotency-Key of the IETF's draft."""

import re
from collections.abc import Callable

from rest_framework.request import Request
from rest_framework.response import Response

from jobboard.idempotency import Answer, KeyReused, StillRunning, kept, once
from jobboard.rest.conditional import as_bytes
from jobboard.rest.problems import Problem, invalid

# A string of structured fields (RFC 8941), or the same without its quotes.
KEY = re.compile(r'"?([\x21\x23-\x5b\x5d-\x7e]{1,255})"?')
KEPT_HEADERS = ("ETag", "Location")


def key_of(request: Request) -> str:
    """The request's key; a 400 problem where there is none, or one that is no key."""
    written = request.headers.get("Idempotency-Key", "").strip()
    if not written:
        words = "Send an Idempotency-Key: a random string, the same for every retry."
        raise invalid("Idempotency-Key", words, code="required")
    found = KEY.fullmatch(written)
    if found is None:
        raise invalid("Idempotency-Key", "1 to 255 printable characters, no spaces.")
    return found[1]


def said(request: Request) -> bytes:
    """What has to be the same when a key comes again: method, address and body."""
    head = f"{request.method} {request.get_full_path()}\n"
    return head.encode() + request.body


def replay(request: Request, owner: str) -> Response | None:
    """The answer that this key has had before; None for a new one."""
    try:
        answer = kept(owner, key_of(request), said(request))
    except KeyReused as error:
        raise Problem(422) from error
    return as_response(answer) if answer else None


def idempotent(request: Request, owner: str, work: Callable[[], Response]) -> Response:
    """The response of the work, once for each key of this owner."""

    def answered() -> Answer:
        response = work()
        headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        body = b"" if response.data is None else as_bytes(response.data)
        return Answer(response.status_code, body, headers)

    try:
        return as_response(once(owner, key_of(request), said(request), answered))
    except KeyReused as error:
        raise Problem(422) from error
    except StillRunning as error:
        words = "The first request with this key is still at work. Try again."
        raise Problem(409, words) from error


def as_response(answer: Answer) -> Response:
    """The bytes as they were sent the first time."""
    response = Response(answer.body or None, status=answer.status)
    for name, value in answer.headers.items():
        response[name] = value
    if answer.is_replayed:
        response["Idempotency-Replayed"] = "true"
    response["Cache-Control"] = "private, no-store"
    return response
