"""Errors of the API as problem details (RFC 9457)."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import force_str
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from jobboard.observability.requests import current_request_id
from jobboard.rest.codecs import dump_json

CONTENT_TYPE = "application/problem+json"
# status: (code, what it means to a client)
TYPES = {
    400: ("bad-request", "The request could not be read; `errors` says where."),
    401: ("not-authenticated", "Send a token: Authorization: Bearer jb_…"),
    403: ("not-allowed", "The token or user may not do this."),
    404: ("not-found", "There is nothing here, or nothing that you may see."),
    405: ("method-not-allowed", "The Allow header names the methods."),
    406: ("not-acceptable", "This API speaks application/json."),
    413: ("too-large", "The body is larger than this API takes."),
    414: ("address-too-long", "The query is longer than this API takes."),
    415: ("unsupported-media-type", "Send application/json."),
    429: ("too-many-requests", "Wait for as long as Retry-After says."),
    500: ("server-error", "It is our fault, and on record under request_id."),
    503: ("unavailable", "Try again after Retry-After."),
}


def problem_type(_request: HttpRequest, code: str) -> HttpResponse:
    """What a problem's `type` address answers: its meaning."""
    for status, (name, meaning) in TYPES.items():
        if name == code:
            body = dump_json({"code": code, "status": status, "meaning": meaning})
            return HttpResponse(body, content_type="application/json")
    raise Http404


def problem(
    status: int, *, detail: str = "", errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """The members of one problem; `errors` is [{pointer, code, detail}]."""
    code, _meaning = TYPES.get(status, TYPES[400])
    members: dict[str, Any] = {
        "type": f"{settings.SITE_URL}/api/v1/problems/{code}/",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "request_id": current_request_id(),
    }
    if errors:
        members["errors"] = errors
    return members


def problem_response(status: int, *, detail: str = "") -> HttpResponse:
    """A problem from outside REST framework: a middleware, a missing address."""
    body = dump_json(problem(status, detail=detail))
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE)


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's hook: any exception that it knows, as a problem."""
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    if not isinstance(exc, exceptions.APIException):
        return None
    set_rollback()
    errors = list(flatten(exc.get_full_details()))
    single = len(errors) == 1 and errors[0]["pointer"] == "#"
    response = Response(
        problem(
            exc.status_code,
            detail=errors[0]["detail"] if single else "",
            errors=None if single else errors,
        ),
        status=exc.status_code,
        content_type=CONTENT_TYPE,
    )
    if (wait := getattr(exc, "wait", None)) is not None:
        response["Retry-After"] = str(int(wait))
    if header := getattr(exc, "auth_header", None):
        response["WWW-Authenticate"] = header
    return response


def flatten(details: Any, pointer: str = "#") -> Iterator[dict[str, str]]:
    """REST framework's nested errors as a flat list with a JSON pointer each."""
    if isinstance(details, dict) and details.keys() == {"message", "code"}:
        yield {
            "pointer": pointer,
            "code": force_str(details["code"]),
            "detail": force_str(details["message"]),
        }
    elif isinstance(details, dict):
        for name, inner in details.items():
            whole = name == "non_field_errors"
            yield from flatten(inner, pointer if whole else f"{pointer}/{name}")
    elif isinstance(details, list):
        for inner in details:
            yield from flatten(inner, pointer)
