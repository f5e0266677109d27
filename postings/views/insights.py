"""What the board knows that helps people: what open jobs pay, and who says so."""

from collections.abc import Callable
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobboard import formats
from jobboard.metadata import in_every_language
from jobboard.pages import shared
from postings.insights import plots
from postings.insights.pay import LEAST, Pay, Spread, pay_of_board
from postings.models import Skill
from postings.vocabulary import Level

Line = tuple[str, str, str, str, str]
Part = tuple[str, plots.Plot, list[Line]]


@require_safe
def insights(request: HttpRequest) -> HttpResponse:
    """Pay by level, skill and country."""
    return shared(request, lambda: page(request))


def page(request: HttpRequest) -> HttpResponse:
    pay = pay_of_board()
    context = {
        "pay": pay,
        "least": LEAST,
        "parts": parts_of(pay),
        "metadata": in_every_language(
            request.path,
            title=_("What jobs pay"),
            description=_("Pay by level, skill and country, from the jobs open here."),
        ),
    }
    return render(request, "postings/insights.html", context)


def parts_of(pay: Pay) -> list[Part]:
    """(what it shows, the plot, the lines of its table)."""
    slugs = [one.name for one in pay.skill]
    names = dict(Skill.objects.filter(slug__in=slugs).values_list("slug", "name"))
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
        (line[0], float(one.median), line[2])
        for line, one in zip(lines, spreads, strict=True)
    ]
    return label, plots.rows(points), lines


def said(dollars: int) -> str:
    return formats.amount(Decimal(dollars))
