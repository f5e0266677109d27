"""How soon companies answer those who apply here, and how many they answer."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, DurationField, F, Q
from django.utils import timezone

from postings.insights.keeping import LEAST, kept
from postings.models import Application, Posting
from postings.models.percentile import Percentile

SINCE = timedelta(days=365)
SHOWN = 20


@dataclass(frozen=True)
class Reply:
    """One company: the median time to its first answer, and its share in percent."""

    slug: str
    name: str
    answered: int
    share: int
    median: timedelta


def replies_on_board() -> list[Reply]:
    """The figures, at most an hour old; one of all askers computes them."""
    return kept("replies", compute_replies)


def compute_replies() -> list[Reply]:
    """The companies with open jobs and ten answers in a year, the soonest first."""
    received = Application.objects.of_team().filter(
        submitted_at__gte=timezone.now() - SINCE,
        posting__company__in=Posting.objects.live().values("company"),
    )
    rows = (
        received.order_by()
        .values(slug=F("posting__company__slug"), called=F("posting__company__name"))
        .annotate(
            every=Count("pk"),
            answered=Count("answered_at"),
            median=Percentile(
                F("answered_at") - F("submitted_at"),
                fraction=0.5,
                filter=Q(answered_at__isnull=False),
                output_field=DurationField(),
            ),
        )
        .filter(answered__gte=LEAST)
        .order_by("median", "slug")
    )
    return [
        Reply(
            row["slug"],
            row["called"],
            row["answered"],
            round(100 * row["answered"] / row["every"]),
            row["median"],
        )
        for row in rows[:SHOWN]
    ]
