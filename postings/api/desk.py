"""What a company does with its postings by program: the deeds of the desk.

Answers come in this order: 401, 404, 403, the answer that a known key had before,
428, 412, 400, 409.
"""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.views import MemberView
from accounts.models import Scope
from accounts.permissions import can_write_postings
from jobboard.pagination import BadCursor, newest_first
from jobboard.rest.codecs import as_is, dump_json
from jobboard.rest.conditional import answer, version_asked
from jobboard.rest.fields import Choice, Strict, Text
from jobboard.rest.idempotent import idempotent, replay
from jobboard.rest.pages import PageParameters, bad_cursor, page_response
from jobboard.rest.problems import Problem
from jobboard.rest.schema import operation, page_of
from postings.api import examples, schemas
from postings.api.input import NewFactsInput, check, read_facts
from postings.api.own import actions_for, detail_json, own_json, own_rows
from postings.lifecycle import posting as lifecycle
from postings.lifecycle.table import DEEDS
from postings.models import CloseReason, Posting


class DeskView(MemberView):
    """A view of one company's postings."""

    def to_read(self, slug: str, posting_id: int) -> Posting:
        """A posting of a company that the person works for; 404 before 403."""
        company = self.company(slug)
        found: Posting = get_object_or_404(own_rows(), company=company, pk=posting_id)
        return found

    def to_write(self, slug: str, posting_id: int, deed: str = "edit") -> Posting:
        """A posting with which the person may do this deed."""
        found = self.to_read(slug, posting_id)
        self.need(Scope.POSTINGS_WRITE)
        if not DEEDS[deed].may(self.person, found):
            raise PermissionDenied
        return found

    def actions(self, postings: list[Posting]) -> list[list[str]]:
        """What may be done with each, by this person and with this token."""
        if self.token and Scope.POSTINGS_WRITE not in self.token.scopes:
            return [[] for _posting in postings]
        return list(actions_for(self.person, postings))

    def body(self, posting: Posting) -> bytes:
        return detail_json(posting, actions=self.actions([posting])[0])

    def shown(self, pk: int, status: int = 200) -> Response:
        """The posting as it is now, with its tag."""
        posting = own_rows().get(pk=pk)
        return answer(
            self.request,
            self.body(posting),
            version=posting.version,
            public=False,
            status=status,
        )

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, lifecycle.Incomplete):
            words = str(_("Describe the job before you send it."))
            error = {
                "pointer": "#/description",
                "code": "required",
                "detail": words,
            }
            exc = Problem(409, words, errors=[error])
        return super().handle_exception(exc)

    def current(self, row: Any) -> Any:
        """How the posting is now, for whoever has read an older version of it."""
        return as_is(self.body(own_rows().get(pk=row.pk)))


class OwnPostingListView(DeskView):
    """All postings of a company, in every state."""

    parameters = PageParameters

    @operation(
        "list_own_postings",
        "A company's postings in every state",
        answers={200: page_of(schemas.OwnPosting), 304: None},
        errors=(403, 404),
        example=examples.page(examples.LISTED),
    )
    def get(self, request: Request, slug: str) -> Response:
        company = self.company(slug)
        self.need(Scope.POSTINGS_READ)
        size, cursor = self.asked["page_size"], self.asked["cursor"]
        postings = own_rows().filter(company=company)
        try:
            page = newest_first(postings, by="created_at", size=size, cursor=cursor)
        except BadCursor as error:
            raise bad_cursor(error) from error
        found = list(page.rows)
        pairs = zip(found, self.actions(found), strict=True)
        results = (dump_json(own_json(one, actions=may)) for one, may in pairs)
        return page_response(request, results, page, public=False)

    @operation(
        "create_posting",
        "Write a draft",
        answers={201: schemas.OwnPostingDetail},
        body=NewFactsInput,
        errors=(403, 404, 409, 422),
        example=examples.DRAFT,
        sends=examples.NEW,
    )
    def post(self, request: Request, slug: str) -> Response:
        """Write a draft; `submit` asks for its publication."""
        company = self.company(slug)
        self.need(Scope.POSTINGS_WRITE)
        if not can_write_postings(self.person, company):
            raise PermissionDenied
        if replayed := replay(request, self.owner):
            return replayed
        facts = read_facts(NewFactsInput, request.data)
        check(facts, has_company=True)

        def create() -> Response:
            made = lifecycle.create_posting(facts, by=self.person, company=company)
            return located(self.shown(made.pk, status=201), made)

        return idempotent(request, self.owner, create)


