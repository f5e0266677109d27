"""GET /api/v1/insights/: what the page of the same name says, in figures."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from jobboard.rest.codecs import dump_json
from jobboard.rest.conditional import answer
from jobboard.rest.schema import operation
from jobboard.rest.views import ApiView
from postings.insights.demand import demand_on_board
from postings.insights.pay import pay_of_board
from postings.insights.replies import Reply, replies_on_board

SPREAD = {"name": "senior", "postings": 24, "p25": 4500, "median": 6000, "p75": 7500}
EXAMPLE = {
    "open_postings": 60,
    "stating": 41,
    "share": 68,
    "level": [SPREAD],
    "skill": [{**SPREAD, "name": "python"}],
    "country": [{**SPREAD, "name": "BR"}],
    "demand": {
        "starts": ["2025-12-01", "2026-03-01", "2026-06-01", "2026-09-01"],
        "skills": [{"name": "python", "shares": [None, 38, 41, 40]}],
    },
    "replies": [
        {
            "slug": "acme",
            "name": "Acme",
            "answered": 45,
            "share": 90,
            "median_hours": 52.5,
        }
    ],
}


class Spread(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="A level, a skill's slug, a country's code.")
    postings = serializers.IntegerField(
        help_text="How many are behind it, at least 10."
    )
    p25 = serializers.IntegerField(help_text="US dollars per month.")
    median = serializers.IntegerField()
    p75 = serializers.IntegerField()


class SkillDemand(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="A skill's slug.")
    shares = serializers.ListField(
        child=serializers.IntegerField(allow_null=True),
        help_text="For each quarter, in percent of its postings; null: fewer than 10.",
    )


class Demand(serializers.Serializer[Any]):
    starts = serializers.ListField(
        child=serializers.DateField(),
        help_text="The first day of each quarter; the last one is still going on.",
    )
    skills = SkillDemand(many=True)


class ReplyTime(serializers.Serializer[Any]):
    slug = serializers.CharField(help_text="The company's.")
    name = serializers.CharField()
    answered = serializers.IntegerField(help_text="In the last 365 days, at least 10.")
    share = serializers.IntegerField(help_text="Of what was received, in percent.")
    median_hours = serializers.FloatField(help_text="To the first answer.")


class Insights(serializers.Serializer[Any]):
    open_postings = serializers.IntegerField(help_text="The newest 20000 at most.")
    stating = serializers.IntegerField(help_text="How many of them state their pay.")
    share = serializers.IntegerField(
        allow_null=True, help_text="The same in percent; null: fewer than 10 are open."
    )
    level = Spread(many=True)
    skill = Spread(many=True)
    country = Spread(many=True)
    demand = Demand()
    replies = ReplyTime(many=True)


class InsightsView(ApiView):
    """Pay, demand for skills and replies by company, at most an hour old."""

    @operation(
        "get_insights",
        "Pay, demand and replies",
        answers={200: Insights, 304: None},
        example=EXAMPLE,
    )
    def get(self, request: Request) -> Response:
        told = {
            **asdict(pay_of_board()),
            "demand": asdict(demand_on_board()),
            "replies": [hours_of(reply) for reply in replies_on_board()],
        }
        return answer(request, dump_json(told), public=True)


def hours_of(reply: Reply) -> dict[str, Any]:
    """The reply with its median in hours."""
    told = asdict(reply)
    hours = told.pop("median") / timedelta(hours=1)
    return {**told, "median_hours": round(hours, 1)}
