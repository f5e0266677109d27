"""Traces to OpenTelemetry, errors to Sentry: where the environment names a place.

Neither is told who somebody is: routes stand for addresses (some hold a token), and no
header, body, value of a variable or line of the log goes with them. Where nothing is
named nothing is imported (docs/operations.md).
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from celery import signals
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

MISSING = "needs more packages: install requirements-extras.txt."
FAILED = 500
# What of an error is about a person, or may be.
PERSONAL = ("request", "user", "breadcrumbs", "extra", "server_name")


def start() -> None:
    """Begin to tell, in this process; ImproperlyConfigured where a package is missing.

    Call it behind every fork: what sends are threads.
    """
    if settings.SENTRY_DSN:
        start_errors()
    if settings.OTEL_EXPORTER_OTLP_ENDPOINT:
        start_traces()


def start_errors() -> None:
    try:
        import sentry_sdk  # noqa: PLC0415
        from sentry_sdk.integrations.logging import LoggingIntegration  # noqa: PLC0415
    except ImportError as error:
        raise ImproperlyConfigured(f"SENTRY_DSN {MISSING}") from error
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        release=settings.RELEASE,
        environment=settings.PROCESS,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        # Lines of the log have addresses in them.
        integrations=[LoggingIntegration(level=None, event_level=None)],
        before_send=without_persons,
    )


def without_persons(event: Any, _hint: Any) -> Any:
    """The error with its kind, its place in the code and its route."""
    for name in PERSONAL:
        event.pop(name, None)
    event.get("contexts", {}).pop("celery-job", None)
    for raised in event.get("exception", {}).get("values", ()):
        # Words of an exception quote rows and input.
        raised.pop("value", None)
    return event


def start_traces() -> None:
    try:
        from opentelemetry import trace  # noqa: PLC0415
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415
            OTLPSpanExporter,
        )
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError as error:
        raise ImproperlyConfigured(f"OTEL_EXPORTER_OTLP_ENDPOINT {MISSING}") from error
    named = {
        "service.name": f"jobboard-{settings.PROCESS}",
        "service.version": settings.RELEASE,
    }
    provider = TracerProvider(resource=Resource.create(named))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    signals.task_prerun.connect(open_task, weak=False)
    signals.task_postrun.connect(close_task, weak=False)


def span(name: str) -> AbstractContextManager[Any]:
    """A span under the one at hand; only where traces have been started."""
    from opentelemetry import trace  # noqa: PLC0415

    return trace.get_tracer("jobboard").start_as_current_span(name)


class TraceMiddleware:
    """One span for each request, named by its route."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.OTEL_EXPORTER_OTLP_ENDPOINT:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with span(f"{request.method}") as found:
            response = self.get_response(request)
            route = getattr(request.resolver_match, "route", "")
            found.update_name(f"{request.method} {route}".strip())
            found.set_attribute("http.request.method", str(request.method))
            found.set_attribute("http.route", route)
            found.set_attribute("http.response.status_code", response.status_code)
            found.set_attribute("request_id", response.get("X-Request-ID", ""))
            if response.status_code >= FAILED:
                from opentelemetry.trace import Status, StatusCode  # noqa: PLC0415

                found.set_status(Status(StatusCode.ERROR))
        return response


def open_task(task: Any, **_kwargs: Any) -> None:
    context = span(task.name)
    task.request.telemetry = context
    context.__enter__()


def close_task(task: Any, state: str | None = None, **_kwargs: Any) -> None:
    context = getattr(task.request, "telemetry", None)
    if context is not None:
        context.__exit__(None, None, None)
