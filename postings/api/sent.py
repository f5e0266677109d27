"""me/applications/: what a person has sent, and where it stands, by program."""

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Scope
from accounts.permissions import proven_addresses
from jobboard.rest.conditional import version_asked
from jobboard.rest.fields import Moment, Strict
from jobboard.rest.idempotent import idempotent, replay
from jobboard.rest.pages import PageParameters
from jobboard.rest.schema import operation, page_of
from postings.api import examples
from postings.api.application_schemas import PostingName
from postings.api.mine import OwnRowsView
from postings.api.schemas import CompanyName
from postings.lifecycle.application import withdraw_application
from postings.models import Application, ApplicationStatus, Refusal
from postings.permissions import LinkHolder

MOMENTS = (
    "created_at",
    "submitted_at",
    "moved_at",
    "decided_at",
    "answered_at",
    "answer_due_at",
)
EXAMPLE: dict[str, Any] = {
    "id": "5n8w1x4c6t0z",
    "version": 3,
    "posting": {"id": "8r5mc0f2k7wq", "title": "Backend Go, rutas"},
    "company": {"slug": "globex", "name": "Globex Logística"},
    "status": "in_review",
    "reason": None,
    "may_withdraw": True,
    "created_at": "2026-01-14T09:10:00Z",
    "submitted_at": "2026-01-14T09:12:00Z",
    "moved_at": "2026-01-15T13:40:00Z",
    "decided_at": None,
    "answered_at": "2026-01-15T13:40:00Z",
    "answer_due_at": "2026-01-28T09:12:00Z",
    "kept_until": None,
}


class SentApplication(serializers.Serializer[Any]):
    """An application as its candidate sees it."""

    id = serializers.CharField()
    version = serializers.IntegerField()
    posting = PostingName()
    company = CompanyName(allow_null=True)
    status = serializers.ChoiceField(ApplicationStatus.choices)
    reason = serializers.ChoiceField(Refusal.choices, allow_null=True)
    may_withdraw = serializers.BooleanField()
    created_at = Moment()
    submitted_at = Moment(allow_null=True)
    moved_at = Moment(allow_null=True)
    decided_at = Moment(allow_null=True)
    answered_at = Moment(allow_null=True)
    answer_due_at = Moment(allow_null=True, help_text="As the posting promised.")
    kept_until = Moment(allow_null=True, help_text="null: while the posting is open.")


def sent_json(row: Application) -> dict[str, Any]:
    company = row.posting.company
    return {
        "id": row.public_id,
        "version": row.version,
        "posting": {"id": row.posting.public_id, "title": row.posting.title},
        "company": {"slug": company.slug, "name": company.name} if company else None,
        "status": row.status,
        "reason": row.reason or None,
        "may_withdraw": row.is_in_play,
        **{name: getattr(row, name) for name in MOMENTS},
        "kept_until": getattr(row, "kept_until", None),
    }


class SentView(OwnRowsView):
    """A view of what the person has sent."""

    def rows(self, scope: Scope) -> Any:
        """All of it, also what was sent from a proven address of theirs."""
        self.need(scope)
        mine = Application.objects.sent_by(self.person, proven_addresses(self.person))
        return mine.with_end().select_related("posting__company")

    def current(self, row: Any) -> Any:
        return sent_json(self.rows(Scope.APPLICATIONS_WRITE).get(pk=row.pk))


class SentListView(SentView):
    """All that the person has sent."""

    parameters = PageParameters

    @operation(
        "list_sent_applications",
        "What you have applied for, the latest first",
        answers={200: page_of(SentApplication), 304: None},
        errors=(403,),
        example=examples.page(EXAMPLE),
    )
    def get(self, request: Request) -> Response:
        return self.listed(self.rows(Scope.APPLICATIONS_READ), sent_json)


class OneSentView(SentView):
    """One of them."""

    @operation(
        "get_sent_application",
        "One application of yours",
        answers={200: SentApplication, 304: None},
        errors=(403, 404),
        example=EXAMPLE,
    )
    def get(self, request: Request, application_id: int) -> Response:
        rows = self.rows(Scope.APPLICATIONS_READ)
        return self.shown(sent_json(get_object_or_404(rows, pk=application_id)))


class WithdrawSentView(SentView):
    """The candidate leaves."""

    @operation(
        "withdraw_sent_application",
        "Withdraw an application, for good",
        answers={200: SentApplication},
        errors=(403, 404, 409, 412, 422, 428),
        example={**EXAMPLE, "status": "withdrawn", "may_withdraw": False},
    )
    def post(self, request: Request, application_id: int) -> Response:
        rows = self.rows(Scope.APPLICATIONS_WRITE)
        found: Application = get_object_or_404(rows, pk=application_id)
        if replayed := replay(request, self.owner):
            return replayed
        version = version_asked(request, found)
        Strict(data=request.data or {}).is_valid(raise_exception=True)

        def withdraw() -> Response:
            # It is theirs, if only by the address that they have proven.
            holder = LinkHolder(found.pk)
            withdraw_application(found, by=holder, version=version)
            return self.shown(self.current(found))

        return idempotent(request, self.owner, withdraw)