class OwnPostingView(DeskView):
    """One posting of a company, in whatever state."""

    @operation(
        "get_own_posting",
        "One posting of a company, in whatever state",
        answers={200: schemas.OwnPostingDetail, 304: None},
        errors=(403, 404),
        example=examples.OWN,
    )
    def get(self, request: Request, slug: str, posting_id: int) -> Response:
        found = self.to_read(slug, posting_id)
        self.need(Scope.POSTINGS_READ)
        return self.shown(found.pk)

    @operation(
        "delete_posting",
        "Remove a draft for good",
        answers={204: None},
        errors=(403, 404, 409, 412, 428),
    )
    def delete(self, request: Request, slug: str, posting_id: int) -> Response:
        """Remove a draft for good."""
        found = self.to_write(slug, posting_id, "delete")
        version = version_asked(request, found)
        lifecycle.delete_posting(found, by=self.person, version=version)
        return Response(status=204)


class DeedView(DeskView):
    """One deed, by POST with If-Match and Idempotency-Key."""

    deed: ClassVar[str]
    words: ClassVar[type[Strict[Any]]] = Strict

    def post(self, request: Request, slug: str, posting_id: int) -> Response:
        found = self.to_write(slug, posting_id, self.deed)
        if replayed := replay(request, self.owner):
            return replayed
        version = version_asked(request, found)
        said = self.words(data=request.data or {})
        said.is_valid(raise_exception=True)

        def act() -> Response:
            do = getattr(lifecycle, f"{self.deed}_posting")
            do(found, by=self.person, version=version, **said.validated_data)
            return self.shown(found.pk)

        return idempotent(request, self.owner, act)


def deed_operation(
    name: str, summary: str, *, status: str, body: Any = None, sends: Any = None
) -> Any:
    """How the document tells of a deed, after which the posting has this status."""
    return extend_schema_view(
        post=operation(
            f"{name}_posting",
            summary,
            answers={200: schemas.OwnPostingDetail},
            body=body,
            errors=(403, 404, 409, 412, 422, 428),
            example={**examples.OWN, "status": status},
            sends=sends,
        )
    )


@deed_operation(
    "submit",
    "Ask for publication; a trusted company publishes at once",
    status="submitted",
)
class SubmitView(DeedView):
    """Ask for publication; a trusted company publishes at once."""

    deed = "submit"


@deed_operation(
    "withdraw",
    "Take it back from review, or from publication to come",
    status="draft",
)
class WithdrawView(DeedView):
    """Take it back from review, or from publication to come."""

    deed = "withdraw"


@deed_operation("renew", "Open it again for thirty days", status="submitted")
class RenewView(DeedView):
    """Open it again for thirty days."""

    deed = "renew"


class CloseInput(Strict[Any]):
    reason = Choice(CloseReason.choices)

    def validate_reason(self, value: str) -> CloseReason:
        return CloseReason(value)


@deed_operation(
    "close",
    "Take it off the board",
    status="closed",
    body=CloseInput,
    sends={"reason": "filled"},
)
class CloseView(DeedView):
    """Take it off the board."""

    deed = "close"
    words = CloseInput


class AppealInput(Strict[Any]):
    words = Text(max_length=2000)


@deed_operation(
    "appeal",
    "Ask for a second look at a rejection",
    status="submitted",
    body=AppealInput,
    sends={"words": "The salary is real: it is on our page."},
)
class AppealView(DeedView):
    """Ask for a second look at a rejection, and say why."""

    deed = "appeal"
    words = AppealInput


class DuplicateView(DeskView):
    """Begin a new draft with the facts of this posting."""

    @operation(
        "duplicate_posting",
        "Begin a new draft with the facts of this posting",
        answers={201: schemas.OwnPostingDetail},
        errors=(403, 404, 409, 422),
        example=examples.DRAFT,
    )
    def post(self, request: Request, slug: str, posting_id: int) -> Response:
        found = self.to_write(slug, posting_id)
        if replayed := replay(request, self.owner):
            return replayed
        Strict(data=request.data or {}).is_valid(raise_exception=True)

        def duplicate() -> Response:
            made = lifecycle.duplicate_posting(found, by=self.person)
            return located(self.shown(made.pk, status=201), made)

        return idempotent(request, self.owner, duplicate)


def located(response: Response, posting: Posting) -> Response:
    """201 says where the new posting is."""
    assert posting.company is not None  # noqa: S101
    place = [posting.company.slug, posting.pk]
    response["Location"] = reverse("api_own_posting", args=place)
    return response
