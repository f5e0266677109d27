"""What is known about a case: its company, reports, twins, talk and history."""

from typing import Any

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from jobboard.ids import decode
from postings.importing.deduplication import (
    SAME_TEXT,
    candidates,
    print_of,
    similarity,
)
from postings.lifecycle.cases import twins_of
from postings.lifecycle.history import events_of
from postings.lifecycle.merging import is_mergeable
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
    shares = dict.fromkeys(twins_of(posting).values_list("pk", flat=True)[:TWINS], 0)
    shares = {**shares, **alike(posting)}
    found = Posting.objects.with_facts().in_bulk(shares)
    context: dict[str, Any] = {
        "twins": [
            (found[pk], share, is_mergeable(posting, found[pk]))
            for pk, share in shares.items()
        ][:TWINS]
    }
    other = found.get(number_of(asked))
    if other is None:
        return context
    return {
        **context,
        "twin": other,
        "twin_changes": facts.changes(other, posting),
        "twin_pieces": compare(other.description, posting.description),
    }


def alike(posting: Posting) -> dict[int, int]:
    """Open postings with much of the same text, whoever's: how many per cent of it."""
    own = print_of(posting.title, posting.description)
    shares = {
        other.pk: similarity(
            own.shingles, print_of(other.title, other.description).shingles
        )
        for other in candidates(own)
        if other.pk != posting.pk
    }
    most = sorted(shares.items(), key=lambda pair: -pair[1])
    return {pk: round(100 * share) for pk, share in most if share >= SAME_TEXT}


def number_of(letters: str) -> int:
    """The id behind the letters; 0, which nothing has, where they are none."""
    try:
        return decode(letters)
    except ValueError:
        return 0
