"""What open jobs pay: quartiles by level, skill and country, and how many say it.

A figure has at least ten postings behind it; otherwise there is none. A posting
counts with the middle of what it states, in US dollars per month. One that states
nothing, or a currency without a rate, counts for no pay, and never as zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DecimalField,
    ExpressionWrapper,
    F,
    Func,
    Q,
    QuerySet,
    TextField,
)
from django.db.models.functions import Coalesce

from jobboard.caching import get_or_compute
from postings.models import Posting
from postings.regions import MEMBERS, Region
from postings.vocabulary import Level

LEAST = 10
SKILLS_SHOWN = 15
# The newest so many are enough to say what is paid, and bound what it costs.
BASE = 20_000
KEPT_SECONDS = 3600
MIDDLE = ExpressionWrapper(
    (F("usd_min") + F("usd_max")) / 2,
    output_field=DecimalField(max_digits=16, decimal_places=2),
)


class Quartile(Aggregate):
    """PostgreSQL's percentile_cont; NULL where there is nothing."""

    function = "PERCENTILE_CONT"
    template = (
        "(%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s))::numeric"
    )
    output_field = DecimalField(max_digits=16, decimal_places=2)


@dataclass(frozen=True)
class Spread:
    """What one group of postings pays, in whole US dollars per month."""

    name: str
    postings: int
    p25: int
    median: int
    p75: int


@dataclass(frozen=True)
class Pay:
    """All figures; `share` is in percent, None where too few postings are open."""

    open_postings: int = 0
    stating: int = 0
    share: int | None = None
    level: list[Spread] = field(default_factory=list)
    skill: list[Spread] = field(default_factory=list)
    country: list[Spread] = field(default_factory=list)


def pay_of_board() -> Pay:
    """The figures, at most an hour old; one of all askers computes them."""
    kept = get_or_compute("insights:pay", compute_pay, seconds=KEPT_SECONDS)
    return kept or Pay()


def compute_pay() -> Pay:
    """The figures of now."""
    newest = Posting.objects.live().order_by("-published_at", "-pk").values("pk")[:BASE]
    found = Posting.objects.filter(pk__in=newest).order_by()
    stating = found.annotate(paid=Coalesce(MIDDLE, "usd_max", "usd_min")).exclude(
        paid=None
    )
    total = found.aggregate(
        every=Count("pk"),
        stating=Count("pk", filter=Q(usd_min__gte=0) | Q(usd_max__gte=0)),
    )
    enough = total["every"] >= LEAST
    return Pay(
        open_postings=total["every"],
        stating=total["stating"],
        share=round(100 * total["stating"] / total["every"]) if enough else None,
        level=by_level(stating),
        skill=by_skill(stating),
        country=by_country(stating),
    )


def by_level(stating: "QuerySet[Any]") -> list[Spread]:
    """In the order of the levels; a posting for two levels counts for both."""
    unnested = Func(F("levels"), function="unnest", output_field=TextField())
    found = {one.name: one for one in spreads(stating.annotate(group=unnested))}
    return [found[level] for level in Level.values if level in found]


def by_skill(stating: "QuerySet[Any]") -> list[Spread]:
    """The skills that most postings with pay ask for, the most frequent first."""
    return spreads(stating.annotate(group=F("skills__slug")))[:SKILLS_SHOWN]


def by_country(stating: "QuerySet[Any]") -> list[Spread]:
    """By each country of Latin America whose people may take the job."""
    unnested = Func(F("countries"), function="unnest", output_field=TextField())
    here = MEMBERS[Region.LATAM]
    return [
        one for one in spreads(stating.annotate(group=unnested)) if one.name in here
    ]


def spreads(grouped: "QuerySet[Any]") -> list[Spread]:
    """The spread of each `group` with enough postings, the largest group first."""
    rows: Iterable[dict[str, Any]] = (
        grouped.values("group")
        .annotate(
            n=Count("pk"),
            p25=Quartile("paid", fraction=0.25),
            median=Quartile("paid", fraction=0.5),
            p75=Quartile("paid", fraction=0.75),
        )
        .order_by("-n", "group")
    )
    return [
        Spread(
            row["group"],
            row["n"],
            whole(row["p25"]),
            whole(row["median"]),
            whole(row["p75"]),
        )
        for row in rows
        if row["group"] and row["n"] >= LEAST
    ]


def whole(figure: Decimal) -> int:
    return round(figure)
