"""What became of a posting: seen, opened, applied to, and how soon it was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum
from django.utils import timezone

from postings.models import Application, Intake, Number, Origin, Posting, Step

DAYS = 30
# Up to how many days an answer took, for each line of the table.
WITHIN = (1, 3, 7, 14)
TOOK = ExpressionWrapper(
    F("answered_at") - F("submitted_at"), output_field=DurationField()
)


@dataclass(frozen=True)
class Funnel:
    """How many readers came how far, since the posting is here."""

    seen: int = 0
    opened: int = 0
    applied: int = 0
    departed: int = 0


@dataclass(frozen=True)
class Numbers:
    """All figures of one posting; `replies` by days, then those without an answer."""

    funnel: Funnel
    origins: dict[Origin, int]
    days: dict[date, int]
    replies: dict[int, int]
    later: int
    unanswered: int
    median: timedelta | None


def funnels(postings: Iterable[Posting]) -> dict[int, Funnel]:
    """The funnel of each of these postings that has been counted, by its id."""
    ids = [posting.pk for posting in postings]
    rows = Number.objects.filter(posting__in=ids).values("posting")
    steps = {
        row["posting"]: row
        for row in rows.annotate(
            seen=Sum("count", filter=Q(step=Step.SEEN), default=0),
            opened=Sum("count", filter=Q(step=Step.OPENED), default=0),
        ).order_by("posting")
    }
    sent = Application.objects.of_team().filter(posting__in=ids).order_by()
    applied = dict(
        sent.values("posting").annotate(n=Count("pk")).values_list("posting", "n")
    )
    intakes = Intake.objects.filter(posting__in=ids, departure_count__gt=0)
    departed = dict(intakes.values_list("posting_id", "departure_count"))
    return {
        pk: Funnel(
            seen=steps[pk]["seen"] if pk in steps else 0,
            opened=steps[pk]["opened"] if pk in steps else 0,
            applied=applied.get(pk, 0),
            departed=departed.get(pk, 0),
        )
        for pk in {*steps, *applied, *departed}
    }


def numbers_of(posting: Posting) -> Numbers:
    """Everything that the page of one posting's figures says."""
    opened = Number.objects.filter(posting=posting, step=Step.OPENED)
    by_origin = opened.values("origin").annotate(n=Sum("count")).order_by("-n")
    sent = Application.objects.of_team().filter(posting=posting)
    answered = sent.exclude(answered_at=None).annotate(took=TOOK)
    replies, before = {}, Q(pk__in=[])
    for most in WITHIN:
        here = Q(took__lte=timedelta(days=most))
        replies[most] = answered.filter(here & ~before).count()
        before = here
    return Numbers(
        funnel=funnels([posting]).get(posting.pk, Funnel()),
        origins={Origin(row["origin"]): row["n"] for row in by_origin},
        days=by_day(posting),
        replies=replies,
        later=answered.exclude(before).count(),
        unanswered=sent.filter(answered_at=None).count(),
        median=sent.median_reply(least=1),
    )


def by_day(posting: Posting) -> dict[date, int]:
    """How often it was opened on each of the last thirty days; 0 is a figure too."""
    today = timezone.localdate()
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    rows = Number.objects.filter(posting=posting, step=Step.OPENED, day__gte=days[0])
    each = dict(rows.values("day").annotate(n=Sum("count")).values_list("day", "n"))
    return {day: each.get(day, 0) for day in days}
