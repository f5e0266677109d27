"""me/bookmarks/: the jobs that a person saved, by program, with the deeds of the page."""

from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Scope
from jobboard.ids import decode, encode
from jobboard.rest.fields import Moment, Strict, Text
from jobboard.rest.idempotent import idempotent, replay
from jobboard.rest.pages import PageParameters
from jobboard.rest.problems import Problem, invalid
from jobboard.rest.schema import operation, page_of
from jobboard.versions import NotAllowedNow
from postings.api import examples
from postings.api.mine import OwnRowsView
from postings.api.schemas import CompanyName
from postings.lifecycle.reading import Full, save_posting, unsave_posting
from postings.models import Posting
from postings.publishing.addresses import address_of
from postings.publishing.saved import Standing, bookmarks_of, saved

FULL = "As many are saved as are kept for one person. Remove one first."
NOT_OPEN = "There is no open posting with this id."
EXAMPLE: dict[str, Any] = {
    "id": "8r5mc0f2k7wq",
    "standing": "ending",
    "title": "Backend Go, rutas",
    "company": {"slug": "globex", "name": "Globex Logística"},
    "url": "https://board.example/es/jobs/backend-go-rutas-8r5mc0f2k7wq/",
    "valid_through": "2026-02-11T14:00:00Z",
    "created_at": "2026-02-05T11:02:00Z",
}


class BookmarkInput(Strict[Any]):
    """A job to keep."""

    posting = Text(max_length=12, help_text="The id of an open posting.")


class Bookmark(serializers.Serializer[Any]):
    id = serializers.CharField(help_text="The posting's.")
    standing = serializers.ChoiceField(
        list(Standing), help_text="gone: it is not to be seen at present."
    )
    title = serializers.CharField(allow_null=True, help_text="null: gone.")
    company = CompanyName(allow_null=True)
    url = serializers.URLField(allow_null=True, help_text="null: it has no page.")
    valid_through = Moment(allow_null=True)
    created_at = Moment()


def bookmark_json(row: Any, at: datetime) -> dict[str, Any]:
    """One line of the list; of what is gone, that it is."""
    one = saved(row, at)
    posting, is_gone = one.posting, one.standing == Standing.GONE
    company = None if is_gone else posting.company
    url = address_of(posting.pk, posting.title, posting.language)
    return {
        "id": encode(row.posting_id),
        "standing": one.standing,
        "title": None if is_gone else posting.title,
        "company": {"slug": company.slug, "name": company.name} if company else None,
        "url": url if one.has_page else None,
        "valid_through": None if is_gone else posting.valid_through,
        "created_at": row.created_at,
    }


class BookmarkListView(OwnRowsView):
    """All that the person saved."""

    parameters = PageParameters

    @operation(
        "list_bookmarks",
        "The jobs that you saved, the latest first",
        answers={200: page_of(Bookmark), 304: None},
        errors=(403,),
        example=examples.page(EXAMPLE),
    )
    def get(self, request: Request) -> Response:
        self.need(Scope.ALERTS_WRITE)
        now = timezone.now()
        rows = bookmarks_of(self.person, now)
        return self.listed(rows, lambda row: bookmark_json(row, now))

    @operation(
        "create_bookmark",
        "Save an open job",
        answers={201: Bookmark},
        body=BookmarkInput,
        errors=(403, 409, 422),
        example=EXAMPLE,
        sends={"posting": EXAMPLE["id"]},
    )
    def post(self, request: Request) -> Response:
        """Save an open job; one that is saved already stays so."""
        self.need(Scope.ALERTS_WRITE)
        if replayed := replay(request, self.owner):
            return replayed
        posting = self.wanted(self.said(BookmarkInput)["posting"])

        def save() -> Response:
            try:
                save_posting(posting, by=self.person)
            except Full as error:
                raise Problem(409, FULL) from error
            except NotAllowedNow as error:
                raise invalid("posting", NOT_OPEN, code="unknown") from error
            now = timezone.now()
            row = bookmarks_of(self.person, now).get(posting=posting)
            response = self.shown(bookmark_json(row, now), 201)
            response["Location"] = reverse("api_bookmark", args=[posting.pk])
            return response

        return idempotent(request, self.owner, save)

    def wanted(self, written: str) -> Posting:
        """The open posting with this id; a problem at the field for any other."""
        try:
            found: Posting = Posting.objects.live().get(pk=decode(written))
        except (ValueError, Posting.DoesNotExist) as error:
            raise invalid("posting", NOT_OPEN, code="unknown") from error
        return found


class BookmarkView(OwnRowsView):
    """One saved job, by the id of its posting."""

    @operation(
        "get_bookmark",
        "One saved job",
        answers={200: Bookmark, 304: None},
        errors=(403, 404),
        example=EXAMPLE,
    )
    def get(self, request: Request, posting_id: int) -> Response:
        self.need(Scope.ALERTS_WRITE)
        now = timezone.now()
        row = get_object_or_404(bookmarks_of(self.person, now), posting=posting_id)
        return self.shown(bookmark_json(row, now))

    @operation(
        "delete_bookmark",
        "Save it no longer",
        answers={204: None},
        errors=(403, 404),
    )
    def delete(self, request: Request, posting_id: int) -> Response:
        """Save it no longer, whatever has become of it; 404 where it is not saved."""
        self.need(Scope.ALERTS_WRITE)
        if not unsave_posting(posting_id, by=self.person):
            raise Http404
        return Response(status=204)
