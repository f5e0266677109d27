"""What the board knows that helps people: pay, what is asked for, who answers."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobboard import formats
from jobboard.metadata import in_every_language
from jobboard.pages import shared
from postings.insights import plots
from postings.insights.demand import MONTHS, Demand, demand_on_board
from postings.insights.keeping import LEAST
from postings.insights.pay import Pay, Spread, pay_of_board
from postings.insights.replies import Reply, replies_on_board
from postings.models import Skill
from postings.publishing.heads import in_api
from postings.vocabulary import Level

Line = tuple[str, str, str, str, str]
Part = tuple[str, plots.Plot, list[Line]]
Row = tuple[str, list[str]]
Answering = tuple[Reply, str, str, str]


@require_safe
def insights(request: HttpRequest) -> HttpResponse:
    """Pay by level, skill and country; demand for skills; replies by company."""
    return shared(request, lambda: page(request))


def page(request: HttpRequest) -> HttpResponse:
    pay, demand, replies = pay_of_board(), demand_on_board(), replies_on_board()
    names = names_of([*pay.skill, *demand.skills])
    context = {
        "pay": pay,
        "least": LEAST,
        "parts": parts_of(pay, names),
        "demand": asked_for(demand, names),
        "quarters": quarters_of(demand),
        "replies": answering(replies),
        "metadata": in_every_language(
            request.path,
            title=_("What jobs pay"),
            description=_(
                "Pay by level, skill and country, from the jobs open here; which skills"
                " are asked for, and which companies answer."
            ),
            sibling=in_api("api_insights"),
        ),
    }
    return render(request, "postings/insights.html", context)


def names_of(groups: "list[Any]") -> dict[str, str]:
    """What the skills of these groups are called."""
    slugs = {one.name for one in groups}
    return dict(Skill.objects.filter(slug__in=slugs).values_list("slug", "name"))


def parts_of(pay: Pay, names: dict[str, str]) -> list[Part]:
    """(what it shows, the plot, the lines of its table)."""
    return [
        part(_("By level"), pay.level, lambda name: str(Level(name).label)),
        part(_("By skill"), pay.skill, lambda name: names.get(name, name)),
        part(_("By country that may take the job"), pay.country, formats.country_name),
    ]


def part(label: str, spreads: list[Spread], named: Callable[[str], str]) -> Part:
    lines = [
        (
            named(one.name),
            said(one.p25),
            said(one.median),
            said(one.p75),
            formats.count(one.postings),
        )
        for one in spreads
    ]
    points = [
        (line[0], float(one.p25), float(one.median), float(one.p75), line[2])
        for line, one in zip(lines, spreads, strict=True)
    ]
    return label, plots.ranges(points), lines


def asked_for(demand: Demand, names: dict[str, str]) -> tuple[plots.Plot, list[Row]]:
    """The shares of the newest quarter that has any, and a line for each skill."""
    lines = [
        (
            names.get(one.name, one.name),
            ["–" if share is None else formats.percent(share) for share in one.shares],
        )
        for one in demand.skills
    ]
    newest = [
        next(share for share in reversed(one.shares) if share is not None)
        for one in demand.skills
    ]
    points = [
        (name, float(share), formats.percent(share))
        for (name, _shares), share in zip(lines, newest, strict=True)
    ]
    return plots.rows(points), lines


def quarters_of(demand: Demand) -> list[str]:
    """What the quarters are called, in the reader's language."""
    return [formats.months(start, MONTHS) for start in demand.starts]


def answering(replies: list[Reply]) -> tuple[plots.Plot, list[Answering]]:
    """The share that each company answers, and a line for each."""
    points = [
        (one.name, float(one.share), formats.percent(one.share)) for one in replies
    ]
    lines = [
        (
            one,
            formats.duration(one.median),
            formats.percent(one.share),
            formats.count(one.answered),
        )
        for one in replies
    ]
    return plots.rows(points), lines


def said(dollars: int) -> str:
    return formats.money(Decimal(dollars), "USD")
