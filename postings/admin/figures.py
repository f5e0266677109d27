"""The moderators' dashboard: how moderation goes, and whether the board delivers."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from jobboard import formats
from jobboard.outbox import backlog
from postings.admin.desk import check_moderator, site
from postings.insights import plots
from postings.insights.moderation import Month, month_of_moderation
from postings.views import about_moderation


@site.page("moderation/figures/", name="moderation_figures")
def moderation_figures(request: HttpRequest) -> HttpResponse:
    """The last thirty days."""
    check_moderator(request)
    month, outbox = month_of_moderation(), backlog()
    context = {
        "title": _("Figures"),
        "month": month,
        "plots": plots_of(month),
        "backlog": outbox,
        "oldest": timedelta(seconds=outbox.oldest_seconds),
    }
    return TemplateResponse(request, "admin/moderation_figures.html", context)


def plots_of(month: Month) -> list[tuple[str, plots.Plot]]:
    """(what it shows, the plot)."""
    return [
        (_("Decisions per day"), plots.columns(points(month.days))),
        *about_moderation.plots_of(month),
        (_("Reports per day"), plots.columns(points(month.report_days))),
    ]


def points(days: dict[date, int]) -> list[plots.Point]:
    return [(formats.long_date(day), float(n), str(n)) for day, n in days.items()]
