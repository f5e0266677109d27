"""The applicants of a posting: columns by stage, moves alone or in bulk, the export."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Company, Role, User
from jobboard import presence
from jobboard.ids import decode
from jobboard.spreadsheets import lines
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.forms.teamwork import REASONS, RejectForm
from postings.lifecycle.application import (
    hire_application,
    move_application,
    reject_application,
)
from postings.lifecycle.application_history import changes_since
from postings.models import (
    STAGES,
    Application,
    ApplicationStatus,
    HiringSettings,
    Posting,
    Refusal,
)
from postings.permissions import can_work_with_applications, team_of
from postings.publishing import applicants, application_steps
from postings.views.employer import person

CONFLICT = 409
PICKED_AT_MOST = 250


@dataclass(frozen=True)
class Outcome:
    """What came of one of several."""

    name: str
    is_done: bool
    words: str
    application: Application | None = None


def of_company(request: HttpRequest, company: str, posting_id: int) -> Posting:
    """A posting of a company that the person belongs to; 404 for any other."""
    mine = Company.objects.of(person(request), *Role)
    rows = Posting.objects.filter(company__slug=company, company__in=mine)
    found: Posting = get_object_or_404(rows.select_related("company"), pk=posting_id)
    return found


def hiring_of(posting: Posting) -> HiringSettings | None:
    return HiringSettings.objects.filter(company=posting.company_id).first()


def who_is_where(request: HttpRequest, posting: Posting) -> dict[str, list[str]]:
    """The names of the others who read an application now, by its public id."""
    team = {user.pk: user for user in team_of(posting) if user != request.user}
    here = presence.found(list(team))
    return {where: [str(team[pk]) for pk in people] for where, people in here.items()}


@never_cache
@login_required
@require_safe
def applicants_list(
    request: HttpRequest, company: str, posting_id: int
) -> HttpResponse:
    """The pipeline; with `?stage=` all of one state, decided ones too."""
    found = of_company(request, company, posting_id)
    return show(request, found)


def show(
    request: HttpRequest, found: Posting, status: int = 200, **more: Any
) -> HttpResponse:
    user, hiring = person(request), hiring_of(found)
    here = who_is_where(request, found)
    rows = list(applicants.with_ratings(found, user))
    stage = request.GET.get("stage", "")
    one = [row for row in rows if row.status == stage]
    counts = [
        (choice, sum(row.status == choice for row in rows))
        for choice in ApplicationStatus
        if choice != ApplicationStatus.UNCONFIRMED
    ]
    context = {
        "posting": found,
        "company": found.company,
        "columns": applicants.columns(rows, hiring=hiring, here=here),
        "cards": applicants.cards(one, hiring=hiring, here=here),
        "stage": stage if stage in ApplicationStatus.values else "",
        "counts": counts,
        "late_count": sum(
            card.is_late for card in applicants.cards(rows, hiring=hiring, here={})
        ),
        "may_work": can_work_with_applications(user, found),
        "stages": STAGES,
        "reasons": REASONS,
        "words": "",
        **more,
    }
    return render(request, "postings/applicants.html", context, status=status)


@never_cache
@login_required
@require_POST
def applicants_decide(
    request: HttpRequest, company: str, posting_id: int
) -> HttpResponse:
    """Move, hire or reject one or many; each is its own transaction and its own result."""
    found = of_company(request, company, posting_id)
    if not can_work_with_applications(request.user, found):
        raise PermissionDenied
    deed, picked = wanted(request)
    outcomes = [
        decide(request, found, deed, number, version) for number, version in picked
    ]
    done = sum(outcome.is_done for outcome in outcomes)
    if done == len(outcomes):
        messages.success(
            request,
            ngettext("%(count)d is done.", "%(count)d are done.", done)
            % {"count": done},
        )
        return redirect("applicants_list", company, posting_id)
    failed = {
        outcome.application.pk
        for outcome in outcomes
        if outcome.application and not outcome.is_done
    }
    more = {
        "outcomes": outcomes,
        "picked": failed,
        "words": request.POST.get("words", ""),
    }
    return show(request, found, CONFLICT, **more)


def wanted(request: HttpRequest) -> tuple[str, list[tuple[int, int]]]:
    """What is to be done, and to which: (id, version) each. BadRequest if unreadable."""
    one = request.POST.get("one", "")
    marks = [one.rpartition(":")[0]] if one else request.POST.getlist("pick")
    deed = one.rpartition(":")[2] if one else request.POST.get("to", "")
    known = {*STAGES, ApplicationStatus.HIRED, ApplicationStatus.REJECTED}
    if deed not in known or not marks or len(marks) > PICKED_AT_MOST:
        raise BadRequest("nothing was picked, or nothing that can be done")
    try:
        pairs = [mark.split(":") for mark in dict.fromkeys(marks)]
        return deed, [(decode(number), int(version)) for number, version in pairs]
    except ValueError as error:
        raise BadRequest("the form is not whole") from error


def decide(
    request: HttpRequest, found: Posting, deed: str, number: int, version: int
) -> Outcome:
    """One deed on one application, and what came of it."""
    row = found.applications.of_team().filter(pk=number).first()
    if row is None:
        return Outcome("", is_done=False, words=_("It is not here any more."))
    row.posting = found
    name = applicants.shown_name(row, hiring_of(found))
    try:
        take(request, row, deed, version)
    except StaleVersion:
        return Outcome(
            name, is_done=False, words=meanwhile(row, version), application=row
        )
    except NotAllowedNow:
        stands = application_steps.stage_name(row.as_it_is().status)
        words = _("Not possible now; it stands at: %(stage)s") % {"stage": stands}
        return Outcome(name, is_done=False, words=words, application=row)
    return Outcome(name, is_done=True, words=_("done"), application=row)


def take(request: HttpRequest, row: Application, deed: str, version: int) -> None:
    by: User = person(request)
    if deed == ApplicationStatus.HIRED:
        hire_application(row, by=by, version=version)
    elif deed == ApplicationStatus.REJECTED:
        form = RejectForm({**request.POST.dict(), "version": version})
        if not form.is_valid():
            raise BadRequest("a rejection says why")
        reason, words = Refusal(form.cleaned_data["reason"]), form.cleaned_data["words"]
        reject_application(row, by=by, version=version, reason=reason, words=words)
    else:
        move_application(row, ApplicationStatus(deed), by=by, version=version)


def meanwhile(row: Application, version: int) -> str:
    """Who changed it since, and to what."""
    steps = application_steps.for_team(changes_since(row, version))
    return steps[0].words if steps else _("Somebody changed it meanwhile.")


@never_cache
@login_required
@require_safe
def applicants_csv(
    request: HttpRequest, company: str, posting_id: int
) -> StreamingHttpResponse:
    """Everything for a spreadsheet, for those who may see all of it."""
    found = of_company(request, company, posting_id)
    if not can_work_with_applications(request.user, found):
        raise PermissionDenied
    rows = list(applicants.with_ratings(found, person(request)))
    table: Iterator[list[object]] = applicants.table(rows, hiring_of(found))
    response = StreamingHttpResponse(
        lines(list(table)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = (
        f'attachment; filename="applicants-{found.public_id}.csv"'
    )
    return response
