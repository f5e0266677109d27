"""Every refusal and failure, as a page for a person or a problem for a program."""

import sys
from collections.abc import Callable

import structlog
from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from jobboard.rest.problems import problem_response

log = structlog.get_logger("errors")

# Below these everything is for programs, refusals included.
API_PREFIXES = ("/api/", "/mcp")
RETRY_AFTER = {429: "60", 503: "10"}
# What the database says (SQLSTATE) when somebody else had the row for too long.
BUSY = {"55P03": "a lock", "40P01": "a deadlock", "57014": "a statement"}
# Its classes for a connection that broke, for too few resources, and for a server
# that starts or stops; where there was no connection at all it says nothing.
AWAY = ("08", "53", "57P")
# status: (what happened, what to do about it)
WORDS = {
    400: (
        _("That request could not be read."),
        _("Something in its address or its form is not text. Go back and try again."),
    ),
    403: (
        _("This is not open to you."),
        _("If you think that it should be, ask an owner of the company."),
    ),
    404: (
        _("There is no such page."),
        _("The job may have been removed, or the address has a slip in it."),
    ),
    405: (_("That cannot be done here."), _("Go back and try another way.")),
    410: (
        _("This job is not here any more."),
        _("It closed a while ago, or it was taken down. Others are open."),
    ),
    413: (
        _("That is too large."),
        _("A form takes 1 MB of text and a file 5 MB. Nothing was stored."),
    ),
    414: (_("That address is too long."), _("Take a filter or a few words out.")),
    429: (_("Too many requests."), _("Wait a minute, and try again.")),
    500: (
        _("Something broke on our side."),
        _("It is on record, and we will look at it. Try again in a minute."),
    ),
    503: (
        _("The board is briefly unavailable."),
        _("Nothing is lost. Try again in a minute."),
    ),
}


def waited_for(exception: BaseException | None) -> str:
    """What of the database was waited for in vain; "" where it is another failure."""
    if not isinstance(exception, OperationalError | InterfaceError):
        return ""
    state = getattr(exception.__cause__, "sqlstate", None)
    if state is None or state.startswith(AWAY):
        return "a connection"
    return BUSY.get(state, "")


def refused(request: HttpRequest, status: int, detail: str = "") -> HttpResponse:
    """The answer with this status, in the form and language of who asked."""
    if request.path_info.startswith(API_PREFIXES):
        response = problem_response(status, detail=detail)
    else:
        response = page_of(request, status, detail)
    if status in RETRY_AFTER:
        response["Retry-After"] = RETRY_AFTER[status]
    return response


def page_of(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """Of an error; it asks nothing of the session or the database."""
    language = translation.get_language_from_request(request, check_path=True)
    with translation.override(language):
        title, advice = WORDS[status]
        context = {
            "status": status,
            "title": title,
            "advice": detail or advice,
            "user": AnonymousUser(),
            "messages": [],
        }
        return render(request, "error.html", context, status=status)


class BusyMiddleware:
    """A wait that took too long is a calm "try again", on every page and in the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if not (what := waited_for(exception)):
            return None
        log.warning("too busy", waited_for=what, path=request.path)
        return refused(request, 503)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused(request, 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return refused(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the exception is handled, which need not be one of a view."""
    return refused(request, 503 if waited_for(sys.exception()) else 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    words = _("The form had lost its seal. Go back, reload the page and send it again.")
    return refused(request, 403, detail=str(words))
