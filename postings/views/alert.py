"""An alert as its reader manages it, by the link in its mails, without signing in."""

from collections.abc import Callable

from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from jobboard.forms import rebase
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.forms.alert import ChangeForm, PauseForm
from postings.lifecycle import alert as deeds
from postings.lifecycle.alert import FollowedAlready
from postings.models import Alert, Posting, Suppression
from postings.models.alert import CLICK
from postings.permissions import AlertHolder
from postings.publishing import chips, following
from postings.search.following import criteria_of
from postings.search.parsing import parse

UNPROCESSABLE, CONFLICT = 422, 409


def by_link(token: str) -> Alert:
    """The alert of a link; 404 for any other words, and where it is gone."""
    try:
        found: Alert = Alert.objects.by_token(token)
    except (signing.BadSignature, Alert.DoesNotExist) as error:
        raise Http404 from error
    return found


def private(response: HttpResponse) -> HttpResponse:
    """The address is a secret: it is told to no other site, and kept by no search engine.

    With no referrer at all, browsers would not say where its own forms come from.
    """
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def show(
    request: HttpRequest,
    alert: Alert,
    *,
    form: ChangeForm | None = None,
    pausing: PauseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    criteria = criteria_of(alert.search.query)
    version = {"version": alert.version}
    context = {
        "alert": alert,
        "token": alert.token,
        "form": form or ChangeForm(initial=ChangeForm.initial_of(alert)),
        "pausing": pausing or PauseForm(initial=version, prefix="pause"),
        "looks_for": following.title(criteria),
        "chips": chips.chips(criteria),
        "list_query": chips.query_of(criteria),
        "last": alert.digests.exclude(sent_at=None).order_by("-sent_at").first(),
        "is_paused": alert.is_paused(),
        "is_stopped": Suppression.objects.stops(alert.address),
    }
    return private(render(request, "postings/alert.html", context, status=status))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alert(request: HttpRequest, token: str) -> HttpResponse:
    """See what it follows, and change how often, when, and in which language."""
    found = by_link(token)
    if not found.is_confirmed:
        return redirect("alert_confirm", token)
    if request.method != "POST":
        return show(request, found)
    form = ChangeForm(request.POST, initial=ChangeForm.initial_of(found))
    if not form.is_valid():
        return show(request, found, form=form, status=UNPROCESSABLE)
    wishes, version = vars(form.wishes()), form.cleaned_data["version"]
    try:
        deeds.change_alert(found, by=AlertHolder(found.pk), version=version, **wishes)
    except StaleVersion as stale:
        current = by_link(token)
        rebase(form, stale.current.version)  # type: ignore[attr-defined]
        words = _(
            "It was changed meanwhile. Look, and save once more if you want this."
        )
        form.add_error(None, words)
        return show(request, current, form=form, status=CONFLICT)
    messages.success(request, _("Saved."))
    return redirect("alert", token)


def act(request: HttpRequest, token: str, deed: Callable[[Alert], str]) -> HttpResponse:
    """Do one deed, then show the alert with what came of it."""
    try:
        done = deed(by_link(token))
    except (KeyError, ValueError) as error:
        raise BadRequest("the form is not whole") from error
    except (StaleVersion, NotAllowedNow):
        messages.warning(request, _("It was changed meanwhile. This is how it is."))
    except FollowedAlready:
        messages.warning(request, _("You follow that search by another alert."))
    else:
        messages.success(request, done)
    return private(redirect("alert", token))


@never_cache
@require_POST
def alert_pause(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing until a day; what came meanwhile comes then."""
    form = PauseForm(request.POST, prefix="pause")
    if not form.is_valid():
        return show(request, by_link(token), pausing=form, status=UNPROCESSABLE)

    def pause(found: Alert) -> str:
        deeds.pause_alert(found, by=AlertHolder(found.pk), **form.cleaned_data)
        return _("Paused. What comes meanwhile comes in one message then.")

    return act(request, token, pause)


@never_cache
@require_POST
def alert_resume(request: HttpRequest, token: str) -> HttpResponse:
    """End the pause."""

    def resume(found: Alert) -> str:
        version = int(request.POST["version"])
        deeds.pause_alert(found, by=AlertHolder(found.pk), version=version, until=None)
        return _("It goes on.")

    return act(request, token, resume)


@never_cache
@require_POST
def alert_search(request: HttpRequest, token: str) -> HttpResponse:
    """Follow another search, such as this one without one of its filters."""

    def turn(found: Alert) -> str:
        version, words = int(request.POST["version"]), QueryDict(request.POST["query"])
        criteria = parse(words, is_strict=False).criteria
        by = AlertHolder(found.pk)
        deeds.change_alert(found, by=by, version=version, criteria=criteria)
        return _("Saved. From now on it looks for this.")

    return act(request, token, turn)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alert_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Begin to follow. Opening the link changes nothing: mail readers open links too."""
    found = by_link(token)
    if found.is_confirmed:
        return private(redirect("alert", token))
    if request.method == "POST":
        by = AlertHolder(found.pk)
        try:
            deeds.confirm_alert(found, by=by, version=found.version)
        except (StaleVersion, NotAllowedNow):
            return private(redirect("alert_confirm", token))
        messages.success(request, _("You will be told what is new."))
        return private(redirect("alert", token))
    looks_for = following.title(criteria_of(found.search.query))
    context = {"alert": found, "token": token, "looks_for": looks_for}
    return private(render(request, "postings/alert_confirm.html", context))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alert_leave(request: HttpRequest, token: str) -> HttpResponse:
    """End the alert: by a button here, or by one in the mail program (RFC 8058).

    The program has neither cookie nor form, only the address. What is gone already
    is answered as gone.
    """
    try:
        found: Alert | None = Alert.objects.by_token(token)
    except signing.BadSignature as error:
        raise Http404 from error
    except Alert.DoesNotExist:
        found = None
    if found is not None and request.method == "POST":
        deeds.delete_alert(found, by=AlertHolder(found.pk))
        found = None
    looks_for = following.title(criteria_of(found.search.query)) if found else ""
    context = {"alert": found, "token": token, "looks_for": looks_for}
    return private(render(request, "postings/alert_leave.html", context))


@never_cache
@require_safe
def alert_click(request: HttpRequest, token: str, posting_id: int) -> HttpResponse:
    """Lead from a mail to the posting, and keep the day: the alert is still wanted."""
    try:
        deeds.note_click(Alert.objects.by_token(token, CLICK))
    except signing.BadSignature as error:
        raise Http404 from error
    except Alert.DoesNotExist:
        pass
    posting = get_object_or_404(Posting, pk=posting_id, published_at__isnull=False)
    return private(redirect("posting", posting.slug, posting.pk))
