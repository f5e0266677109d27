"""What happened to an application, read from its events."""

from dataclasses import replace
from typing import Any

from django.db import models

from jobboard.outbox import Event
from postings.lifecycle.application import Work
from postings.models import Application

# Events that changed the row itself, and so its version.
CHANGING = tuple(
    f"application.{past}"
    for past in (
        "received",
        "submitted",
        "moved",
        "changed",
        "transferred",
        "hired",
        "rejected",
        "withdrawn",
        "reopened",
        "erased",
    )
)


def events_of(application: Application) -> models.QuerySet[Event]:
    """All that happened to it, the newest first, with who caused it."""
    rows = Event.objects.filter(subject="application", subject_id=application.pk)
    return rows.select_related("by").order_by("-at", "-subject_version", "-pk")


def changes_since(application: Application, version: int) -> list[Event]:
    """The events that made the versions after this one, the newest first."""
    rows = events_of(application).filter(kind__in=CHANGING)
    return list(rows.filter(subject_version__gt=version).order_by("-subject_version"))


def work_at(application: Application, version: int) -> Work:
    """How it was at an earlier version: today's, with what came later undone."""
    work = Work.of(application)
    for event in changes_since(application, version):
        undone: dict[str, Any] = {
            name: before
            for name, (before, _after) in event.data.get("changed", {}).items()
        }
        if "tags" in undone:
            undone["tags"] = tuple(undone["tags"])
        work = replace(work, status=event.from_status or work.status, **undone)
    return work
