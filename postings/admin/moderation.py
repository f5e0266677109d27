"""The moderators' desk: what waits, and one screen to decide on it."""

from typing import cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.models import User
from jobboard.admin_site import BoardAdminSite
from jobboard.forms import rebase
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.forms.moderation import DecisionForm
from postings.lifecycle import posting as lifecycle
from postings.lifecycle.history import events_of
from postings.models import Posting
from postings.permissions import can_moderate_postings
from postings.publishing import facts

site = cast(BoardAdminSite, admin.site)
SHOWN = 50


def check_moderator(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not can_moderate_postings(request.user):
        raise PermissionDenied
    return request.user


@site.page("moderation/", name="moderation")
def moderation(request: HttpRequest) -> HttpResponse:
    """The queue, the oldest first."""
    check_moderator(request)
    waiting = Posting.objects.waiting().select_related("company", "author")
    context = {
        **site.each_context(request),
        "title": _("Waiting for a decision"),
        "postings": waiting[:SHOWN],
        "count": waiting.count(),
    }
    return TemplateResponse(request, "admin/moderation.html", context)


@site.page("moderation/<id:posting_id>/", name="moderation_posting")
def moderation_posting(request: HttpRequest, posting_id: int) -> HttpResponse:
    """One posting as the public will see it, and the decision beside it."""
    moderator = check_moderator(request)
    waiting = Posting.objects.exclude(status="draft").with_facts()
    found = get_object_or_404(waiting, pk=posting_id)
    form = DecisionForm(request.POST or None, initial={"version": found.version})
    status = 200
    if form.is_valid():
        try:
            return decide(request, found, form, by=moderator)
        except (StaleVersion, NotAllowedNow):
            words = _("Somebody was quicker: the job has changed since you opened it.")
            messages.warning(request, words)
            found = waiting.get(pk=found.pk)
            rebase(form, found.version)
            status = 409
    elif form.is_bound:
        status = 422
    context = {
        **site.each_context(request),
        "title": found.title,
        "posting": found,
        "card": facts.card(found),
        "sheet": facts.sheet(found),
        "events": events_of(found),
        "form": form,
        "deeds": lifecycle.deeds_for(moderator, found),
    }
    return TemplateResponse(
        request, "admin/moderation_posting.html", context, status=status
    )


def decide(
    request: HttpRequest, found: Posting, form: DecisionForm, *, by: User
) -> HttpResponse:
    version = form.cleaned_data["version"]
    if form.cleaned_data["decision"] == "approve":
        lifecycle.approve_posting(found, by=by, version=version)
        messages.success(request, _("Approved: it is open now."))
    else:
        lifecycle.return_posting(
            found,
            by=by,
            version=version,
            reasons=form.chosen_reasons(),
            words=form.cleaned_data["words"],
        )
        messages.success(request, _("Sent back with your reasons."))
    return redirect("admin:moderation")
