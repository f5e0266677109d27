"""One application at the team's desk, and the page for two who changed it at once."""

from dataclasses import asdict, dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Company, Role, User
from jobboard import presence
from jobboard.downloads import private_file
from jobboard.forms import rebase
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.forms.application_conflict import Beside, beside
from postings.forms.teamwork import (
    REASONS,
    RatingForm,
    RejectForm,
    TransferForm,
    WordsForm,
    WorkForm,
)
from postings.lifecycle import teamwork
from postings.lifecycle.application import (
    Work,
    change_application,
    hire_application,
    reject_application,
    reopen_application,
)
from postings.lifecycle.application_history import changes_since, events_of, work_at
from postings.lifecycle.application_table import deeds_for
from postings.lifecycle.transfer import other_jobs
from postings.models import Application, Cv, HiringSettings, MessageTemplate, Refusal
from postings.permissions import (
    can_open_cv,
    can_work_with_applications,
    is_name_hidden,
    team_of,
)
from postings.publishing import applicants, application_steps
from postings.views.employer import person
from postings.views.pipeline import who_is_where

CONFLICT, UNPROCESSABLE = 409, 422


@dataclass(frozen=True)
class Desk:
    """One application, and what this member of the team may see of it."""

    application: Application
    company: Company
    hiring: HiringSettings | None
    may_work: bool

    @property
    def name(self) -> str:
        return applicants.shown_name(self.application, self.hiring)

    @property
    def is_hidden(self) -> bool:
        return is_name_hidden(self.application, self.hiring)


def desk_of(request: HttpRequest, company: str, application_id: int) -> Desk:
    """An application of a company that the person belongs to; 404 for any other."""
    mine = Company.objects.of(person(request), *Role)
    rows = Application.objects.of_team().with_end()
    rows = rows.filter(posting__company__slug=company, posting__company__in=mine)
    found = get_object_or_404(
        rows.select_related("posting__company", "assignee"), pk=application_id
    )
    hiring = HiringSettings.objects.filter(company=found.posting.company).first()
    may = can_work_with_applications(request.user, found.posting)
    return Desk(found, found.posting.company, hiring, may)


@never_cache
@login_required
def application(
    request: HttpRequest, company: str, application_id: int
) -> HttpResponse:
    """Read it, and save stage, who looks after it, tags and a note."""
    desk = desk_of(request, company, application_id)
    presence.mark(person(request).pk, desk.application.public_id)
    if request.method != "POST":
        return show(request, desk)
    if not desk.may_work:
        raise PermissionDenied
    form = work_form(desk, request.POST)
    if not form.is_valid():
        return show(request, desk, form, UNPROCESSABLE)
    return save(request, desk, form)


def work_form(desk: Desk, data: Any = None) -> WorkForm:
    begin = {
        **asdict(Work.of(desk.application)),
        "version": desk.application.version,
    }
    return WorkForm(data, team=team_of(desk.application.posting), begin=begin)


def save(request: HttpRequest, desk: Desk, form: WorkForm) -> HttpResponse:
    """What this member changed, on top of the version that they read."""
    found, by = desk.application, person(request)
    version, note = form.cleaned_data["version"], form.cleaned_data["note"].strip()
    before = work_at(found, version)
    mine = asdict(form.work(before))
    changes = {k: v for k, v in mine.items() if v != getattr(before, k)}
    if "tags" in changes:
        changes["tags"] = list(changes["tags"])
    keeps_theirs = request.POST.get("go") == "theirs"
    try:
        with transaction.atomic():
            if changes and not keeps_theirs:
                change_application(found, changes, by=by, version=version)
            if note:
                teamwork.write_note(found, note, by=by)
    except (StaleVersion, NotAllowedNow):
        return show_conflict(request, desk, form, before)
    messages.success(request, _("Saved."))
    return redirect("application", desk.company.slug, found.pk)


def show_conflict(
    request: HttpRequest, desk: Desk, form: WorkForm, before: Work
) -> HttpResponse:
    """Everything typed stays; what happened meanwhile stands beside it."""
    version = form.cleaned_data["version"]
    now = desk_of(request, desk.company.slug, desk.application.pk)
    events = changes_since(now.application, version)
    fields: list[Beside] = beside(
        form, before=before, theirs=Work.of(now.application), mine=form.work(before)
    )
    context = {
        "desk": now,
        "application": now.application,
        "posting": now.application.posting,
        "event": events[0] if events else None,
        "steps": application_steps.for_team(events),
        "fields": fields,
        "form": form,
        "notes": now.application.notes.select_related("author"),
        "here": who_is_where(request, now.application.posting).get(
            now.application.public_id, []
        ),
    }
    rebase(form, now.application.version)
    return render(
        request, "postings/application_conflict.html", context, status=CONFLICT
    )


