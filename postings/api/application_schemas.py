"""What a company's applications look like to programs, and what they may send."""

from typing import Any

from rest_framework import serializers

from jobboard.rest.fields import Choice, Moment, Strict, Text
from jobboard.rest.pages import PageParameters
from postings.api.applicant import TARGETS
from postings.lifecycle.application import TAG_LENGTH, TAGS_AT_MOST
from postings.models import (
    ApplicationStatus,
    QuestionKind,
    Refusal,
)
from postings.models.cv import TYPES
from postings.models.teamwork import TEXT_AT_MOST

SEEN = [status for status in ApplicationStatus.values if status != "unconfirmed"]
# The board's own reason is not for companies.
REASONS = [reason for reason in Refusal.values if reason != Refusal.UNANSWERED]
REASON_IS_MISSING = "The candidate reads the reason: give one."
ONLY_FOR_REJECTED = "Only for `rejected`."


class ApplicationParameters(PageParameters):
    """What the list of applications takes."""

    status = serializers.ChoiceField(
        SEEN, required=False, help_text="Only those that stand here."
    )
    posting = serializers.CharField(
        required=False, help_text="Only those for the posting of this id."
    )


class TransitionInput(Strict[Any]):
    """Where an application goes; with a reason where it is rejected."""

    to = Choice(TARGETS)
    reason = Choice(REASONS, required=False, help_text="Needed for `rejected`.")
    words = Text(
        required=False,
        max_length=TEXT_AT_MOST,
        help_text="For the candidate, with `rejected`.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        is_refusal = attrs["to"] == ApplicationStatus.REJECTED
        if is_refusal and "reason" not in attrs:
            raise serializers.ValidationError(
                {"reason": [REASON_IS_MISSING]}, "required"
            )
        extra = [] if is_refusal else sorted({"reason", "words"} & attrs.keys())
        if extra:
            raise serializers.ValidationError(
                {name: [ONLY_FOR_REJECTED] for name in extra}
            )
        return attrs


class ApplicationInput(Strict[Any]):
    """A PATCH of an application: its tags are replaced."""

    tags = serializers.ListField(
        child=Text(max_length=TAG_LENGTH), max_length=TAGS_AT_MOST
    )


class TextInput(Strict[Any]):
    """A note or a message."""

    text = Text(max_length=TEXT_AT_MOST)


class PostingName(serializers.Serializer[Any]):
    id = serializers.CharField()
    title = serializers.CharField()


class SentCv(serializers.Serializer[Any]):
    url = serializers.URLField(help_text="Whoever gets it from here is on record.")
    name = serializers.CharField()
    content_type = serializers.ChoiceField(list(TYPES.values()))
    size = serializers.IntegerField(help_text="Bytes.")
    pages = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField()


class GivenAnswer(serializers.Serializer[Any]):
    question = serializers.CharField()
    kind = serializers.ChoiceField(QuestionKind.choices)
    value = serializers.CharField()
    is_knocked_out = serializers.BooleanField(
        help_text="Whether it is not what the company said it must be."
    )


class Sent(serializers.Serializer[Any]):
    """What the candidate sent."""

    email = serializers.EmailField(allow_null=True, help_text="null: hidden still.")
    language = serializers.CharField(help_text="In which they are written to.")
    links = serializers.ListField(child=serializers.CharField())
    cover_note = serializers.CharField(allow_null=True)
    answers = GivenAnswer(many=True)
    cv = SentCv(allow_null=True, help_text="null: none was sent, or hidden still.")


class Application(serializers.Serializer[Any]):
    """An application as its company sees it."""

    id = serializers.CharField()
    version = serializers.IntegerField()
    posting = PostingName()
    status = serializers.ChoiceField(SEEN)
    reason = serializers.ChoiceField(Refusal.choices, allow_null=True)
    code = serializers.CharField(help_text="What it is called without its name.")
    name = serializers.CharField(allow_null=True, help_text="null: hidden still.")
    is_name_hidden = serializers.BooleanField(
        help_text="Whether the company decides without names until a later stage."
    )
    is_knocked_out = serializers.BooleanField()
    tags = serializers.ListField(child=serializers.CharField())
    assignee = serializers.CharField(allow_null=True)
    submitted_at = Moment()
    moved_at = Moment(allow_null=True)
    decided_at = Moment(allow_null=True)
    answered_at = Moment(allow_null=True)
    answer_due_at = Moment(allow_null=True, help_text="As the posting promised.")
    kept_until = Moment(allow_null=True, help_text="null: while the posting is open.")
    transitions = serializers.ListField(
        child=serializers.ChoiceField(TARGETS),
        help_text="Where this token may move it now.",
    )
    sent = Sent(allow_null=True, help_text="null for viewers.")


class Note(serializers.Serializer[Any]):
    id = serializers.CharField()
    author = serializers.CharField(allow_null=True, help_text="null: they have left.")
    text = serializers.CharField()
    created_at = Moment()


class Message(Note):
    is_from_candidate = serializers.BooleanField()


EXAMPLE: dict[str, Any] = {
    "id": "5n8w1x4c6t0z",
    "version": 3,
    "posting": {"id": "8r5mc0f2k7wq", "title": "Backend Go, rutas"},
    "status": "in_review",
    "reason": None,
    "code": "5N8W",
    "name": "Teodora Vilaplana",
    "is_name_hidden": False,
    "is_knocked_out": False,
    "tags": ["go"],
    "assignee": None,
    "submitted_at": "2026-01-14T09:12:00Z",
    "moved_at": "2026-01-15T13:40:00Z",
    "decided_at": None,
    "answered_at": "2026-01-15T13:40:00Z",
    "answer_due_at": "2026-01-28T09:12:00Z",
    "kept_until": None,
    "transitions": ["submitted", "interview", "offer", "rejected"],
    "sent": {
        "email": "teodora@example.com",
        "language": "es",
        "links": ["https://github.example/teodora"],
        "cover_note": "Las rutas son lo mío.",
        "answers": [
            {
                "question": "¿Cuántos años con Go?",
                "kind": "number",
                "value": "4",
                "is_knocked_out": False,
            }
        ],
        "cv": {
            "url": "https://board.example/api/v1/companies/globex/applications/5n8w1x4c6t0z/cv/",
            "name": "teodora.pdf",
            "content_type": "application/pdf",
            "size": 81234,
            "pages": 2,
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        },
    },
}
NOTE: dict[str, Any] = {
    "id": "000000000042",
    "author": "Olga Owner",
    "text": "Strong on queues.",
    "created_at": "2026-01-15T13:41:00Z",
}
MESSAGE = {**NOTE, "text": "When can we talk?", "is_from_candidate": False}
