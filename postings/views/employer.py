"""The employer's desk: all that a person writes, and the form to write it with."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from jobboard.forms import rebase
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.forms.conflict import differences
from postings.forms.parts import part_after, parts_of
from postings.forms.pasting import from_ad
from postings.forms.posting import NewPostingForm, PostingForm, begin_with
from postings.lifecycle import posting as lifecycle, revision as revisions
from postings.lifecycle.ending import ends_soon
from postings.lifecycle.facts import Facts, from_json
from postings.lifecycle.history import last_change, last_decision
from postings.lifecycle.sketch import forget_sketch, sketch_of
from postings.lifecycle.table import deeds_for
from postings.models import (
    CloseReason,
    Posting,
    PostingTemplate,
    Revision,
    Status,
)
from postings.publishing import facts
from postings.publishing.desk import WRITERS, rows
from postings.publishing.origins import origins
from postings.views.preview import seen, twin_of
from postings.views.sketch import typed_in
from postings.views.told import told_by_moderators

CONFLICT, UNPROCESSABLE = 409, 422


def person(request: HttpRequest) -> User:
    """The signed-in user; only for views behind login_required."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def mine(request: HttpRequest, posting_id: int) -> Posting:
    """A posting that the person writes; 404 for anybody else's."""
    postings = Posting.objects.written_by(person(request)).with_facts()
    return get_object_or_404(postings, pk=posting_id)


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """All that the person may work on, what changed last first."""
    user = person(request)
    memberships = user.memberships.select_related("company")
    places = list(memberships.order_by("company__name"))
    writes_for = [one.company_id for one in places if one.role in WRITERS]
    templates = PostingTemplate.objects.filter(company__in=writes_for)
    context = {
        "rows": rows(user, places),
        "places": places,
        "templates": templates.select_related("company"),
    }
    return render(request, "postings/desk.html", context)


@login_required
def posting_new(request: HttpRequest) -> HttpResponse:
    """Write a posting; it begins as a draft that only its team sees."""
    user = person(request)
    form = NewPostingForm(typed_in(request, None), user=user)
    form.is_sent = "submit" in request.POST
    # Before it is checked: what stands beside a field is settled then.
    pasted = from_ad(form, request.POST.get("ad", ""))
    if request.method == "POST" and form.is_valid():
        company = form.cleaned_data["company"]
        draft = lifecycle.create_posting(form.facts(), by=user, company=company)
        forget_sketch(user, None)
        return after_saving(request, draft)
    return show_form(request, form, **pasted)


@login_required
def posting_desk(request: HttpRequest, posting_id: int) -> HttpResponse:
    """One posting at its writers' desk: the form while it may be edited."""
    found = mine(request, posting_id)
    deeds = deeds_for(request.user, found)
    if "edit" in deeds:
        return edit(request, found)
    revision = revisions.open_revision(found)
    context: dict[str, Any] = {
        "posting": found,
        "deeds": deeds,
        "card": facts.card(found),
        "sheet": facts.sheet(found),
        "origins": origins(found),
        "close_reasons": CloseReason.choices,
        "ends_soon": ends_soon(found),
        "revision": revision,
        "decision": last_decision(found),
        **told_by_moderators(found),
    }
    status = 200
    if request.method == "POST":
        # Somebody submitted it while this person was still writing.
        messages.warning(request, _("The job is in review now; nothing was saved."))
        context["unsaved"] = PostingForm(request.POST, begin=begin_with(found))
        status = CONFLICT
    return render(request, "postings/posting_desk.html", context, status=status)


def edit(request: HttpRequest, found: Posting) -> HttpResponse:
    form = form_for(request, found, version=found.version)
    form.is_sent = "submit" in request.POST
    if request.method != "POST" or not form.is_valid():
        return show_form(request, form, found, decision=last_decision(found))
    version = version_in(form)
    try:
        lifecycle.edit_posting(found, form.facts(), by=person(request), version=version)
    except (StaleVersion, NotAllowedNow):
        return show_conflict(request, form, found)
    return after_saving(request, found)


