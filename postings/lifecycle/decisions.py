"""One decision on one case, whatever it is about: the desk's single and bulk door."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from jobboard import outbox, versions
from postings.lifecycle import cases, posting as lifecycle, revision as revisions
from postings.lifecycle.table import deeds_for
from postings.models import Case, Outcome, Posting, Reason, Revision, Status
from postings.models.choices import RevisionStatus
from postings.permissions import can_moderate_postings

# Decisions that their author must be able to understand.
EXPLAINED = frozenset({"return", "reject", "freeze", "ban"})
DEEDS: dict[str, Callable[..., None]] = {
    "approve": lifecycle.approve_posting,
    "return": lifecycle.return_posting,
    "reject": lifecycle.reject_posting,
    "freeze": lifecycle.freeze_posting,
    "release": lifecycle.release_posting,
}
ON_REVISIONS = ("approve", "return")


@dataclass(frozen=True)
class Seen:
    """The versions that the moderator has read; 0 is none.

    row: of the posting or of its edit. posting: of the posting, beside an edit.
    case: which reports there were.
    """

    row: int
    posting: int = 0
    case: int = 0


def decide(
    subject: Posting | Revision,
    decision: str,
    *,
    by: User,
    seen: Seen,
    reasons: Sequence[Reason] = (),
    words: str = "",
) -> None:
    """Take the deed that the decision names.

    Raises what the deed raises, and NotAllowedNow where the decision does not fit.
    """
    more: dict[str, Any] = {"by": by, "version": seen.row}
    if decision in EXPLAINED:
        more |= {"reasons": reasons, "words": words}
    if isinstance(subject, Revision):
        decide_revision(subject, decision, posting_version=seen.posting, **more)
    elif decision == "keep":
        keep_posting(subject, by=by, version=seen.row, case_version=seen.case)
    elif decision in DEEDS:
        DEEDS[decision](subject, **more)
    else:
        raise versions.NotAllowedNow


def decide_revision(
    revision: Revision, decision: str, *, posting_version: int, **more: Any
) -> None:
    if decision == "approve":
        revisions.approve_revision(revision, posting_version=posting_version, **more)
    elif decision == "return":
        revisions.return_revision(revision, **more)
    else:
        raise versions.NotAllowedNow


def decisions_on(subject: Posting | Revision, moderator: User) -> list[str]:
    """What may be decided now, the usual one first."""
    if isinstance(subject, Revision):
        waits = subject.status == RevisionStatus.SUBMITTED
        return list(ON_REVISIONS) if waits else []
    found = [deed for deed in deeds_for(moderator, subject) if deed in DEEDS]
    cases_open = subject.cases.filter(revision=None, closed_at=None)
    waits = subject.status == Status.LIVE and cases_open.exists()
    return ["keep", *found] if waits else found


@transaction.atomic
def keep_posting(
    posting: Posting, *, by: User, version: int, case_version: int
) -> None:
    """Leave an open posting as it is: what was reported or found is no reason.

    case_version: of its case, so that no report is dismissed unread.
    """
    if not can_moderate_postings(by):
        raise PermissionDenied
    current = Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
    if current.version != version:
        raise versions.StaleVersion(current)
    rows = Case.objects.filter(posting=current, revision=None, closed_at=None)
    case = rows.select_for_update().first()
    if case is None or current.status != Status.LIVE:
        raise versions.NotAllowedNow
    if case.version != case_version:
        raise versions.StaleVersion(case)
    case.version += 1
    data = {"posting": posting.pk}
    event = outbox.record("case.kept", case, by=by, data=data)
    cases.close_case(current, Outcome.KEEP, event)
