"""The search for programs: the grammar of the pages, strictly."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from jobboard.pagination import BadCursor
from jobboard.rest.codecs import dump_json
from jobboard.rest.conditional import answer
from jobboard.rest.fields import Parameters
from jobboard.rest.pages import page_response
from jobboard.rest.problems import invalid
from jobboard.rest.schema import operation, page_of
from jobboard.rest.views import ApiView
from postings.api import examples, schemas
from postings.api.grammar import SearchParameters, SearchWithoutPages
from postings.api.postings import gone_or_missing
from postings.api.verdicts import with_verdict
from postings.models import Posting
from postings.publishing.records import record_of, with_records
from postings.search import query, suggestions
from postings.search.conditions import Moment, Prepared
from postings.search.criteria import Criteria
from postings.search.facets import count_facets
from postings.search.fields import UnreadableText
from postings.search.parsing import PAGING, Asked, Notice, Refused, parse
from postings.search.similar import similar

COMPLETION_LONGEST = 60


def asked_of(given: QueryDict) -> Asked:
    """The search in the address; a problem that names each wrong parameter."""
    try:
        return parse(given, is_strict=True)
    except Refused as refused:
        raise ValidationError(by_name(refused.notices)) from refused
    except UnreadableText as error:
        raise ValidationError("There is a character that is no text.") from error


def by_name(notices: tuple[Notice, ...]) -> dict[str, list[ErrorDetail]]:
    errors: dict[str, list[ErrorDetail]] = {}
    for one in notices:
        errors.setdefault(one.name, []).append(ErrorDetail(one.words, one.code))
    return errors


def without_paging(given: QueryDict) -> Criteria:
    """The search of an address that has no pages."""
    if needless := [name for name in PAGING if name in given]:
        words = ErrorDetail("There is no such parameter.", "unknown")
        raise ValidationError({name: [words] for name in needless})
    return asked_of(given).criteria


def found_records(
    ids: Sequence[int], criteria: Criteria, moment: Moment
) -> list[bytes]:
    """The records of these ids in their order, each with its verdict for this reader.

    One that has closed since it was found is left out.
    """
    live = Posting.objects.live(moment.at).filter(pk__in=ids)
    records = {row.pk: record_of(row) for row in with_records(live)}
    return [
        with_verdict(records[key], criteria, on=moment.day)
        for key in ids
        if key in records
    ]


class PostingListView(ApiView):
    """Pages of what the search finds, with cursors."""

    parameters = SearchParameters

    def read_query(self, query: QueryDict) -> Asked:
        return asked_of(query)

    @operation(
        "list_postings",
        "Search open postings, or list them all, the newest first",
        answers={200: page_of(schemas.FoundPosting), 304: None},
        example=examples.page(examples.FOUND),
    )
    def get(self, request: Request) -> Response:
        asked: Asked = self.asked
        search = Prepared(asked.criteria)
        try:
            page = query.find(search, size=asked.page_size, cursor=asked.cursor)
        except BadCursor as error:
            words = "This cursor is not of this search."
            raise invalid("cursor", words, code="bad-cursor") from error
        rows = found_records(page.ids, asked.criteria, search.moment)
        more = counted(search, asked.count)
        return page_response(request, rows, page, public=True, **more)


def counted(search: Prepared, how: str) -> dict[str, Any]:
    """The number of all of them, only where it was asked for."""
    if not how:
        return {}
    at_most = query.COUNTED if how == "capped" else None
    number = query.count(search, at_most=at_most)
    return {"count": number.number, "count_is_capped": number.is_capped}


class FacetsView(ApiView):
    """Counts for each filter value, for the same parameters."""

    parameters = SearchWithoutPages

    def read_query(self, query: QueryDict) -> Criteria:
        return without_paging(query)

    @operation(
        "count_facets",
        "How many postings each filter value would show",
        answers={200: schemas.Facets, 304: None},
        example=examples.FACETS,
    )
    def get(self, request: Request) -> Response:
        facets = count_facets(Prepared(self.asked))
        body = {"facets": facets.values, "is_exact": facets.is_exact}
        return answer(request, dump_json(body), public=True)


class SimilarView(ApiView):
    """Postings that share skills with this one, the most alike first."""

    parameters = SearchWithoutPages

    def read_query(self, query: QueryDict) -> Criteria:
        return without_paging(query)

    @operation(
        "list_similar_postings",
        "Postings like this one, the most alike first",
        answers={200: schemas.FoundPostings, 304: None},
        errors=(404, 410),
        example={"results": [examples.FOUND]},
    )
    def get(self, request: Request, posting_id: int) -> Response:
        """The reader's facts among the parameters give each its verdict."""
        moment = Moment()
        postings = Posting.objects.filter(pk=posting_id)
        posting = postings.live(moment.at).with_facts().first()
        if posting is None:
            raise gone_or_missing(postings.first())
        rows = found_records(similar(posting, moment=moment), self.asked, moment)
        body = b'{"results":[' + b",".join(rows) + b"]}"
        return answer(request, body, public=True)


class CompletionParameters(Parameters):
    q = serializers.CharField(
        max_length=COMPLETION_LONGEST, help_text="What is typed so far."
    )


class SuggestionsView(ApiView):
    """Completions of what is typed: skills, companies, places and words."""

    parameters = CompletionParameters

    @operation(
        "list_suggestions",
        "Completions of what is typed: skills, companies, places and words",
        answers={200: schemas.Suggestions, 304: None},
        example={"results": [examples.SUGGESTION]},
    )
    def get(self, request: Request) -> Response:
        rows = [
            {"kind": row.kind, "text": row.words, "value": row.value or row.words}
            for row in suggestions.complete(self.asked["q"])
        ]
        return answer(request, dump_json({"results": rows}), public=True)
