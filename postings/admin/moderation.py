"""The moderators' desk: what waits, and one screen to decide on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from jobboard.admin_site import BoardAdminSite
from jobboard.forms import rebase
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.forms.moderation import DecisionForm
from postings.lifecycle import posting as lifecycle, revision as revisions
from postings.lifecycle.facts import from_json
from postings.lifecycle.history import events_of
from postings.lifecycle.preview import as_if
from postings.lifecycle.table import deeds_for
from postings.models import Posting, Revision, RevisionStatus, Status
from postings.permissions import can_moderate_postings
from postings.publishing import facts

site = cast(BoardAdminSite, admin.site)
SHOWN = 50
DECISIONS: dict[str, Callable[..., None]] = {
    "approve": lifecycle.approve_posting,
    "return": lifecycle.return_posting,
    "reject": lifecycle.reject_posting,
    "freeze": lifecycle.freeze_posting,
    "release": lifecycle.release_posting,
}
ON_REVISIONS = ("approve", "return")


@dataclass(frozen=True)
class Waiting:
    """One item of the queue."""

    posting: Posting
    author: User | None
    since: datetime
    address: str
    why: str


def check_moderator(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not can_moderate_postings(request.user):
        raise PermissionDenied
    return request.user


@site.page("moderation/", name="moderation")
def moderation(request: HttpRequest) -> HttpResponse:
    """The queue, the oldest first."""
    check_moderator(request)
    postings = Posting.objects.waiting().select_related("company", "author")
    edits = Revision.objects.waiting().select_related("posting__company", "author")
    queue = [*map(new_item, postings[:SHOWN]), *map(edit_item, edits[:SHOWN])]
    context = {
        **site.each_context(request),
        "title": _("Waiting for a decision"),
        "queue": sorted(queue, key=lambda item: item.since)[:SHOWN],
        "count": postings.count() + edits.count(),
    }
    return TemplateResponse(request, "admin/moderation.html", context)


def new_item(posting: Posting) -> Waiting:
    return Waiting(
        posting=posting,
        author=posting.author,
        since=cast(datetime, posting.submitted_at),
        address=reverse("admin:moderation_posting", args=[posting.pk]),
        why=_("Renewed") if posting.published_at else _("New"),
    )


def edit_item(revision: Revision) -> Waiting:
    return Waiting(
        posting=revision.posting,
        author=revision.author,
        since=revision.submitted_at,
        address=reverse("admin:moderation_revision", args=[revision.pk]),
        why=_("Edited while open"),
    )


@site.page("moderation/<id:posting_id>/", name="moderation_posting")
def moderation_posting(request: HttpRequest, posting_id: int) -> HttpResponse:
    """One posting as the public will see it, and the decision beside it."""
    moderator = check_moderator(request)
    rows = Posting.objects.exclude(status=Status.DRAFT).with_facts()
    found = get_object_or_404(rows, pk=posting_id)
    deeds = decisions_on(found, moderator)
    initial = {"version": found.version}
    form = DecisionForm(request.POST or None, deeds=deeds or DECISIONS, initial=initial)
    status = 200
    if form.is_valid():
        try:
            return decide(request, found, form, by=moderator)
        except (StaleVersion, NotAllowedNow):
            status = tell_stale(request, form, rows.get(pk=found.pk).version)
            found = rows.get(pk=found.pk)
            deeds = decisions_on(found, moderator)
    return show(request, found, form, deeds, status)


def decisions_on(posting: Posting, moderator: User) -> list[str]:
    return [deed for deed in deeds_for(moderator, posting) if deed in DECISIONS]


def decide(
    request: HttpRequest, found: Posting, form: DecisionForm, *, by: User
) -> HttpResponse:
    name = form.cleaned_data["decision"]
    explained = name in {"return", "reject", "freeze"}
    more = form.explanation() if explained else {}
    DECISIONS[name](found, by=by, version=form.cleaned_data["version"], **more)
    messages.success(request, _("Decided: %(state)s.") % {"state": state_of(found)})
    return redirect("admin:moderation")


def state_of(found: Posting) -> str:
    return str(Status(found.status).label)


@site.page("moderation/revisions/<id:revision_id>/", name="moderation_revision")
def moderation_revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """An edit of a live posting: what would change, and the decision beside it."""
    moderator = check_moderator(request)
    rows = Revision.objects.select_related("posting__company", "author")
    revision = get_object_or_404(rows, pk=revision_id)
    waits = revision.status == RevisionStatus.SUBMITTED
    initial = {
        "version": revision.version,
        "posting_version": revision.posting.version,
    }
    form = DecisionForm(request.POST or None, deeds=ON_REVISIONS, initial=initial)
    status = 200
    if form.is_valid():
        try:
            return decide_revision(request, revision, form, by=moderator)
        except (StaleVersion, NotAllowedNow):
            revision = rows.get(pk=revision_id)
            waits = revision.status == RevisionStatus.SUBMITTED
            status = tell_stale(
                request, form, revision.version, revision.posting.version
            )
    before = Posting.objects.with_facts().get(pk=revision.posting_id)
    after = as_if(from_json(revision.facts), posting=before)
    changes = facts.changes(before, after)
    deeds = list(ON_REVISIONS) if waits else []
    return show(request, after, form, deeds, status, revision=revision, changes=changes)


def decide_revision(
    request: HttpRequest, revision: Revision, form: DecisionForm, *, by: User
) -> HttpResponse:
    version = form.cleaned_data["version"]
    if form.cleaned_data["decision"] == "approve":
        revisions.approve_revision(
            revision,
            by=by,
            version=version,
            posting_version=form.cleaned_data["posting_version"] or 0,
        )
        messages.success(request, _("The changes are open now."))
    else:
        revisions.return_revision(
            revision, by=by, version=version, **form.explanation()
        )
        messages.success(request, _("Sent back with your reasons."))
    return redirect("admin:moderation")


def tell_stale(request: HttpRequest, form: DecisionForm, *versions: int) -> int:
    """Say that somebody was quicker, and let the form be sent again; the status."""
    words = _("Somebody was quicker: the job has changed since you opened it.")
    messages.warning(request, words)
    for name, version in zip(("version", "posting_version"), versions, strict=False):
        rebase(form, version, name=name)
    return 409


def show(
    request: HttpRequest,
    found: Posting,
    form: DecisionForm,
    deeds: list[str],
    status: int,
    **more: Any,
) -> HttpResponse:
    if form.is_bound and form.errors:
        status = 422
    context = {
        **site.each_context(request),
        "title": found.title,
        "posting": found,
        "card": facts.card(found),
        "sheet": facts.sheet(found),
        "events": events_of(found),
        "form": form,
        "deeds": deeds,
        **more,
    }
    name = "admin/moderation_posting.html"
    return TemplateResponse(request, name, context, status=status)
