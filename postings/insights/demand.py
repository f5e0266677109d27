"""Which skills jobs ask for, by quarters of a year, the newest last.

A figure is a share and not a number, because on a board that grows every number
grows. It has at least ten postings behind it; otherwise there is none.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Count, F
from django.utils import timezone

from postings.insights.keeping import LEAST, kept
from postings.models import Posting, PostingSkill, Status

QUARTERS = 4
MONTHS = 3
SKILLS_SHOWN = 10
# What has ended still tells what was asked for; what was frozen tells nothing.
COUNTED = (Status.LIVE, Status.CLOSED, Status.EXPIRED)
# The newest so many of a quarter are enough to say what it asked for.
BASE = 20_000


@dataclass(frozen=True)
class Skill:
    """A skill's slug, and its share of each quarter's postings in whole percent.

    shares: None for a quarter in which fewer than ten postings were published.
    """

    name: str
    shares: list[int | None]


@dataclass(frozen=True)
class Demand:
    """starts: the first day of each quarter, which ends where the next begins."""

    starts: list[date] = field(default_factory=list)
    skills: list[Skill] = field(default_factory=list)


def demand_on_board() -> Demand:
    """The figures, at most an hour old; one of all askers computes them."""
    return kept("demand", compute_demand)


def compute_demand(today: date | None = None) -> Demand:
    """The figures of the four quarters that end with this month.

    The skills are those that the newest quarter with figures asks for most.
    """
    newest = (today or timezone.localdate()).replace(day=1)
    starts = [
        months_before(newest, MONTHS * (number + 1) - 1)
        for number in reversed(range(QUARTERS))
    ]
    ends = [*starts[1:], months_before(newest, -1)]
    shares = [shares_of(*bounds) for bounds in zip(starts, ends, strict=True)]
    latest = next((found for found in reversed(shares) if found is not None), {})
    skills = sorted(latest, key=lambda slug: (-latest[slug], slug))[:SKILLS_SHOWN]
    return Demand(
        starts,
        [
            Skill(
                slug,
                [None if found is None else found.get(slug, 0) for found in shares],
            )
            for slug in skills
        ],
    )


def months_before(day: date, count: int) -> date:
    """The first of the month that is so many months before the day's."""
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def shares_of(start: date, end: date) -> dict[str, int] | None:
    """What share of the postings of a time ask for each skill; None of too few."""
    shown = (
        Posting.objects.filter(status__in=COUNTED)
        .filter(published_at__gte=midnight(start), published_at__lt=midnight(end))
        .order_by("-published_at")
        .values("pk")[:BASE]
    )
    every = shown.count()
    if every < LEAST:
        return None
    counted = (
        PostingSkill.objects.filter(posting__in=shown)
        .values(slug=F("skill__slug"))
        .annotate(n=Count("posting", distinct=True))
    )
    return {row["slug"]: round(100 * row["n"] / every) for row in counted}


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
