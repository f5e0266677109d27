"""What became of a posting, in figures for its company."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_safe

from jobboard import formats
from postings.insights import plots
from postings.insights.numbers import Numbers, numbers_of
from postings.models import Posting, Step
from postings.views.employer import person


@login_required
@require_safe
def posting_numbers(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Seen, opened, applied; where readers came from; how soon they were answered."""
    postings = Posting.objects.at_desk_of(person(request)).select_related("company")
    found = get_object_or_404(postings, pk=posting_id)
    numbers = numbers_of(found)
    context = {"posting": found, "numbers": numbers, "plots": plots_of(numbers)}
    return render(request, "postings/posting_numbers.html", context)


def plots_of(numbers: Numbers) -> list[tuple[str, plots.Plot]]:
    """(what it shows, the plot)."""
    days = [
        (formats.long_date(day), float(n), said(n)) for day, n in numbers.days.items()
    ]
    origins = [line(str(one.label), n) for one, n in numbers.origins.items()]
    return [
        (_("How far readers came"), plots.rows(funnel_of(numbers))),
        (_("Opened per day"), plots.columns(days)),
        (_("Where they came from"), plots.rows(origins)),
        (_("Days to the first answer"), plots.rows(replies_of(numbers))),
    ]


def funnel_of(numbers: Numbers) -> list[plots.Point]:
    funnel = numbers.funnel
    steps = [
        line(str(Step.SEEN.label), funnel.seen),
        line(str(Step.OPENED.label), funnel.opened),
        line(_("Applied here"), funnel.applied),
    ]
    if funnel.departed:
        steps.append(line(_("Left to apply on your page"), funnel.departed))
    return steps


def replies_of(numbers: Numbers) -> list[plots.Point]:
    if not (any(numbers.replies.values()) or numbers.later or numbers.unanswered):
        return []
    lines = [
        line(ngettext("within %(n)d day", "within %(n)d days", most) % {"n": most}, n)
        for most, n in numbers.replies.items()
    ]
    return [
        *lines,
        line(_("later"), numbers.later),
        line(_("not yet"), numbers.unanswered),
    ]


def line(name: str, number: int) -> plots.Point:
    return name, float(number), said(number)


def said(number: int) -> str:
    return formats.count(number)
