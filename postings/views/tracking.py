"""An application as its candidate sees it, by its link: every step, and every way out."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Company
from jobboard.downloads import private_file
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.forms.teamwork import WordsForm
from postings.lifecycle import applying, erasure, teamwork
from postings.lifecycle.application import withdraw_application
from postings.lifecycle.application_history import events_of
from postings.lifecycle.application_table import deeds_for
from postings.models import Application, Cv
from postings.permissions import LinkHolder
from postings.publishing import application_steps

UNPROCESSABLE = 422
View = Callable[[HttpRequest, str], HttpResponseBase]
Deed = Callable[[HttpRequest, Application, int], str]


def by_link(token: str) -> Application:
    """The application of a tracking link; 404 for any other words."""
    try:
        found = Application.objects.by_token(token)
    except Application.DoesNotExist as error:
        raise Http404 from error
    rows = Application.objects.with_end().select_related("posting__company")
    row: Application = get_object_or_404(rows, pk=found.pk)
    return row


def show(
    request: HttpRequest,
    found: Application,
    form: WordsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    company = found.posting.company
    assert isinstance(company, Company)  # noqa: S101
    context = {
        "application": found,
        "posting": found.posting,
        "company": company,
        "steps": application_steps.for_candidate(events_of(found)),
        "deeds": deeds_for(LinkHolder(found.pk), found),
        "thread": found.messages.select_related("author"),
        "form": form or WordsForm(),
        "cv": Cv.objects.filter(application=found).first(),
        "token": found.token,
    }
    response = render(
        request, "postings/application_track.html", context, status=status
    )
    # Not "no-referrer": then browsers hide the origin of forms from us, too.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@never_cache
@require_safe
def application_track(request: HttpRequest, token: str) -> HttpResponse:
    """Where it stands. Opening the link changes nothing: mail readers open links too."""
    return show(request, by_link(token))


def button(deed: Deed) -> View:
    """One deed of the candidate, then the page with what came of it."""

    @never_cache
    @require_POST
    def view(request: HttpRequest, token: str) -> HttpResponse:
        found = by_link(token)
        try:
            done = deed(request, found, int(request.POST["version"]))
        except (KeyError, ValueError) as error:
            raise BadRequest("the form is not whole") from error
        except applying.Full:
            messages.warning(
                request, _("This job has taken its last application meanwhile.")
            )
        except (StaleVersion, NotAllowedNow):
            messages.warning(
                request, _("Something changed meanwhile. This is how it stands now.")
            )
        else:
            messages.success(request, done)
        known = Application.objects.filter(pk=found.pk, erased_at=None).exists()
        return (
            redirect("application_track", token) if known else redirect("posting_list")
        )

    return view


@button
def application_confirm(request: HttpRequest, found: Application, version: int) -> str:
    applying.confirm_application(found, by=LinkHolder(found.pk), version=version)
    return _("Your application is with the company.")


@button
def application_discard(request: HttpRequest, found: Application, version: int) -> str:
    applying.lapse_application(found, by=LinkHolder(found.pk), version=version)
    return _("It is deleted, and nobody has seen it.")


@button
def application_withdraw(request: HttpRequest, found: Application, version: int) -> str:
    withdraw_application(found, by=LinkHolder(found.pk), version=version)
    return _("Your application is withdrawn.")


@button
def application_erase(request: HttpRequest, found: Application, version: int) -> str:
    erasure.erase_application(found, by=LinkHolder(found.pk))
    return _("Your application and its files are erased.")


@never_cache
@require_POST
def application_write(request: HttpRequest, token: str) -> HttpResponse:
    """A message to the team."""
    found = by_link(token)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return show(request, found, form, UNPROCESSABLE)
    try:
        words = form.cleaned_data["words"]
        teamwork.write_message(found, words, by=LinkHolder(found.pk))
    except NotAllowedNow:
        form.add_error("words", _("This application takes no more messages."))
        return show(request, found, form, 409)
    messages.success(request, _("Your message is sent."))
    return redirect("application_track", token)


@never_cache
@require_safe
def application_data(request: HttpRequest, token: str) -> HttpResponse:
    """All that is kept of it, to take away."""
    found = by_link(token)
    response = JsonResponse(
        erasure.export_application(found), json_dumps_params={"indent": 2}
    )
    response["Content-Disposition"] = (
        f'attachment; filename="application-{found.public_id}.json"'
    )
    return response


@never_cache
@require_safe
def application_own_cv(request: HttpRequest, token: str) -> FileResponse:
    """The candidate's own file, as it was sent."""
    cv = get_object_or_404(Cv, application=by_link(token))
    return private_file(cv.file, name=cv.name, content_type=cv.content_type)
