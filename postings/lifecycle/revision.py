"""Edits of live postings: published at once where trusted, decided on otherwise.

The old text stays live until a moderator approves the new one. A posting has at
most one open revision; its writers go on editing that one.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from jobboard import outbox, versions
from postings.lifecycle import cases
from postings.lifecycle.facts import Facts, from_json, of_live, to_json
from postings.lifecycle.posting import do, require_text
from postings.lifecycle.table import DEEDS
from postings.models import Posting, Reason, Revision, RevisionStatus, Status
from postings.models.revision import OPEN
from postings.permissions import (
    Doer,
    can_edit_posting,
    can_moderate_postings,
    is_trusted,
)


def open_revision(posting: Posting) -> Revision | None:
    """The posting's open revision, if there is one."""
    return Revision.objects.open().filter(posting=posting).first()


@transaction.atomic
def revise_posting(
    posting: Posting, facts: Facts, *, by: Doer, version: int
) -> Revision | None:
    """Edit a live posting. None where it was published at once.

    version: the posting's, which a new revision is written against. Where one is
    open already, StaleVersion names the posting: `revise_again` edits it.
    """
    if is_trusted(posting.company):
        do("revise", posting, by=by, version=version, facts=of_live(facts))
        return None
    if not DEEDS["revise"].may(by, posting):
        raise PermissionDenied
    require_text(posting, facts)
    current = Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
    if current.version != version:
        raise versions.StaleVersion(current)
    if current.status not in DEEDS["revise"].sources:
        raise versions.NotAllowedNow
    if open_revision(posting) is not None:
        raise versions.StaleVersion(current)
    revision = Revision.objects.create(
        posting=posting,
        base_version=version,
        author=by if isinstance(by, User) else None,
        facts=to_json(of_live(facts)),
    )
    note("revision.submitted", revision, by=by)
    return revision


@transaction.atomic
def revise_again(revision: Revision, facts: Facts, *, by: Doer, version: int) -> None:
    """Replace what an open revision says, and ask for a decision on it.

    version: the revision's own.
    """
    require_text(revision.posting, facts)
    move(
        revision,
        can_edit_posting(by, revision.posting),
        RevisionStatus.SUBMITTED,
        version=version,
        facts=to_json(of_live(facts)),
        submitted_at=timezone.now(),
    )
    note("revision.submitted", revision, by=by)


@transaction.atomic
def withdraw_revision(revision: Revision, *, by: Doer, version: int) -> None:
    """Give the edit up; the live text stays."""
    may = can_edit_posting(by, revision.posting)
    move(revision, may, RevisionStatus.WITHDRAWN, version=version)
    note("revision.withdrawn", revision, by=by)


@transaction.atomic
def return_revision(
    revision: Revision,
    *,
    by: Doer,
    version: int,
    reasons: Sequence[Reason] = (),
    words: str = "",
) -> None:
    """Send the edit back to its author; the live text stays."""
    if not reasons and not words.strip():
        raise ValueError("a decision says why")
    may = can_moderate_postings(by)
    submitted = (RevisionStatus.SUBMITTED,)
    move(revision, may, RevisionStatus.RETURNED, sources=submitted, version=version)
    data = {"reasons": [reason.value for reason in reasons]}
    note("revision.returned", revision, by=by, why=words.strip(), data=data)


@transaction.atomic
def approve_revision(
    revision: Revision, *, by: Doer, version: int, posting_version: int
) -> None:
    """Put the revision's facts in the place of the posting's.

    version, posting_version: both that the moderator read. The posting has to be
    live still.
    """
    may = can_moderate_postings(by)
    submitted = (RevisionStatus.SUBMITTED,)
    posting = Posting.objects.select_for_update(no_key=True).get(pk=revision.posting_id)
    if posting.version != posting_version:
        raise versions.StaleVersion(posting)
    if posting.status != Status.LIVE:
        raise versions.NotAllowedNow
    move(revision, may, RevisionStatus.APPROVED, sources=submitted, version=version)
    facts = from_json(revision.facts)
    data = {"revision": revision.pk}
    do(
        "approve_revision",
        posting,
        by=by,
        version=posting_version,
        facts=facts,
        data=data,
    )
    note("revision.approved", revision, by=by)


def move(
    revision: Revision,
    may: bool,  # noqa: FBT001 (asked by the caller)
    status: RevisionStatus,
    *,
    version: int,
    sources: Sequence[RevisionStatus] = OPEN,
    **values: Any,
) -> None:
    if not may:
        raise PermissionDenied
    holds = {"status__in": sources}
    versions.change(revision, version=version, holds=holds, status=status, **values)


def note(
    kind: str,
    revision: Revision,
    *,
    by: Doer,
    why: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    event = outbox.record(
        kind,
        revision,
        by=by if isinstance(by, User) else None,
        to_status=revision.status,
        why=why,
        data={"posting": revision.posting_id, **(data or {})},
    )
    cases.follow_revision(revision, event)
