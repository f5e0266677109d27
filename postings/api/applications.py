"""companies/{slug}/applications/: the pipeline by program, with the deeds of the desk.

Answers come in this order: 401, 404, 403, the answer that a known key had before,
428, 412, 400, 409.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.views import MemberView
from accounts.models import Company, Scope
from jobboard.ids import decode
from jobboard.pagination import BadCursor, newest_first
from jobboard.rest.codecs import dump_json
from jobboard.rest.conditional import answer, version_asked
from jobboard.rest.fields import Strict
from jobboard.rest.idempotent import idempotent, replay
from jobboard.rest.pages import bad_cursor, page_response
from jobboard.rest.problems import invalid
from jobboard.rest.schema import operation, page_of
from postings.api import application_schemas as schemas, examples
from postings.api.applicant import Reader, rows_of
from postings.lifecycle import application as lifecycle
from postings.models import STAGES, Application, ApplicationStatus, Refusal
from postings.permissions import can_work_with_applications


class PipelineView(MemberView):
    """A view of one company's applications."""

    def reader(self, company: Company) -> Reader:
        """What the person may see and do there, with this token."""
        writes = not self.token or Scope.APPLICATIONS_WRITE in self.token.scopes
        return Reader.of(self.person, company, has_scope=writes)

    def to_read(self, slug: str, application_id: int) -> Application:
        """An application for a company that the person works for; 404 before 403."""
        rows = rows_of(self.company(slug))
        found: Application = get_object_or_404(rows, pk=application_id)
        return found

    def to_work_with(
        self, slug: str, application_id: int, scope: Scope = Scope.APPLICATIONS_WRITE
    ) -> Application:
        """One that the person may decide on; 403 for viewers and other tokens."""
        found = self.to_read(slug, application_id)
        self.need(scope)
        if not can_work_with_applications(self.person, found.posting):
            raise PermissionDenied
        return found

    def said(self, kind: type[Strict[Any]]) -> dict[str, Any]:
        """The body, as this serializer reads it; ValidationError names what is wrong."""
        read = kind(data=self.request.data)
        read.is_valid(raise_exception=True)
        return dict(read.validated_data)

    def shown(self, row: Application) -> Response:
        """The application as it is now, with its tag."""
        body = self.current(row)
        return answer(
            self.request, dump_json(body), version=body["version"], public=False
        )

    def current(self, row: Any) -> dict[str, Any]:
        """How it is now, for whoever has read an older version of it."""
        company = row.posting.company
        return self.reader(company).shown(rows_of(company).get(pk=row.pk))


class ApplicationListView(PipelineView):
    """A company's applications, the newest first."""

    parameters = schemas.ApplicationParameters

    @operation(
        "list_applications",
        "A company's applications, the newest first",
        answers={200: page_of(schemas.Application), 304: None},
        errors=(403, 404),
        example=examples.page(schemas.EXAMPLE),
    )
    def get(self, request: Request, slug: str) -> Response:
        company = self.company(slug)
        self.need(Scope.APPLICATIONS_READ)
        size, cursor = self.asked["page_size"], self.asked["cursor"]
        rows = self.narrowed(rows_of(company))
        try:
            page = newest_first(rows, by="submitted_at", size=size, cursor=cursor)
        except BadCursor as error:
            raise bad_cursor(error) from error
        reader = self.reader(company)
        results = (dump_json(reader.shown(row)) for row in page.rows)
        return page_response(request, results, page, public=False)

    def narrowed(self, rows: Any) -> Any:
        """Those that the parameters ask for."""
        if "status" in self.asked:
            rows = rows.filter(status=self.asked["status"])
        if "posting" in self.asked:
            try:
                rows = rows.filter(posting=decode(self.asked["posting"]))
            except ValueError as error:
                words = "An id has twelve letters and digits."
                raise invalid("posting", words) from error
        return rows


class ApplicationView(PipelineView):
    """One application."""

    @operation(
        "get_application",
        "One application",
        answers={200: schemas.Application, 304: None},
        errors=(403, 404),
        example=schemas.EXAMPLE,
    )
    def get(self, request: Request, slug: str, application_id: int) -> Response:
        found = self.to_read(slug, application_id)
        self.need(Scope.APPLICATIONS_READ)
        return self.shown(found)

    @operation(
        "edit_application",
        "Replace its tags",
        answers={200: schemas.Application},
        body=schemas.ApplicationInput,
        errors=(403, 404, 409, 412, 428),
        example=schemas.EXAMPLE,
        sends={"tags": ["go", "call in March"]},
    )
    def patch(self, request: Request, slug: str, application_id: int) -> Response:
        """Replace its tags."""
        found = self.to_work_with(slug, application_id)
        version = version_asked(request, found)
        tags = self.said(schemas.ApplicationInput)["tags"]
        lifecycle.tag_application(found, tags, by=self.person, version=version)
        return self.shown(found)


class TransitionView(PipelineView):
    """Move an application: to another stage, to a decision, or back from one."""

    @operation(
        "move_application",
        "Move it to another stage, decide, or take a decision back",
        answers={200: schemas.Application},
        body=schemas.TransitionInput,
        errors=(403, 404, 409, 412, 422, 428),
        example=schemas.EXAMPLE,
        sends={"to": "rejected", "reason": "pay", "words": "Thank you for your time."},
    )
    def post(self, request: Request, slug: str, application_id: int) -> Response:
        """Move it; `transitions` says where to. The candidate is told of decisions."""
        found = self.to_work_with(slug, application_id)
        if replayed := replay(request, self.owner):
            return replayed
        version = version_asked(request, found)
        said = self.said(schemas.TransitionInput)

        def act() -> Response:
            self.move(found, version, **said)
            return self.shown(found)

        return idempotent(request, self.owner, act)

    def move(
        self,
        found: Application,
        version: int,
        to: str,
        reason: str = "",
        words: str = "",
    ) -> None:
        """The deed that leads there from where it stands."""
        who: Any = {"by": self.person, "version": version}
        if to == ApplicationStatus.HIRED:
            lifecycle.hire_application(found, **who)
        elif to == ApplicationStatus.REJECTED:
            why = Refusal(reason)
            lifecycle.reject_application(found, reason=why, words=words, **who)
        elif to == ApplicationStatus.IN_REVIEW and found.status not in STAGES:
            lifecycle.reopen_application(found, **who)
        else:
            lifecycle.move_application(found, ApplicationStatus(to), **who)
