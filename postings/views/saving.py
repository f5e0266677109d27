"""Saving a job, and the list of what one has saved.

A page that many readers share carries no form, so its links lead here.
"""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from jobboard.ids import decode
from jobboard.versions import NotAllowedNow
from postings.lifecycle.reading import Full, save_posting, unsave_posting
from postings.models import Posting
from postings.publishing.saved import saved_by
from postings.views.employer import person
from postings.views.own import bookmarked

REMOVE = "remove"


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where the reader came from, as far as the address says so and it is here."""
    given = request.POST.get("next") or request.GET.get("next", "")
    is_here = url_has_allowed_host_and_scheme(given, {request.get_host()})
    return given if is_here else otherwise


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def posting_save(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    """One button: keep an open job, or keep it no longer; then back."""
    user = person(request)
    found = get_object_or_404(Posting.objects.live(), pk=posting_id)
    back = way_back(request, reverse("posting", args=[found.slug, found.pk]))
    is_full = False
    if request.method == "POST":
        is_full = not was_kept(found, user, is_wanted=REMOVE not in request.POST)
        if not is_full:
            return kept(request, found, back)
    context = {
        "posting": found,
        "is_saved": bool(bookmarked(user, [found.pk])),
        "is_full": is_full,
        "next": back,
    }
    status = 422 if is_full else 200
    return render(request, "postings/posting_save.html", context, status=status)


def kept(request: HttpRequest, posting: Posting, back: str) -> HttpResponse:
    """The way back; for a card, its button as it is now."""
    if "HX-Request" not in request.headers:
        return redirect(back)
    is_saved = bool(bookmarked(request.user, [posting.pk]))
    context = {"card": posting, "next": back, "is_saved": is_saved}
    return render(request, "postings/card_save.html", context)


def was_kept(posting: Posting, user: User, *, is_wanted: bool) -> bool:
    """Whether it is now as the reader wants it; not where there is no room."""
    if not is_wanted:
        unsave_posting(posting.pk, by=user)
        return True
    try:
        save_posting(posting, by=user)
    except Full:
        return False
    except NotAllowedNow:
        # It ended in this moment, and its page says so.
        return True
    return True


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def posting_saved(request: HttpRequest) -> HttpResponse:
    """All that the person saved and what became of it; a button removes one."""
    user = person(request)
    if request.method == "POST":
        try:
            unsave_posting(decode(request.POST.get(REMOVE, "")), by=user)
        except ValueError as error:
            raise BadRequest("the form is not whole") from error
        return redirect("posting_saved")
    context = {"saved": saved_by(user, timezone.now())}
    return render(request, "postings/posting_saved.html", context)
