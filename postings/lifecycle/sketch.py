"""Keeping what is typed and not saved: no deed, no event, and nobody else's to see."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from postings.models import Posting, Sketch

KEPT = timedelta(days=30)
Typed = Mapping[str, list[str]]


def keep_sketch(person: User, posting: Posting | None, typed: Typed) -> Sketch:
    """Keep the form in place of what was kept of it before.

    posting: None for one that does not exist yet; of these there is one.
    """
    sketch, _is_new = Sketch.objects.update_or_create(
        person=person,
        posting=posting,
        defaults={"typed": dict(typed), "saved_at": timezone.now()},
    )
    return sketch


def sketch_of(person: User, posting: Posting | None) -> Sketch | None:
    """What the person has typed here and not saved."""
    return Sketch.objects.filter(person=person, posting=posting).first()


def forget_sketch(person: User, posting: Posting | None) -> None:
    """It is saved by now, or not wanted."""
    Sketch.objects.filter(person=person, posting=posting).delete()


def forget_old(now: datetime) -> int:
    """What nobody has come back to for a month; how many there were."""
    return Sketch.objects.filter(saved_at__lt=now - KEPT).delete()[0]


def export(user: User) -> dict[str, Any]:
    """What is kept of somebody's typing."""
    rows = Sketch.objects.filter(person=user).order_by("pk")
    return {
        "unsaved": [
            {"since": row.saved_at.isoformat(), "typed": row.typed} for row in rows
        ]
    }


def erase(user: User) -> dict[str, int]:
    """All of it."""
    deleted, _each = Sketch.objects.filter(person=user).delete()
    return {gettext_noop("Unsaved forms"): deleted}
