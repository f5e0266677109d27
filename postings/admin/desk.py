"""What all pages of the moderators' desk share: who comes in, and the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from jobboard.admin_site import BoardAdminSite
from postings.forms.moderation import QueueForm, pick_value
from postings.models import Case, Cause
from postings.permissions import can_moderate_postings
from postings.publishing.held import held

site = cast(BoardAdminSite, admin.site)
ASIDE = 8


@dataclass(frozen=True)
class Line:
    """One line of the queue."""

    case: Case
    address: str
    why: Sequence[str]
    pick: str


def check_moderator(request: HttpRequest) -> User:
    """Whoever decides; 403 for other staff."""
    if not isinstance(request.user, User) or not can_moderate_postings(request.user):
        raise PermissionDenied
    return request.user


def address_of(case: Case) -> str:
    """The page on which the case is decided."""
    if case.claim_id is not None:
        return reverse("admin:moderation_claim", args=[case.claim_id])
    if case.revision_id is not None:
        return reverse("admin:moderation_revision", args=[case.revision_id])
    return reverse("admin:moderation_posting", args=[case.posting_id])


def line_of(case: Case, query: str = "") -> Line:
    address = address_of(case)
    return Line(
        case=case,
        address=f"{address}?{query}" if query else address,
        why=held(case),
        pick=pick_value(case),
    )


@dataclass(frozen=True)
class Asked:
    """The part of the queue that is being worked on; it stays in the address."""

    conditions: dict[str, Any]
    query: str
    is_run: bool

    @property
    def rows(self) -> "Any":
        return Case.objects.open().with_subject().filter(**self.conditions)


def asked_for(request: HttpRequest) -> Asked:
    """What the address asks for; `run` goes on from one decision to the next case."""
    form = QueueForm(request.GET)
    conditions = form.conditions()
    is_run = request.GET.get("run") == "1"
    kept = {name: form.cleaned_data.get(name) for name in form.fields}
    kept["run"] = "1" if is_run else ""
    query = urlencode({name: value for name, value in kept.items() if value})
    return Asked(conditions, query, is_run)


def counts() -> dict[str, int]:
    """How many cases are open for each cause, and `all` of them."""
    each = {
        cause.value: Count("pk", filter=Q(causes__contains=[cause])) for cause in Cause
    }
    found: dict[str, int] = Case.objects.open().aggregate(all=Count("pk"), **each)
    return found


def beside(case: Case | None, asked: Asked) -> dict[str, Any]:
    """The queue beside a case: its first lines, and the neighbours of this one."""
    rows = asked.rows
    first = [line_of(one, asked.query) for one in ordered(rows)[:ASIDE]]
    if case is None or case.closed_at is not None:
        return {"lines": first, "following": first[0] if first else None}
    later = Q(place_at__gt=case.place_at) | Q(place_at=case.place_at, pk__gt=case.pk)
    after = ordered(rows.filter(later)).first()
    before = ordered(rows.exclude(later).exclude(pk=case.pk)).last()
    return {
        "lines": first,
        "following": line_of(after, asked.query) if after else None,
        "preceding": line_of(before, asked.query) if before else None,
    }


def ordered(rows: "Any") -> "Any":
    return rows.order_by("place_at", "pk")
