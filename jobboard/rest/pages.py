"""Lists of the API: cursor pages, with their links in the body and as Link (RFC 8288)."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from jobboard.pagination import BadCursor
from jobboard.rest.codecs import dump_json
from jobboard.rest.conditional import answer
from jobboard.rest.fields import Parameters
from jobboard.rest.problems import invalid

PAGE_SIZE = 20
PAGE_SIZE_MAX = 100


class PageParameters(Parameters):
    """What every list takes."""

    cursor = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        help_text="From `next` or `previous` of a page.",
    )
    page_size = serializers.IntegerField(
        required=False,
        default=PAGE_SIZE,
        min_value=1,
        max_value=PAGE_SIZE_MAX,
        help_text="Rows on a page.",
    )


class Neighbours(Protocol):
    """A page of whatever kind: it knows the cursors around it."""

    @property
    def next(self) -> str | None: ...
    @property
    def previous(self) -> str | None: ...


def bad_cursor(error: BadCursor) -> Exception:
    """A cursor that was not made here, as the error of its parameter."""
    words = _("This cursor was not made here.")
    return invalid("cursor", words, code="bad-cursor")


def page_response(
    request: Request,
    results: Iterable[bytes],
    page: Neighbours,
    *,
    public: bool,
    **more: Any,
) -> Response:
    """One page: `results` are JSON already, `more` are further members of the body."""
    links = {
        "next": link_to(request, page.next),
        "previous": link_to(request, page.previous),
    }
    rest = dump_json({**links, **more})
    body = b'{"results":[' + b",".join(results) + b"]," + rest[1:]
    response = answer(request, body, public=public)
    named = [f'<{url}>; rel="{rel}"' for rel, url in links.items() if url]
    if named:
        response["Link"] = ", ".join(named)
    return response


def link_to(
    request: Request, cursor: str | None, *, name: str = "cursor"
) -> str | None:
    """The address of the same list from this cursor on."""
    if cursor is None:
        return None
    query = request.query_params.copy()
    query[name] = cursor
    return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"
