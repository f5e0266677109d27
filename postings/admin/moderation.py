"""The moderators' queue, and decisions on several of its lines at once."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.models import User
from jobboard.pagination import BadCursor, newest_first
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.admin.desk import (
    Asked,
    address_of,
    asked_for,
    check_moderator,
    counts,
    line_of,
    ordered,
    site,
)
from postings.forms.moderation import BulkForm, Picked, QueueForm
from postings.lifecycle.decisions import decide
from postings.models import Case, Cause

SIZE = 25
IN_BULK = ("approve", "keep", "return", "reject", "freeze", "release")


@site.page("moderation/", name="moderation")
def moderation(request: HttpRequest) -> HttpResponse:
    """The queue, the oldest first; reports move a job up."""
    check_moderator(request)
    return show_queue(request, BulkForm(deeds=IN_BULK))


def show_queue(request: HttpRequest, form: BulkForm, status: int = 200) -> HttpResponse:
    asked = asked_for(request)
    cursor = request.GET.get("cursor", "")
    try:
        page = newest_first(
            asked.rows, by="place_at", size=SIZE, cursor=cursor, oldest=True
        )
    except BadCursor as error:
        raise Http404 from error
    waiting = counts()
    context = {
        "title": _("Waiting for a decision"),
        "lines": [line_of(case, asked.query) for case in page.rows],
        "page": page,
        "query": asked.query,
        "count": waiting["all"],
        "causes": [
            (cause, waiting[cause.value]) for cause in Cause if waiting[cause.value]
        ],
        "filters": QueueForm(request.GET),
        "form": form,
        "ticked": request.POST.getlist("pick"),
        "begin": begin(asked),
    }
    return TemplateResponse(request, "admin/moderation.html", context, status=status)


def begin(asked: Asked) -> str:
    """The address of the first case, from which each decision leads to the next."""
    first = ordered(asked.rows).first()
    if first is None:
        return ""
    run = "&".join(filter(None, [asked.query, "run=1"]))
    return f"{address_of(first)}?{run}"


@dataclass(frozen=True)
class Result:
    """What became of one ticked line."""

    title: str
    words: str
    is_done: bool
    address: str = ""


@site.page("moderation/bulk/", name="moderation_bulk")
def moderation_bulk(request: HttpRequest) -> HttpResponse:
    """One decision on the ticked lines: each by itself, and each with its result."""
    moderator = check_moderator(request)
    if request.method != "POST":
        return redirect("admin:moderation")
    form = BulkForm(request.POST, deeds=IN_BULK)
    picked = form.picked()
    if not picked:
        messages.warning(request, _("Tick at least one job first."))
        return redirect("admin:moderation")
    if not form.is_valid():
        return show_queue(request, form, status=422)
    results = [decide_one(one, form, by=moderator) for one in picked]
    context = {
        "title": _("What became of them"),
        "results": results,
        "done": sum(1 for result in results if result.is_done),
    }
    return TemplateResponse(request, "admin/moderation_results.html", context)


def decide_one(picked: Picked | None, form: BulkForm, *, by: User) -> Result:
    """Decide on one line in a transaction of its own, and say what came of it."""
    cases = Case.objects.select_related("revision__posting", "posting__company")
    case = cases.filter(pk=picked.case_id).first() if picked else None
    if picked is None or case is None:
        return Result(
            _("(not found)"), _("This line could not be read."), is_done=False
        )
    subject = case.revision or case.posting
    if subject is None:
        return Result(case.title, _("It was deleted."), is_done=False)
    found, address = case.title, address_of(case)
    decision = form.cleaned_data["decision"]
    try:
        decide(subject, decision, by=by, seen=picked.seen, **form.explanation())
    except StaleVersion:
        words = _("Somebody was quicker: it has changed since. Nothing was done.")
    except NotAllowedNow:
        words = _("This decision does not fit it as it stands now. Nothing was done.")
    except PermissionDenied:
        words = _("It is banned; lift the ban first. Nothing was done.")
    else:
        case.refresh_from_db()
        return Result(found, str(case.get_outcome_display()), True, address)  # noqa: FBT003
    return Result(found, words, is_done=False, address=address)
