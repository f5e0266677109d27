"""The log: every decision, by whom, why, and about what; searchable and exportable."""

import itertools
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobboard.pagination import BadCursor, newest_first
from jobboard.spreadsheets import lines
from postings.admin.desk import check_moderator, site
from postings.forms.moderation import LogForm
from postings.models import Case, Reason

SIZE = 50
EXPORTED = 10_000


@site.page("moderation/log/", name="moderation_log")
def moderation_log(request: HttpRequest) -> HttpResponse:
    """Decisions, the newest first."""
    check_moderator(request)
    form = LogForm(request.GET)
    cursor = request.GET.get("cursor", "")
    try:
        page = newest_first(found_by(form), by="closed_at", size=SIZE, cursor=cursor)
    except BadCursor as error:
        raise Http404 from error
    asked = {
        name: value
        for name, value in request.GET.items()
        if name in form.fields and value
    }
    context = {
        "title": _("Log of decisions"),
        "form": form,
        "page": page,
        "lines": [(case, reasons_of(case)) for case in page.rows],
        "query": urlencode(asked),
    }
    return TemplateResponse(request, "admin/moderation_log.html", context)


@site.page("moderation/log.csv", name="moderation_log_csv")
def moderation_log_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The newest ten thousand of what is looked for, for a spreadsheet."""
    check_moderator(request)
    rows = found_by(LogForm(request.GET)).order_by("-closed_at", "-pk")[:EXPORTED]
    head: list[object] = [
        *("decided_at", "decision", "moderator", "company", "job", "waited_hours"),
        *("causes", "reasons", "words"),
    ]
    table = itertools.chain([head], cells(rows))
    answer = StreamingHttpResponse(lines(table), content_type="text/csv")
    answer["Content-Disposition"] = 'attachment; filename="moderation.csv"'
    return answer


def found_by(form: LogForm) -> "QuerySet[Case]":
    """The decisions that the form asks for; a field that is wrong asks for nothing."""
    form.is_valid()
    asked = form.cleaned_data
    where = Q()
    if asked.get("outcome"):
        where &= Q(outcome=asked["outcome"])
    if asked.get("by"):
        person = asked["by"]
        where &= Q(event__by__name__icontains=person) | Q(event__by__email=person)
    if asked.get("company"):
        words = asked["company"]
        where &= Q(company__name__icontains=words) | Q(title__icontains=words)
    if asked.get("since"):
        where &= Q(closed_at__gte=midnight(asked["since"]))
    if asked.get("until"):
        where &= Q(closed_at__lt=midnight(asked["until"] + timedelta(days=1)))
    rows = Case.objects.decided().select_related("event__by", "company", "posting")
    return rows.filter(where)


def midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def reasons_of(case: Case) -> list[str]:
    return [str(Reason(one).label) for one in case.given]


def cells(rows: "QuerySet[Case]") -> Iterator[list[object]]:
    """One row of the spreadsheet for each decision."""
    for case in rows:
        event = case.event
        closed = case.closed_at or case.opened_at
        waited = (closed - case.opened_at).total_seconds() / 3600
        yield [
            closed.isoformat(timespec="seconds"),
            case.outcome,
            (event.by.email if event.by else "") if event else "",
            case.company.name if case.company else "",
            case.title,
            round(waited, 2),
            ", ".join(case.causes),
            ", ".join(case.given),
            event.why if event else "",
        ]
