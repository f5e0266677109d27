"""Edits by program: at once, or as a revision where the posting is live."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Scope
from jobboard.rest.codecs import as_is
from jobboard.rest.conditional import answer, version_asked
from jobboard.rest.problems import Problem
from jobboard.rest.schema import operation
from postings.api import examples, schemas
from postings.api.desk import DeskView, OwnPostingView
from postings.api.input import FactsInput, check, read_facts
from postings.api.own import revision_json
from postings.lifecycle import posting as lifecycle, revision as revisions
from postings.lifecycle.facts import Facts, facts_of, from_json
from postings.models import Posting, Revision, Status


class RevisingView(DeskView):
    """What shows a posting's open revision."""

    def shown_revision(self, revision: Revision, status: int = 200) -> Response:
        return answer(
            self.request,
            revision_json(revision),
            version=revision.version,
            public=False,
            status=status,
        )


class EditablePostingView(RevisingView, OwnPostingView):
    """One posting of a company, in whatever state."""

    @operation(
        "edit_posting",
        "Replace some facts; of a live posting, 202 with the revision that waits",
        answers={200: schemas.OwnPostingDetail, 202: schemas.Revision},
        body=FactsInput,
        errors=(403, 404, 409, 412, 428),
        example=examples.DRAFT,
        sends={"title": "Backend Go, rutas de noche"},
    )
    def patch(self, request: Request, slug: str, posting_id: int) -> Response:
        """Replace some facts. Of a live posting, 202 with the revision that waits."""
        found = self.to_write(slug, posting_id)
        version = version_asked(request, found)
        changes = read_facts(FactsInput, request.data)
        check(facts_of(found) | changes, has_company=True)
        if found.status == Status.LIVE:
            return self.revise(found, changes, version)
        lifecycle.edit_posting(found, changes, by=self.person, version=version)
        return self.shown(found.pk)

    def revise(self, found: Posting, changes: Facts, version: int) -> Response:
        if revisions.open_revision(found):
            words = "An edit waits for a decision already. Change that one."
            raise Problem(409, words, revision=revision_address(found))
        whole = facts_of(found) | dict(changes)
        revision = revisions.revise_posting(
            found, whole, by=self.person, version=version
        )
        if revision is None:
            return self.shown(found.pk)
        response = self.shown_revision(revision, status=202)
        response["Location"] = revision_address(found)
        return response


class RevisionView(RevisingView):
    """The edit of a live posting that waits for a decision."""

    def current(self, row: Any) -> Any:
        if isinstance(row, Revision):
            return as_is(revision_json(row))
        return super().current(row)

    @operation(
        "get_revision",
        "The edit of a live posting that waits for a decision",
        answers={200: schemas.Revision, 304: None},
        errors=(403, 404),
        example=examples.REVISION,
    )
    def get(self, request: Request, slug: str, posting_id: int) -> Response:
        found = open_or_404(self.to_read(slug, posting_id))
        self.need(Scope.POSTINGS_READ)
        return self.shown_revision(found)

    @operation(
        "edit_revision",
        "Change the edit, and ask for a decision on it again",
        answers={200: schemas.Revision},
        body=FactsInput,
        errors=(403, 404, 409, 412, 428),
        example=examples.REVISION,
        sends={"title": "Backend Go, rutas de noche"},
    )
    def patch(self, request: Request, slug: str, posting_id: int) -> Response:
        """Change the edit, and ask for a decision on it again."""
        posting = self.to_write(slug, posting_id)
        revision = open_or_404(posting)
        version = version_asked(request, revision)
        changes = read_facts(FactsInput, request.data)
        whole = from_json(revision.facts) | changes
        check(facts_of(posting) | whole, has_company=True)
        revisions.revise_again(revision, whole, by=self.person, version=version)
        return self.shown_revision(revision)

    @operation(
        "withdraw_revision",
        "Give the edit up; the live text stays",
        answers={204: None},
        errors=(403, 404, 409, 412, 428),
    )
    def delete(self, request: Request, slug: str, posting_id: int) -> Response:
        """Give the edit up; the live text stays."""
        revision = open_or_404(self.to_write(slug, posting_id))
        version = version_asked(request, revision)
        revisions.withdraw_revision(revision, by=self.person, version=version)
        return Response(status=204)


def open_or_404(posting: Posting) -> Revision:
    """The posting's open revision."""
    revision = revisions.open_revision(posting)
    if revision is None:
        raise Http404
    return revision


def revision_address(posting: Posting) -> str:
    assert posting.company is not None  # noqa: S101
    return reverse("api_revision", args=[posting.company.slug, posting.pk])
