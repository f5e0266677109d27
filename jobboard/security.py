"""What is refused at the door, in one place, and the headers that go out.

Django answers 500 to a NUL byte in a query string; here every control character
in a path or a query is a 400 before anything reads it. Text that people type
into forms keeps its own, kinder check (`jobboard.text`).
"""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from jobboard import errors

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
QUERY_MAX_BYTES = 8_000
HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Handler = Callable[[HttpRequest], HttpResponse]


def client_address(request: HttpRequest) -> str:
    """The address of whoever speaks to the outermost of our own proxies.

    X-Forwarded-For is counted from the right: entries further left than
    TRUSTED_PROXY_COUNT were written by the client and mean nothing.
    """
    count: int = settings.TRUSTED_PROXY_COUNT
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    hops = [hop.strip() for hop in forwarded if hop.strip()]
    if count and len(hops) >= count:
        return hops[-count]
    return str(request.META.get("REMOTE_ADDR", ""))


def refusal(request: HttpRequest) -> int | None:
    """The status with which the request is refused, or None."""
    if request.method not in METHODS:
        return 405
    if declared_length(request) > settings.REQUEST_MAX_BYTES:
        return 413
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    if len(query) > QUERY_MAX_BYTES:
        return 414
    # Form encoding writes a space as "+"; a line break is never part of a search.
    asked = unquote_to_bytes(query) + request.path_info.encode(
        "utf-8", "surrogateescape"
    )
    return 400 if CONTROL.search(asked) else None


def declared_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class GuardMiddleware:
    """Refuse what no page or API could answer well."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        status = refusal(request)
        if status is not None:
            return errors.refused(request, status)
        return self.get_response(request)


class HeadersMiddleware:
    """The headers that neither Django nor the CSP package sets."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        return response