def show(
    request: HttpRequest,
    desk: Desk,
    form: WorkForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    found, user = desk.application, person(request)
    here = who_is_where(request, desk.application.posting).get(found.public_id, [])
    context: dict[str, Any] = {
        "desk": desk,
        "application": found,
        "posting": found.posting,
        "form": form or work_form(desk),
        "here": here,
        "steps": application_steps.for_team(events_of(found)),
        "deeds": deeds_for(user, found),
        "reasons": REASONS,
        "reject_words": "",
        "message": WordsForm(),
        **(inner_rows(request, desk) if desk.may_work else {}),
        **more,
    }
    return render(request, "postings/application.html", context, status=status)


def inner_rows(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """What only those see who work with applications."""
    found, user = desk.application, person(request)
    ratings = list(found.ratings.select_related("by"))
    mine = next((rating for rating in ratings if rating.by_id == user.pk), None)
    templates = MessageTemplate.objects.filter(company=desk.company)
    chosen = request.GET.get("template", "")
    words = next((one.text for one in templates if str(one.pk) == chosen), "")
    return {
        "cv": None if desk.is_hidden else Cv.objects.filter(application=found).first(),
        "notes": found.notes.select_related("author"),
        "thread": found.messages.select_related("author"),
        "transfer": TransferForm(jobs=other_jobs(found)),
        "my_rating": mine.value if mine else None,
        # The others' ratings are seen once one's own is given.
        "ratings": ratings if mine else [],
        "rating_count": len(ratings),
        "templates": templates,
        "message": WordsForm(initial={"words": words}),
        "views": found.cv_views.select_related("by")[:5],
    }


def answered(request: HttpRequest, desk: Desk, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("application", desk.company.slug, desk.application.pk)


@never_cache
@login_required
@require_POST
def application_rate(
    request: HttpRequest, company: str, application_id: int
) -> HttpResponse:
    """One's own rating."""
    desk, form = desk_of(request, company, application_id), RatingForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose a rating from 1 to 5."))
        return redirect("application", company, application_id)
    value = form.cleaned_data["value"]
    teamwork.rate_application(desk.application, value, by=person(request))
    return answered(request, desk, _("Your rating is saved."))


@never_cache
@login_required
@require_POST
def application_message(
    request: HttpRequest, company: str, application_id: int
) -> HttpResponse:
    """A message to the candidate, by mail and on their page."""
    desk, form = desk_of(request, company, application_id), WordsForm(request.POST)
    if not form.is_valid():
        return show(request, desk, status=UNPROCESSABLE, message=form)
    words = form.cleaned_data["words"]
    try:
        teamwork.write_message(desk.application, words, by=person(request))
    except NotAllowedNow:
        form.add_error("words", _("This application takes no more messages."))
        return show(request, desk, status=CONFLICT, message=form)
    return answered(request, desk, _("Your message is sent."))


@never_cache
@login_required
@require_POST
def application_decide(
    request: HttpRequest, company: str, application_id: int
) -> HttpResponse:
    """Hire, reject or reopen; what was typed stays where somebody was quicker."""
    desk = desk_of(request, company, application_id)
    form = RejectForm(request.POST)
    deed = request.POST.get("deed", "")
    if form.errors.keys() & needed(deed):
        messages.warning(request, _("Nothing was decided: say why."))
        words = request.POST.get("words", "")
        return show(request, desk, status=UNPROCESSABLE, reject_words=words)
    try:
        decide(desk.application, deed, form, by=person(request))
    except (StaleVersion, NotAllowedNow):
        messages.warning(request, _("Somebody was quicker. This is how it stands now."))
        now = desk_of(request, company, application_id)
        words = form.cleaned_data.get("words", "")
        return show(request, now, status=CONFLICT, reject_words=words)
    return answered(request, desk, _("Decided. The candidate is told."))


def needed(deed: str) -> set[str]:
    """The fields without which the deed cannot be done."""
    return {"version", "reason", "words"} if deed == "reject" else {"version"}


def decide(found: Application, deed: str, form: RejectForm, *, by: User) -> None:
    data = form.cleaned_data
    version = data["version"]
    if deed == "hire":
        hire_application(found, by=by, version=version)
    elif deed == "reopen":
        reopen_application(found, by=by, version=version)
    elif deed == "reject":
        reason = Refusal(data["reason"])
        words = data["words"]
        reject_application(found, by=by, version=version, reason=reason, words=words)
    else:
        raise NotAllowedNow


@never_cache
@login_required
@require_safe
def application_cv(
    request: HttpRequest, company: str, application_id: int
) -> FileResponse:
    """The CV, for those who may open it; who did is on record."""
    desk = desk_of(request, company, application_id)
    if not can_open_cv(request.user, desk.application):
        raise PermissionDenied
    cv = get_object_or_404(Cv, application=desk.application)
    response = private_file(cv.file, name=cv.name, content_type=cv.content_type)
    teamwork.open_cv(desk.application, by=person(request))
    return response
