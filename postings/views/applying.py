"""Applying: one page, no account needed; or on to where applications are taken."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import proven_addresses
from jobboard.versions import NotAllowedNow
from postings.forms.applying import ApplyForm
from postings.lifecycle.applying import Full, apply
from postings.models import (
    ApplyVia,
    HiringSettings,
    Intake,
    Posting,
    Profile,
)
from postings.models.application_rules import KEEP_MONTHS
from postings.permissions import team_of
from postings.publishing import facts, readers, replies
from postings.search.criteria import Criteria
from postings.views.reader import told_so_far

CONFLICT, UNPROCESSABLE = 409, 422


def open_posting(slug: str, posting_id: int) -> Posting:
    """An open posting; 404 for any other, and for the words of another one."""
    found = get_object_or_404(Posting.objects.live().with_facts(), pk=posting_id)
    if slug != found.slug:
        raise Http404
    return found


@never_cache
def application_new(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    """Apply here, or learn where applications are taken."""
    found = open_posting(slug, posting_id)
    if found.apply_via != ApplyVia.HERE or found.company is None:
        context = {"posting": found, "card": facts.card(found)}
        return render(request, "postings/application_elsewhere.html", context)
    form = form_for(request, found)
    wants_another = "remove" in request.POST
    if wants_another:
        form = without_cv(request, found)
    elif form.is_valid():
        return send(request, found, form)
    refused = form.is_bound and not wants_another
    return show(request, found, form, UNPROCESSABLE if refused else 200)


def profile_of(request: HttpRequest) -> Profile | None:
    if not isinstance(request.user, User):
        return None
    return Profile.objects.filter(user=request.user).first()


def told(criteria: Criteria, profile: Profile | None) -> Criteria:
    """What the reader has told the list, and what their profile knows better."""
    if profile is None:
        return criteria
    known = dict(one.split("-") for one in criteria.speaks)
    known |= {code: level for code, level in profile.languages if level}
    return replace(
        criteria,
        country=profile.countries[0] if profile.countries else criteria.country,
        speaks=tuple(f"{code}-{level}" for code, level in known.items()),
        years=criteria.years if profile.years is None else profile.years,
    )


def form_for(request: HttpRequest, found: Posting) -> ApplyForm:
    """The form as it was typed, or begun with what the profile knows."""
    profile = profile_of(request)
    if request.method == "POST":
        return ApplyForm(found, request.POST, request.FILES, profile=profile)
    begin: dict[str, Any] = {}
    if isinstance(request.user, User):
        begin = {"name": request.user.name, "email": request.user.email}
    for number, link in enumerate(profile.links[:3] if profile else [], start=1):
        begin[f"link_{number}"] = link
    return ApplyForm(found, begin=begin, profile=profile)


def without_cv(request: HttpRequest, found: Posting) -> ApplyForm:
    """All that was typed, but for the CV, which the candidate took back."""
    typed = request.POST.copy()
    for name in ("stash", "profile_cv", "remove", "csrfmiddlewaretoken"):
        typed.pop(name, None)
    return ApplyForm(found, begin=typed.dict())


def send(request: HttpRequest, found: Posting, form: ApplyForm) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    content = form.content(language=get_language() or "en")
    is_proven = content.email.lower() in proven_addresses(request.user)
    try:
        application = apply(found, content, by=user, is_proven=is_proven)
    except Full:
        form.add_error(None, _("This job takes no more applications."))
        return show(request, found, form, CONFLICT)
    except NotAllowedNow:
        form.add_error(None, _("This job has just stopped taking applications."))
        return show(request, found, form, CONFLICT)
    if is_proven:
        messages.success(request, _("Your application is with the company."))
        return redirect("application_track", application.token)
    messages.info(
        request, _("We wrote to %(email)s.") % {"email": form.cleaned_data["email"]}
    )
    return redirect("application_sent", found.slug, found.pk)


def show(
    request: HttpRequest, found: Posting, form: ApplyForm, status: int = 200
) -> HttpResponse:
    company = found.company
    assert company is not None  # noqa: S101
    hiring = HiringSettings.objects.filter(company=company).first()
    criteria = told(told_so_far(request), profile_of(request))
    context = {
        "posting": found,
        "card": facts.card(found),
        "form": form,
        "criteria": criteria,
        "verdict": readers.judge(found, criteria, on=timezone.localdate()),
        "worker_count": len(team_of(found)),
        "keep_months": hiring.keep_months if hiring else KEEP_MONTHS,
        "replies": replies.of(found),
    }
    return render(request, "postings/application_new.html", context, status=status)


@never_cache
@require_safe
def application_sent(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    """What to do now; the same for a first application and for a second one."""
    found = open_posting(slug, posting_id)
    return render(request, "postings/application_sent.html", {"posting": found})


@never_cache
@require_safe
def application_away(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    """On to the page where the employer takes applications, counted."""
    found = open_posting(slug, posting_id)
    if urlsplit(found.apply_url).scheme not in {"http", "https"}:
        raise Http404
    if request.method == "GET":
        intake, _made = Intake.objects.get_or_create(posting=found)
        rows = Intake.objects.filter(pk=intake.pk)
        rows.update(departure_count=F("departure_count") + 1)
    response = redirect(found.apply_url)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
