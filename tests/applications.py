"""Applications for tests, brought to their state by the deeds."""

from typing import Any

from django.core.files.base import ContentFile

from accounts.models import User
from postings.lifecycle import application as lifecycle, applying
from postings.lifecycle.applying import Content
from postings.lifecycle.transfer import other_jobs, transfer_application
from postings.models import (
    Application,
    ApplicationStatus,
    Cv,
    Posting,
    Refusal,
    Status,
)
from postings.permissions import LinkHolder
from tests import build

S = ApplicationStatus
HERE = {"apply_via": "here"}
# (deed, where to), after it was sent.
PATHS: dict[str, list[tuple[str, str]]] = {
    S.UNCONFIRMED: [],
    S.SUBMITTED: [("confirm", "")],
    S.IN_REVIEW: [("confirm", ""), ("move", S.IN_REVIEW)],
    S.INTERVIEW: [("confirm", ""), ("move", S.INTERVIEW)],
    S.OFFER: [("confirm", ""), ("move", S.OFFER)],
    S.HIRED: [("confirm", ""), ("move", S.OFFER), ("hire", "")],
    S.REJECTED: [("confirm", ""), ("reject", "")],
    S.WITHDRAWN: [("confirm", ""), ("withdraw", "")],
}
BY_CANDIDATE = frozenset({"confirm", "lapse", "withdraw"})
DEEDS: dict[str, Any] = {
    "confirm": applying.confirm_application,
    "lapse": applying.lapse_application,
    "move": lifecycle.move_application,
    "change": lifecycle.tag_application,
    "transfer": transfer_application,
    "hire": lifecycle.hire_application,
    "reject": lifecycle.reject_application,
    "withdraw": lifecycle.withdraw_application,
    "reopen": lifecycle.reopen_application,
}


def extras(name: str, application: Application) -> dict[str, Any]:
    """What a deed needs besides who and which version."""
    if name == "move":
        other = S.INTERVIEW if application.status != S.INTERVIEW else S.IN_REVIEW
        return {"to": other}
    if name == "change":
        return {"tags": [f"v{application.version}"]}
    if name == "transfer":
        return {"to": other_jobs(application).first() or other_job()}
    return {"reason": Refusal.SKILLS} if name == "reject" else {}


def other_job() -> Posting:
    """A second open job of Acme."""
    people = {"owner": "owner@acme.example", "moderator": "moderator@example.com"}
    found = {part: User.objects.get(email=email) for part, email in people.items()}
    return posting(found, title="Second Engineer")


def do(
    name: str,
    application: Application,
    by: Any,
    version: int | None = None,
    **more: Any,
) -> None:
    arguments = {**extras(name, application), **more}
    version = version or application.version
    DEEDS[name](application, by=by, version=version, **arguments)


def doer(name: str, cast: dict[str, User], application: Application) -> Any:
    """Who usually does it."""
    return LinkHolder(application.pk) if name in BY_CANDIDATE else cast["recruiter"]


def content(**more: Any) -> Content:
    given = {
        "name": "Teodora Vilaplana",
        "email": "teodora@example.com",
        "language": "en",
        **more,
    }
    return Content(**given)


def posting(cast: dict[str, User], **facts: Any) -> Posting:
    """An open posting of Acme that takes applications here."""
    return build.posting(cast, Status.LIVE, **{**HERE, **facts})


def application(
    cast: dict[str, User],
    status: str = S.SUBMITTED,
    *,
    to: Posting | None = None,
    by: User | None = None,
    **more: Any,
) -> Application:
    """An application in this status; `by` a signed-in candidate whose address it is."""
    to = to or posting(cast)
    if by is not None:
        more.setdefault("email", by.email)
    made = applying.apply(to, content(**more), by=by, is_proven=by is not None)
    for name, where in PATHS[status]:
        if name == "confirm" and by is not None:
            made.refresh_from_db()
            continue
        target: dict[str, Any] = {"to": S(where)} if where else {}
        do(name, made, doer(name, cast, made), **target)
    return made


def cv(text: bytes = b"%PDF-1.7 a CV", **more: Any) -> Cv:
    """A stored file that belongs to nobody yet; it is not checked."""
    given = {"name": "cv.pdf", "kind": "pdf", "size": len(text), "sha256": "0" * 64}
    row = Cv(**{**given, **more})
    row.file.save("", ContentFile(text), save=True)
    return row