@login_required
def posting_revise(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Edit a live posting; the old text stays live until the new one is approved."""
    found = mine(request, posting_id)
    if found.status != Status.LIVE:
        return redirect("posting_desk", found.pk)
    revision = revisions.open_revision(found)
    kept = from_json(revision.facts) if revision else None
    version = revision.version if revision else found.version
    form = form_for(request, found, kept, version=version)
    form.is_sent = True
    if request.method != "POST" or not form.is_valid():
        decision = last_decision(revision) if revision else None
        return show_form(request, form, found, decision=decision, revising=True)
    try:
        done = revise(request, found, revision, form)
    except (StaleVersion, NotAllowedNow):
        return show_conflict(request, form, found, revising=True)
    forget_sketch(person(request), found)
    messages.success(request, done)
    return redirect("posting_desk", found.pk)


def revise(
    request: HttpRequest, found: Posting, revision: Revision | None, form: PostingForm
) -> str:
    """Write the edit down; the words that say what becomes of it."""
    by, version = person(request), version_in(form)
    if revision is not None:
        revisions.revise_again(revision, form.facts(), by=by, version=version)
    elif revisions.revise_posting(found, form.facts(), by=by, version=version) is None:
        return _("Your changes are open now.")
    return _("Your changes wait for a moderator. The old text stays open meanwhile.")


def form_for(
    request: HttpRequest, found: Posting, kept: Facts | None = None, *, version: int
) -> PostingForm:
    begin = {**begin_with(found, kept), "version": version}
    return PostingForm(typed_in(request, found), begin=begin)


def version_in(form: PostingForm) -> int:
    version = form.cleaned_data["version"]
    if version is None:
        raise BadRequest("the form names no version")
    return int(version)


def show_form(
    request: HttpRequest,
    form: PostingForm,
    found: Posting | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    if request.method == "POST" and form.errors:
        status = UNPROCESSABLE
    context |= {
        "form": form,
        "posting": found,
        "parts": parts_of(form),
        "kept": sketch_of(person(request), found) if not form.is_bound else None,
        **seen(form, found, by=person(request)),
        **(told_by_moderators(found) if found else {}),
    }
    return render(request, "postings/posting_form.html", context, status=status)


def show_conflict(
    request: HttpRequest, form: PostingForm, found: Posting, *, revising: bool = False
) -> HttpResponse:
    """Everything typed stays; what a colleague changed stands above it."""
    current = mine(request, found.pk)
    revision = revisions.open_revision(current)
    kept = from_json(revision.facts) if revision else None
    conflict = {
        "event": last_change(revision or current),
        "differences": differences(form, current, kept),
    }
    rebase(form, revision.version if revision else current.version)
    return show_form(
        request, form, current, CONFLICT, conflict=conflict, revising=revising
    )


def after_saving(request: HttpRequest, found: Posting) -> HttpResponse:
    """Where the button that was pressed leads."""
    forget_sketch(person(request), found)
    if "submit" in request.POST:
        twin = twin_of(found, found, by=person(request))
        if twin is not None and request.POST.get("twin") != twin.public_id:
            messages.warning(
                request, _("Saved, and not sent yet: see what it is like.")
            )
            return redirect(reverse("posting_desk", args=[found.pk]) + "#twin")
        lifecycle.submit_posting(found, by=person(request), version=found.version)
        messages.success(request, submitted_words(found))
        return redirect("desk")
    messages.success(request, _("The draft is saved."))
    part = part_after(request.POST.get("save", ""))
    address = reverse("posting_desk", args=[found.pk])
    return redirect(f"{address}#{part}" if part else address)


def submitted_words(found: Posting) -> str:
    """What became of a posting that was sent in."""
    if found.status == Status.LIVE:
        return _("The job is open now.")
    if found.status == Status.SCHEDULED:
        return _("The job opens on its day.")
    return _("Sent for review. You get an e-mail when it is decided.")
