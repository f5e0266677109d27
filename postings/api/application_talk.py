"""What a team writes around an application, and its CV, by program.

Notes and messages are rows of their own: they need no If-Match.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Scope
from jobboard.downloads import private_file
from jobboard.pagination import BadCursor, newest_first
from jobboard.rest.codecs import JsonRenderer, dump_json
from jobboard.rest.conditional import answer
from jobboard.rest.idempotent import idempotent, replay
from jobboard.rest.pages import PageParameters, bad_cursor, page_response
from jobboard.rest.schema import operation, page_of
from postings.api import application_schemas as schemas, examples
from postings.api.applicant import message_json, note_json
from postings.api.applications import PipelineView
from postings.lifecycle import teamwork
from postings.models import Cv
from postings.models.cv import TYPES
from postings.permissions import can_open_cv


class TalkView(PipelineView):
    """Rows around one application, for those who work with it."""

    parameters = PageParameters

    def listed(self, rows: Any, shown: Any) -> Response:
        size, cursor = self.asked["page_size"], self.asked["cursor"]
        rows = rows.select_related("author")
        try:
            page = newest_first(rows, by="created_at", size=size, cursor=cursor)
        except BadCursor as error:
            raise bad_cursor(error) from error
        results = (dump_json(shown(row)) for row in page.rows)
        return page_response(self.request, results, page, public=False)

    def written(
        self, slug: str, application_id: int, write: Any, shown: Any
    ) -> Response:
        """The new row, once for each key."""
        found = self.to_work_with(slug, application_id)
        if replayed := replay(self.request, self.owner):
            return replayed
        text = self.said(schemas.TextInput)["text"]

        def act() -> Response:
            body = dump_json(shown(write(found, text, by=self.person)))
            return answer(self.request, body, public=False, status=201)

        return idempotent(self.request, self.owner, act)


class NoteListView(TalkView):
    """What the team tells itself; no candidate ever sees it."""

    @operation(
        "list_notes",
        "The team's notes, the newest first",
        answers={200: page_of(schemas.Note), 304: None},
        errors=(403, 404),
        example=examples.page(schemas.NOTE),
    )
    def get(self, request: Request, slug: str, application_id: int) -> Response:
        found = self.to_work_with(slug, application_id, Scope.APPLICATIONS_READ)
        return self.listed(found.notes.all(), note_json)

    @operation(
        "write_note",
        "Tell the team something; no candidate ever sees it",
        answers={201: schemas.Note},
        body=schemas.TextInput,
        errors=(403, 404, 409, 422),
        example=schemas.NOTE,
        sends={"text": "Strong on queues."},
    )
    def post(self, request: Request, slug: str, application_id: int) -> Response:
        """Tell the team something; no candidate ever sees it."""
        return self.written(slug, application_id, teamwork.write_note, note_json)


class MessageListView(TalkView):
    """What team and candidate write to each other."""

    @operation(
        "list_messages",
        "What team and candidate wrote to each other, the newest first",
        answers={200: page_of(schemas.Message), 304: None},
        errors=(403, 404),
        example=examples.page(schemas.MESSAGE),
    )
    def get(self, request: Request, slug: str, application_id: int) -> Response:
        found = self.to_work_with(slug, application_id, Scope.APPLICATIONS_READ)
        return self.listed(found.messages.all(), message_json)

    @operation(
        "write_message",
        "Write to the candidate, by mail and on their page",
        answers={201: schemas.Message},
        body=schemas.TextInput,
        errors=(403, 404, 409, 422),
        example=schemas.MESSAGE,
        sends={"text": "When can we talk?"},
    )
    def post(self, request: Request, slug: str, application_id: int) -> Response:
        """Write to the candidate, by mail and on their page."""
        return self.written(slug, application_id, teamwork.write_message, message_json)


def renderer(kind: str, media_type: str) -> type[JsonRenderer]:
    """Only says that the view has such a file; problems are still JSON."""
    members = {"media_type": media_type, "format": kind}
    return type(f"{kind.title()}Renderer", (JsonRenderer,), members)


class CvView(PipelineView):
    """The CV of an application."""

    renderer_classes = (
        *(renderer(kind.value, media_type) for kind, media_type in TYPES.items()),
        JsonRenderer,
    )

    @operation(
        "get_cv",
        "The CV; whoever gets it is on record",
        answers={(200, media_type): bytes for media_type in TYPES.values()},
        errors=(403, 404),
    )
    def get(self, request: Request, slug: str, application_id: int) -> Any:
        found = self.to_work_with(slug, application_id, Scope.APPLICATIONS_READ)
        if not can_open_cv(self.person, found):
            raise PermissionDenied
        cv = get_object_or_404(Cv, application=found)
        file = private_file(cv.file, name=cv.name, content_type=cv.content_type)
        file["ETag"] = f'"{cv.sha256}"'
        teamwork.open_cv(found, by=self.person)
        return file
