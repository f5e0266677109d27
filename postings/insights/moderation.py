"""How moderation goes: waiting times, decisions, reasons and reports, without names."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Func,
    Q,
    QuerySet,
)
from django.db.models.functions import TruncDate
from django.utils import timezone

from postings.models import Case, Cause, Outcome, Report, ReportOutcome
from postings.models.percentile import Percentile

WINDOW = timedelta(days=30)
WAITED = ExpressionWrapper(
    F("closed_at") - F("opened_at"), output_field=DurationField()
)


@dataclass(frozen=True)
class Month:
    """The last thirty days in figures."""

    decided: int = 0
    median: timedelta | None = None
    slow: timedelta | None = None
    waiting: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    days: dict[date, int] = field(default_factory=dict)
    appeals: int = 0
    appeals_granted: int = 0
    reports: int = 0
    reports_upheld: int = 0
    reports_dismissed: int = 0
    report_days: dict[date, int] = field(default_factory=dict)


def month_of_moderation(at: datetime | None = None) -> Month:
    """What was decided and reported in the thirty days before a moment.

    The waiting time is that of what waited: a freeze without a case counts as a
    decision, and not as one that was quick. `slow` is the ninetieth percentile.
    """
    until = at or timezone.now()
    decided = Case.objects.decided().filter(
        closed_at__gt=until - WINDOW, closed_at__lte=until
    )
    reports = Report.objects.filter(created_at__gt=until - WINDOW)
    return Month(
        **totals(decided),
        waiting=Case.objects.open().count(),
        outcomes=counted(decided.values("outcome"), "outcome"),
        reasons=counted(unnested(decided), "reason"),
        days=by_day(decided, "closed_at", until),
        **report_totals(reports),
        report_days=by_day(reports, "created_at", until),
    )


def totals(decided: "QuerySet[Case]") -> dict[str, Any]:
    waited = Q(closed_at__gt=F("opened_at")) & ~Q(causes=[])
    appealed = Q(causes__contains=[Cause.APPEALED])
    return dict(
        decided.aggregate(
            decided=Count("pk"),
            median=Percentile(WAITED, fraction=0.5, filter=waited),
            slow=Percentile(WAITED, fraction=0.9, filter=waited),
            appeals=Count("pk", filter=appealed),
            appeals_granted=Count("pk", filter=appealed & Q(outcome=Outcome.APPROVE)),
        )
    )


def report_totals(reports: "QuerySet[Report]") -> dict[str, Any]:
    return reports.aggregate(
        reports=Count("pk"),
        reports_upheld=Count("pk", filter=Q(outcome=ReportOutcome.UPHELD)),
        reports_dismissed=Count("pk", filter=Q(outcome=ReportOutcome.DISMISSED)),
    )


def unnested(decided: "QuerySet[Case]") -> "QuerySet[Case, Any]":
    return decided.annotate(reason=Func(F("given"), function="unnest")).values("reason")


def counted(rows: "QuerySet[Case, Any]", name: str) -> dict[str, int]:
    """How many there are of each, the most frequent first."""
    found = rows.annotate(n=Count("pk")).order_by("-n", name)
    return {row[name]: row["n"] for row in found}


def by_day(rows: "QuerySet[Any]", moment: str, until: datetime) -> dict[date, int]:
    """How many there were on each of the thirty days; 0 is a figure too."""
    days = rows.annotate(on=TruncDate(moment)).values("on").annotate(n=Count("pk"))
    each = {row["on"]: row["n"] for row in days.order_by("on")}
    last = timezone.localtime(until).date()
    shown = [last - timedelta(days=back) for back in range(WINDOW.days - 1, -1, -1)]
    return {day: each.get(day, 0) for day in shown}
