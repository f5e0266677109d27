"""One address, whose answer has a member that will go."""

from datetime import date
from typing import Any

from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from jobboard.rest.deprecation import deprecated
from jobboard.rest.schema import operation
from jobboard.rest.views import ApiView
from jobboard.urls import urlpatterns as site

SINCE, ENDS = date(2026, 1, 1), date(2026, 7, 31)


@deprecated("colour", since=SINCE, ends=ENDS)
class Paint(serializers.Serializer[Any]):
    colour = serializers.CharField()
    hue = serializers.IntegerField()


class Wall(serializers.Serializer[Any]):
    paints = Paint(many=True)


class WallView(ApiView):
    @operation("get_wall", "A wall", answers={200: Wall})
    def get(self, request: Request) -> Response:
        response = Response({"paints": [{"colour": "red", "hue": 29}]})
        response["Link"] = '</next>; rel="next"'
        return response

    @operation("delete_wall", "None", answers={204: None})
    def delete(self, request: Request) -> Response:
        return Response(status=204)


api = [path("api/v1/wall/", WallView.as_view())]
urlpatterns = [*api, *site]
