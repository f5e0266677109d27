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

from jobboard.observability.requests import current_request_id
from jobboard.rest.codecs import dump_json
from jobboard.versions import NotAllowedNow, StaleVersion

CONTENT_TYPE = "application/problem+json"
# status: (code, what it means to a client)
TYPES = {
    400: ("bad-request", "The request could not be read; `errors` says where."),
    401: ("not-authenticated", "Send a token: Authorization: Bearer jb_…"),
    403: ("not-allowed", "The token or user may not do this."),
    404: ("not-found", "There is nothing here, or nothing that you may see."),
    405: ("method-not-allowed", "The Allow header names the methods."),
    406: ("not-acceptable", "This API speaks application/json."),
    409: ("conflict", "It cannot be done in the state in which this is now."),
    410: ("gone", "It was here, and is closed; `reason` says why."),
    412: ("stale-version", "It has changed since; `current` is how it is now."),
    413: ("too-large", "The body is larger than this API takes."),
    414: ("address-too-long", "The query is longer than this API takes."),
    415: ("unsupported-media-type", "Send application/json."),
    422: ("key-reused", "This Idempotency-Key came with another request before."),
    428: ("version-required", 'Name the version that you read: If-Match: "v5".'),
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


class Problem(exceptions.APIException):
    """An answer of the API that is a problem, with members of its own.

    status: one of TYPES. detail: words for this occurrence, else the type's.
    """

    def __init__(self, status: int, detail: Any = "", **members: Any) -> None:
        super().__init__(detail or TYPES[status][1], TYPES[status][0])
        self.status_code = status
        self.members = members


def invalid(
    name: str, words: Any, *, code: str = "invalid"
) -> exceptions.ValidationError:
    """A 400 whose one error is at this field or parameter."""
    return exceptions.ValidationError({name: [words]}, code)


def problem(status: int, *, detail: str = "", **members: Any) -> dict[str, Any]:
    """The members of one problem; `errors` among them is [{pointer, code, detail}]."""
    code, _meaning = TYPES.get(status, TYPES[400])
    return {
        "type": f"{settings.SITE_URL}/api/v1/problems/{code}/",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "request_id": current_request_id(),
        **members,
    }


def problem_response(status: int, *, detail: str = "") -> HttpResponse:
    """A problem from outside REST framework: a middleware, a missing address."""
    body = dump_json(problem(status, detail=detail))
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE)


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's hook: any exception that it or a deed raises, as a problem."""
    known = as_api_exception(exc, context)
    if known is None:
        return None
    errors = list(flatten(known.get_full_details()))
    single = len(errors) == 1 and errors[0]["pointer"] == "#"
    members = getattr(known, "members", {})
    detail = errors[0]["detail"] if single else ""
    if not single:
        members = {"errors": errors, **members}
    body = problem(known.status_code, detail=detail, **members)
    response = Response(body, status=known.status_code, content_type=CONTENT_TYPE)
    if (wait := getattr(known, "wait", None)) is not None:
        response["Retry-After"] = str(int(wait))
    if header := getattr(known, "auth_header", None):
        response["WWW-Authenticate"] = header
    return response


def as_api_exception(
    exc: Exception, context: dict[str, Any]
) -> exceptions.APIException | None:
    """What REST framework calls it; None for a failure of ours."""
    match exc:
        case Http404():
            return exceptions.NotFound()
        case PermissionDenied():
            return exceptions.PermissionDenied()
        case NotAllowedNow():
            return Problem(409)
        case StaleVersion():
            return Problem(412, current=context["view"].current(exc.current))
        case exceptions.APIException():
            return exc
    return None


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
            member = str(name).replace("~", "~0").replace("/", "~1")
            yield from flatten(inner, pointer if whole else f"{pointer}/{member}")
    elif isinstance(details, list):
        for inner in details:
            yield from flatten(inner, pointer)
