"""GET /api/v1/changes/ and dumps/: all that keeping a full copy takes."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from jobboard import positions
from jobboard.pagination import BadCursor, Page
from jobboard.rest.codecs import JsonRenderer, as_is, dump_json
from jobboard.rest.conditional import HEADERS_FOR_ALL, answer, matches
from jobboard.rest.fields import Parameters
from jobboard.rest.pages import PAGE_SIZE_MAX, link_to, page_response
from jobboard.rest.problems import Problem, invalid
from jobboard.rest.schema import operation, page_of
from jobboard.rest.views import ApiView
from postings.api import examples, schemas
from postings.models import Dump
from postings.publishing.changes import Change, public_changes


class ChangesParameters(Parameters):
    since = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        help_text="The `cursor` of the last answer or of a dump; without it, all of it.",
    )
    page_size = serializers.IntegerField(
        required=False,
        default=PAGE_SIZE_MAX,
        min_value=1,
        max_value=PAGE_SIZE_MAX,
        help_text="Changes in one answer.",
    )


class ChangesView(ApiView):
    """Every public change in the order of commits, none skipped and none repeated."""

    parameters = ChangesParameters

    @operation(
        "list_changes",
        "Every public change in the order of commits, none skipped and none repeated",
        answers={200: schemas.Changes, 304: None},
        errors=(410,),
        example={"results": [examples.CHANGE], "cursor": examples.CURSOR, "next": None},
    )
    def get(self, request: Request) -> Response:
        epoch, head = positions.epoch(), positions.head()
        after = position_of(self.asked["since"], epoch, head)
        size = self.asked["page_size"]
        found = public_changes(after=after, until=head, limit=size + 1)
        is_more, found = len(found) > size, found[:size]
        last = found[-1].event.position if is_more else head
        cursor = positions.seal(last or 0, of=epoch)
        body = {
            "results": [change_json(change) for change in found],
            "cursor": cursor,
            "next": link_to(request, cursor, name="since") if is_more else None,
        }
        response = answer(request, dump_json(body), public=True)
        if is_more:
            response["Link"] = f'<{body["next"]}>; rel="next"'
        return response


def position_of(cursor: str, epoch: str, head: int) -> int:
    """Where a reader goes on; 0 for one that has nothing yet."""
    if not cursor:
        return 0
    try:
        return positions.unseal(cursor, of=epoch, head=head)
    except BadCursor as error:
        words = "This cursor was not made here."
        raise invalid("since", words, code="bad-cursor") from error
    except positions.CursorExpired as error:
        words = "History has changed. Take the newest dump, and go on with its cursor."
        dumps = settings.SITE_URL + reverse("api_dump_list")
        raise Problem(410, words, reason="expired-cursor", dumps=dumps) from error


def change_json(change: Change) -> dict[str, Any]:
    event = change.event
    return {
        "type": change.kind,
        "id": change.posting_id,
        "version": event.subject_version,
        "at": event.at,
        "reason": change.reason or None,
        "posting": as_is(change.record) if change.record else None,
    }


class DumpListView(ApiView):
    """The dumps of the last days, the newest first."""

    @operation(
        "list_dumps",
        "The dumps of the last days",
        answers={200: page_of(schemas.Dump), 304: None},
        example=examples.page(examples.DUMP),
    )
    def get(self, request: Request) -> Response:
        dumps = Dump.objects.filter(epoch=positions.epoch())
        page = Page(rows=list(dumps), next=None, previous=None)
        results = (dump_json(dump_record(dump)) for dump in page.rows)
        return page_response(request, results, page, public=True)


def dump_record(dump: Dump) -> dict[str, Any]:
    return {
        "day": dump.day,
        "made_at": dump.made_at,
        "url": settings.SITE_URL + reverse("api_dump", args=[dump.day]),
        "size": dump.size,
        "sha256": dump.sha256,
        "postings": dump.count,
        "cursor": positions.seal(dump.position, of=dump.epoch),
    }


class GzipRenderer(JsonRenderer):
    """Only says that the view has gzip; problems are still JSON."""

    media_type = "application/gzip"
    format = "gzip"


class DumpView(ApiView):
    """One dump: gzip of NDJSON."""

    renderer_classes = (GzipRenderer, JsonRenderer)

    @operation(
        "get_dump",
        "One dump: gzip of NDJSON, the first line says its cursor",
        answers={(200, "application/gzip"): bytes, 304: None},
        errors=(404,),
    )
    def get(self, request: Request, day: date) -> Any:
        dump = get_object_or_404(Dump, day=day, epoch=positions.epoch())
        tag = f'"{dump.sha256}"'
        if matches(request.headers.get("If-None-Match", ""), tag):
            response: Any = Response(status=304)
        else:
            response = file_of(dump)
        response["ETag"] = tag
        response["Cache-Control"] = "public, no-cache"
        for name, value in HEADERS_FOR_ALL.items():
            response[name] = value
        return response


def file_of(dump: Dump) -> FileResponse:
    """The file, as it lies there; Http404 where somebody has taken it away."""
    try:
        file = default_storage.open(dump.name)
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"postings-{dump.day}.ndjson.gz"
    return FileResponse(
        file, as_attachment=True, filename=name, content_type="application/gzip"
    )
