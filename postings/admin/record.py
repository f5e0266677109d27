"""What is known about a case: its company, reports, twins, talk and history."""

from typing import Any

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from jobboard.ids import decode
from postings.lifecycle.cases import twins_of
from postings.lifecycle.history import events_of
from postings.models import Ban, Case, Posting, Report, ReportOutcome
from postings.permissions import standing_of
from postings.publishing import facts
from postings.publishing.differences import compare
from postings.publishing.held import happened, held

TWINS = 3
REPORTS = 30


def about_case(case: Case | None) -> dict[str, Any]:
    """Why it waits, and for how long."""
    return {"case": case, "why": held(case) if case else []}


def about_posting(posting: Posting, twin: str) -> dict[str, Any]:
    """Everything beside the text. twin: the id of one to be shown side by side."""
    return {
        **about_company(posting),
        "reports": reports_of(posting),
        "talk": posting.talk.select_related("author"),
        "events": [(event, happened(event)) for event in events_of(posting)],
        **twins(posting, twin),
    }


def about_company(posting: Posting) -> dict[str, Any]:
    """The record of the company, or of whoever shared the posting."""
    company = posting.company
    members = company.memberships.count() if company is not None else 0
    return {
        "standing": standing_of(company),
        "members": members,
        "ban": Ban.objects.of(company, posting.author).first(),
    }


def reports_of(posting: Posting) -> list[Report]:
    """The newest reports, each with how many earlier ones of its reader were right."""
    right = (
        Report.objects.filter(
            reporter=OuterRef("reporter"), outcome=ReportOutcome.UPHELD
        )
        .order_by()
        .values("reporter")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = posting.reports.annotate(right=Coalesce(Subquery(right), Value(0)))
    return list(rows.order_by("-created_at", "-pk")[:REPORTS])


def twins(posting: Posting, asked: str) -> dict[str, Any]:
    """Those that look like the same job, and one of them side by side."""
    alike = twins_of(posting).values("pk")[:TWINS]
    found = list(Posting.objects.with_facts().filter(pk__in=alike))
    chosen = [one for one in found if one.pk == number_of(asked)]
    if not chosen:
        return {"twins": found}
    other = chosen[0]
    return {
        "twins": found,
        "twin": other,
        "twin_changes": facts.changes(other, posting),
        "twin_pieces": compare(other.description, posting.description),
    }


def number_of(letters: str) -> int | None:
    try:
        return decode(letters)
    except ValueError:
        return None
