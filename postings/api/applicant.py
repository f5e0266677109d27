"""An application as programs of its company see it, by the role of their person.

Viewers see where it stands, and nothing of what was sent. Where the company decides
without names, nobody sees what would tell one.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import Company, User
from jobboard.ids import encode
from postings.lifecycle.application_table import DEEDS
from postings.models import (
    Application,
    Cv,
    CvKind,
    HiringSettings,
    Message,
    Note,
    Posting,
)
from postings.models.cv import TYPES
from postings.permissions import can_work_with_applications, is_name_hidden

# What a company does through `transitions`; the other deeds have other doers.
MOVES = ("move", "hire", "reject", "reopen")
# Every state that a transition may name.
TARGETS = list(dict.fromkeys(to.value for name in MOVES for to in DEEDS[name].targets))
MOMENTS = (
    "submitted_at",
    "moved_at",
    "decided_at",
    "answered_at",
    "answer_due_at",
)


def rows_of(company: Company) -> Any:
    """All that a company sees of its applications, each whole after one query."""
    rows = Application.objects.of_team().with_end()
    rows = rows.filter(posting__company=company)
    return rows.select_related("posting__company", "assignee", "cv")


@dataclass(frozen=True)
class Reader:
    """Who reads a company's applications: what they may see, and may do by this token."""

    company: Company
    hiring: HiringSettings | None
    may_work: bool
    may_write: bool

    @classmethod
    def of(cls, person: User, company: Company, *, has_scope: bool) -> "Reader":
        """has_scope: whether the token is for writing, where it is one."""
        hiring = HiringSettings.objects.filter(company=company).first()
        works = can_work_with_applications(person, Posting(company=company))
        return cls(company, hiring, may_work=works, may_write=works and has_scope)

    def shown(self, row: Application) -> dict[str, Any]:
        """The application, for the API."""
        hidden = is_name_hidden(row, self.hiring)
        return {
            "id": row.public_id,
            "version": row.version,
            "posting": {"id": row.posting.public_id, "title": row.posting.title},
            "status": row.status,
            "reason": row.reason or None,
            "code": row.code,
            "name": None if hidden else row.name,
            "is_name_hidden": hidden,
            "is_knocked_out": row.is_knocked_out,
            "tags": row.tags,
            "assignee": str(row.assignee) if row.assignee else None,
            **{name: getattr(row, name) for name in MOMENTS},
            "kept_until": getattr(row, "kept_until", None),
            "transitions": self.transitions(row),
            "sent": self.sent(row, hidden=hidden) if self.may_work else None,
        }

    def transitions(self, row: Application) -> list[str]:
        """Where it may be moved now."""
        if not self.may_write:
            return []
        deeds = [DEEDS[name] for name in MOVES]
        found = [
            to for deed in deeds if row.status in deed.sources for to in deed.targets
        ]
        return [to.value for to in dict.fromkeys(found) if to != row.status]

    def sent(self, row: Application, *, hidden: bool) -> dict[str, Any]:
        """What the candidate sent, less what would tell a hidden name."""
        cv: Cv | None = None if hidden else getattr(row, "cv", None)
        return {
            "email": None if hidden else row.email,
            "language": row.language,
            "links": [] if hidden else row.links,
            "cover_note": row.note or None,
            "answers": [answer_json(answer) for answer in row.answers_given],
            "cv": self.cv_json(row, cv) if cv else None,
        }

    def cv_json(self, row: Application, cv: Cv) -> dict[str, Any]:
        address = reverse("api_application_cv", args=[self.company.slug, row.pk])
        return {
            "url": settings.SITE_URL + address,
            "name": cv.name,
            "content_type": TYPES[CvKind(cv.kind)],
            "size": cv.size,
            "pages": cv.pages,
            "sha256": cv.sha256,
        }


def answer_json(answer: dict[str, Any]) -> dict[str, Any]:
    return {
        "question": answer["prompt"],
        "kind": answer["kind"],
        "value": str(answer["value"]),
        "is_knocked_out": answer["is_knocked_out"],
    }


def note_json(row: Note | Message) -> dict[str, Any]:
    return {
        "id": encode(row.pk),
        "author": str(row.author) if row.author else None,
        "text": row.text,
        "created_at": row.created_at,
    }


def message_json(message: Message) -> dict[str, Any]:
    return note_json(message) | {"is_from_candidate": message.is_from_candidate}
