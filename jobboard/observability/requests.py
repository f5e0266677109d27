"""One id for a request from the edge to the last task, and one line in the log."""

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from jobboard.observability.metrics import observe

log = structlog.get_logger("web")
ACCEPTABLE = re.compile(r"[A-Za-z0-9_-]{8,64}")
QUIET = ("/static/", "/healthz", "/readyz")


def current_request_id() -> str:
    """The id of the request or task at hand; empty outside of both."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


class RequestLogMiddleware:
    """Take or make the request's id, log the answer, and send the id back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if ACCEPTABLE.fullmatch(given) else str(uuid.uuid4())
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            response["X-Request-ID"] = request_id
            took = time.perf_counter() - began
            observe(request, response, took)
            if not request.path.startswith(QUIET):
                log.info(
                    "request",
                    method=request.method,
                    path=request.path,
                    status=response.status_code,
                    ms=round(took * 1000, 1),
                )
        return response
