"""Saving a job, the list of what one has saved, and reminders of it.

A page that many readers share carries no form, so its links lead here.
"""

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from jobboard.ids import decode
from jobboard.versions import NotAllowedNow
from postings.forms.reminders import RemindersForm
from postings.lifecycle.reading import (
    Full,
    save_posting,
    set_reminders,
    stop_reminders,
    unsave_posting,
)
from postings.models import Posting, Reminders
from postings.publishing.saved import saved_by
from postings.views.alert import private
from postings.views.employer import person
from postings.views.own import bookmarked
from postings.views.reader import remembered

# Not "remove": a field so called would hide the method by which its form is replaced.
UNSAVE = "unsave"


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where the reader came from, as far as the address says so and it is here."""
    given = request.POST.get("next") or request.GET.get("next", "")
    is_here = url_has_allowed_host_and_scheme(given, {request.get_host()})
    return given if is_here else otherwise


@never_cache
@require_http_methods(["GET", "POST"])
def posting_save(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    """One button: keep an open job, or keep it no longer; then back.

    A card has no room to ask who somebody is or to say that the list is full:
    its button leads to the page that does.
    """
    answer = save_page(request, slug, posting_id)
    if "HX-Request" not in request.headers or answer.status_code == HTTPStatus.OK:
        return answer
    asked = urlencode({"next": way_back(request, reverse("posting_list"))})
    return HttpResponse(headers={"HX-Redirect": f"{request.path}?{asked}"})


@login_required
def save_page(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    """The button's own page, its answer, or where to sign in first."""
    user = person(request)
    found = get_object_or_404(Posting.objects.live(), pk=posting_id)
    back = way_back(request, reverse("posting", args=[found.slug, found.pk]))
    is_full = False
    if request.method == "POST":
        is_full = not was_kept(request, found, is_wanted=UNSAVE not in request.POST)
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


def was_kept(request: HttpRequest, posting: Posting, *, is_wanted: bool) -> bool:
    """Whether it is now as the reader wants it; not where there is no room."""
    user = person(request)
    if not is_wanted:
        unsave_posting(posting.pk, by=user)
        return True
    try:
        save_posting(posting, by=user, zone=remembered(request).tz)
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
            unsave_posting(decode(request.POST.get(UNSAVE, "")), by=user)
        except ValueError as error:
            raise BadRequest("the form is not whole") from error
        return redirect("posting_saved")
    return show(request, user, reminders_form(request, user))


def show(
    request: HttpRequest, user: User, form: RemindersForm, status: int = 200
) -> HttpResponse:
    context = {"saved": saved_by(user, timezone.now()), "form": form}
    return render(request, "postings/posting_saved.html", context, status=status)


def reminders_form(request: HttpRequest, user: User) -> RemindersForm:
    """The form with what was sent, or with what is set."""
    known = Reminders.objects.filter(user=user).first()
    data = request.POST or None
    return RemindersForm(data, known=known, told=remembered(request).tz)


@never_cache
@login_required
@require_POST
def reminders(request: HttpRequest) -> HttpResponse:
    """Whether a mail shall come before a saved job closes, and in which zone."""
    user = person(request)
    form = reminders_form(request, user)
    if not form.is_valid():
        return show(request, user, form, status=422)
    set_reminders(by=user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("posting_saved")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders_leave(request: HttpRequest, token: str) -> HttpResponse:
    """End the reminders: by a button here, or by one in the mail program (RFC 8058).

    The program has neither cookie nor form, only the address. What is gone already
    is answered as ended.
    """
    try:
        found: Reminders | None = Reminders.objects.by_token(token)
    except signing.BadSignature as error:
        raise Http404 from error
    except Reminders.DoesNotExist:
        found = None
    if found is not None and request.method == "POST":
        stop_reminders(found)
        found = None
    is_on = found is not None and found.is_wanted
    return private(render(request, "postings/reminders_leave.html", {"is_on": is_on}))
