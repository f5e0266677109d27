"""The search for programs: the grammar of the pages, strictly.

GET postings/, postings/facets/, postings/{id}/similar/ and suggestions/.
"""

from datetime import date
from typing import Any

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobboard.pagination import BadCursor
from postings.api.postings import PostingSerializer, link
from postings.models import Posting
from postings.search import query, suggestions
from postings.search.conditions import Moment, Prepared
from postings.search.criteria import Criteria
from postings.search.facets import count_facets
from postings.search.fields import UnreadableText
from postings.search.parsing import Asked, Notice, Refused, parse
from postings.search.similar import similar
from postings.verdict import can_take

COMPLETION_LONGEST = 60
PAGING = ("cursor", "page_size", "count")


def asked_of(request: Request) -> Asked:
    """The search in the address; a problem that names each wrong parameter."""
    try:
        return parse(query_dict(request), is_strict=True)
    except Refused as refused:
        raise ValidationError(by_name(refused.notices)) from refused
    except UnreadableText as error:
        raise ValidationError("There is a character that is no text.") from error


def query_dict(request: Request) -> QueryDict:
    given: QueryDict = request.query_params
    return given


def by_name(notices: tuple[Notice, ...]) -> dict[str, list[ErrorDetail]]:
    errors: dict[str, list[ErrorDetail]] = {}
    for one in notices:
        errors.setdefault(one.name, []).append(ErrorDetail(one.words, one.code))
    return errors


def without_paging(request: Request) -> Prepared:
    """The search of an address that has no pages."""
    given = [name for name in PAGING if name in request.query_params]
    if given:
        words = ErrorDetail("There is no such parameter.", "unknown")
        raise ValidationError({name: [words] for name in given})
    return Prepared(asked_of(request).criteria)


def records(found: list[Posting], criteria: Criteria, *, on: date) -> list[Any]:
    """The postings as programs read them, each with its verdict for this reader."""
    rows: Any = PostingSerializer(found, many=True).data  # type: ignore[arg-type]
    return [
        {**row, "verdict": verdict_of(posting, criteria, on=on)}
        for row, posting in zip(rows, found, strict=True)
    ]


def verdict_of(posting: Posting, criteria: Criteria, *, on: date) -> Any:
    """The answer and every condition behind it; null without a reader's facts."""
    if not criteria.has_reader:
        return None
    verdict = can_take(posting.terms, criteria.reader, on=on)
    reasons = [
        {
            "kind": reason.kind,
            "answer": reason.answer.value,
            "about": reason.about or None,
            "why": reason.why.value if reason.why else None,
        }
        for reason in verdict.reasons
    ]
    return {"answer": verdict.answer.value, "reasons": reasons}


def publicly(body: dict[str, Any]) -> Response:
    response = Response(body)
    patch_cache_control(response, public=True, no_cache=True)
    return response


class PostingListView(APIView):
    """Pages of what the search finds, with cursors."""

    def get(self, request: Request) -> Response:
        asked = asked_of(request)
        search = Prepared(asked.criteria)
        try:
            page = query.find(search, size=asked.page_size, cursor=asked.cursor)
        except BadCursor as error:
            words = ErrorDetail("This cursor is not of this search.", "bad-cursor")
            raise ValidationError({"cursor": [words]}) from error
        found = query.postings_of(page.ids, search.moment)
        links = {
            "next": link(request, page.next),
            "previous": link(request, page.previous),
        }
        rows = records(found, asked.criteria, on=search.moment.day)
        response = publicly({"results": rows, **links, **counted(search, asked.count)})
        named = [f'<{url}>; rel="{rel}"' for rel, url in links.items() if url]
        if named:
            response["Link"] = ", ".join(named)
        return response


def counted(search: Prepared, how: str) -> dict[str, Any]:
    """The number of all of them, only where it was asked for."""
    if not how:
        return {}
    at_most = query.COUNTED if how == "capped" else None
    number = query.count(search, at_most=at_most)
    return {"count": number.number, "count_is_capped": number.is_capped}


class FacetsView(APIView):
    """Counts for each filter value, for the same parameters."""

    def get(self, request: Request) -> Response:
        facets = count_facets(without_paging(request))
        return publicly({"facets": facets.values, "is_exact": facets.is_exact})


class SimilarView(APIView):
    """Postings that share skills with this one, the most alike first."""

    def get(self, request: Request, posting_id: int) -> Response:
        search, moment = without_paging(request), Moment()
        live = Posting.objects.live().with_facts()
        posting = get_object_or_404(live, pk=posting_id)
        found = query.postings_of(similar(posting, moment=moment), moment)
        rows = records(found, search.criteria, on=moment.day)
        return publicly({"results": rows})


class CompletionParameters(serializers.Serializer[Any]):
    """What completions take; anything else is refused."""

    q = serializers.CharField(max_length=COMPLETION_LONGEST)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        unknown = sorted(set(self.initial_data) - set(self.fields))
        if unknown:
            words = "There is no such parameter."
            raise ValidationError(dict.fromkeys(unknown, words), code="unknown")
        return attrs


class SuggestionsView(APIView):
    """Completions of what is typed: skills, companies, places and words."""

    def get(self, request: Request) -> Response:
        parameters = CompletionParameters(data=query_dict(request).dict())
        parameters.is_valid(raise_exception=True)
        found = suggestions.complete(parameters.validated_data["q"])
        rows = [
            {"kind": row.kind, "text": row.words, "value": row.value or row.words}
            for row in found
        ]
        return publicly({"results": rows})
