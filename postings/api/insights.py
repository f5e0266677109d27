"""GET /api/v1/insights/: what the page of the same name says, in figures."""

from dataclasses import asdict
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from jobboard.rest.codecs import dump_json
from jobboard.rest.conditional import answer
from jobboard.rest.schema import operation
from jobboard.rest.views import ApiView
from postings.insights.pay import pay_of_board

SPREAD = {"name": "senior", "postings": 24, "p25": 4500, "median": 6000, "p75": 7500}
EXAMPLE = {
    "open_postings": 60,
    "stating": 41,
    "share": 68,
    "level": [SPREAD],
    "skill": [{**SPREAD, "name": "python"}],
    "country": [{**SPREAD, "name": "BR"}],
}


class Spread(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="A level, a skill's slug, a country's code.")
    postings = serializers.IntegerField(
        help_text="How many are behind it, at least 10."
    )
    p25 = serializers.IntegerField(help_text="US dollars per month.")
    median = serializers.IntegerField()
    p75 = serializers.IntegerField()


class Insights(serializers.Serializer[Any]):
    open_postings = serializers.IntegerField(help_text="The newest 20000 at most.")
    stating = serializers.IntegerField(help_text="How many of them state their pay.")
    share = serializers.IntegerField(
        allow_null=True, help_text="The same in percent; null: fewer than 10 are open."
    )
    level = Spread(many=True)
    skill = Spread(many=True)
    country = Spread(many=True)


class InsightsView(ApiView):
    """Pay by level, skill and country, at most an hour old."""

    @operation(
        "get_insights",
        "What open postings pay",
        answers={200: Insights, 304: None},
        example=EXAMPLE,
    )
    def get(self, request: Request) -> Response:
        return answer(request, dump_json(asdict(pay_of_board())), public=True)
