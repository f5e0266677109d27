"""The document of the API at /api/v1/schema/, and a page to read it on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from rest_framework.request import Request
from rest_framework.response import Response

from jobboard.rest.conditional import answer
from jobboard.rest.schema import document
from jobboard.rest.views import ApiView


class SchemaView(ApiView):
    """OpenAPI 3.1 as JSON."""

    # It does not describe itself.
    schema = None

    def get(self, request: Request) -> Response:
        return answer(request, document(), public=True)


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """The document, readable, with nothing from anybody else's servers."""
    return render(request, "api/docs.html")
