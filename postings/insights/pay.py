"""What open jobs pay: quartiles by level, skill and country, and how many say it.

A figure has at least ten postings behind it; otherwise there is none. A posting
counts with the middle of what it states, in US dollars per month. One that states
nothing counts for no pay, and never as zero; so does one in a currency without a
rate, except in how many say it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Count,
    DecimalField,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    Q,
    QuerySet,
    TextField,
)
from django.db.models.functions import Coalesce

from postings.insights.keeping import LEAST, kept
from postings.models import Posting
from postings.models.percentile import Percentile
from postings.regions import MEMBERS, Region
from postings.vocabulary import Level

SKILLS_SHOWN = 15
# The newest so many are enough to say what is paid, and bound what it costs.
BASE = 20_000
MIDDLE = ExpressionWrapper(
    (F("usd_min") + F("usd_max")) / 2,
    output_field=DecimalField(max_digits=16, decimal_places=2),
)


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
    return kept("pay", compute_pay)


def compute_pay() -> Pay:
    """The figures of now."""
    newest = Posting.objects.live().order_by("-published_at", "-pk").values("pk")[:BASE]
    found = Posting.objects.filter(pk__in=newest).order_by()
    stating = found.annotate(paid=Coalesce(MIDDLE, "usd_max", "usd_min")).exclude(
        paid=None
    )
    total = found.aggregate(
        every=Count("pk"),
        stating=Count("pk", filter=Q(pay_min__gte=0) | Q(pay_max__gte=0)),
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
            p25=Percentile("paid", fraction=0.25, output_field=FloatField()),
            median=Percentile("paid", fraction=0.5, output_field=FloatField()),
            p75=Percentile("paid", fraction=0.75, output_field=FloatField()),
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


def whole(figure: float) -> int:
    return round(figure)
