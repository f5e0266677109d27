"""GET /api/v1/postings/{id}/: one open posting."""

from rest_framework.request import Request
from rest_framework.response import Response

from jobboard.rest.conditional import answer
from jobboard.rest.problems import Problem
from jobboard.rest.schema import operation
from jobboard.rest.views import ApiView
from postings.api import examples, schemas
from postings.models import Posting
from postings.publishing.records import gone_because, record_of, with_records


class PostingView(ApiView):
    """One open posting; one that was open is 410 with its reason."""

    @operation(
        "get_posting",
        "One open posting",
        answers={200: schemas.Posting, 304: None},
        errors=(404, 410),
        example=examples.POSTING,
    )
    def get(self, request: Request, posting_id: int) -> Response:
        postings = Posting.objects.filter(pk=posting_id)
        found = with_records(postings.live()).first()
        if found is None:
            raise gone_or_missing(postings.first())
        return answer(request, record_of(found), version=found.version, public=True)


def gone_or_missing(posting: Posting | None) -> Problem:
    """What the public is told of a posting that is not open."""
    reason = gone_because(posting) if posting else None
    return Problem(410, reason=reason) if reason else Problem(404)
