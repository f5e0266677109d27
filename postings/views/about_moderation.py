"""What everybody may know of moderation: how it works, and its figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jobboard.metadata import in_every_language
from postings.insights import plots
from postings.insights.moderation import Month, month_of_moderation
from postings.models import Outcome, Reason


def about_moderation(request: HttpRequest) -> HttpResponse:
    """The rules, and the last thirty days without a name."""
    month = month_of_moderation()
    context = {
        "month": month,
        "plots": plots_of(month),
        "metadata": in_every_language(
            request.path,
            title=_("How we moderate"),
            description=_("Who reads the jobs here, by which rules, and how quickly."),
        ),
    }
    return render(request, "postings/about_moderation.html", context)


def plots_of(month: Month) -> list[tuple[str, plots.Plot]]:
    """(what it shows, the plot); the dashboard has more of them."""
    outcomes = [
        (str(Outcome(name).label), float(n), str(n))
        for name, n in month.outcomes.items()
    ]
    reasons = [
        (str(Reason(name).label), float(n), str(n)) for name, n in month.reasons.items()
    ]
    return [
        (_("Decisions"), plots.rows(outcomes)),
        (_("Reasons given"), plots.rows(reasons)),
    ]
