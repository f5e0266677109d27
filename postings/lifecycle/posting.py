"""Every deed that moves a posting.

A deed asks who may do it, changes the row only where the version that the
caller read and the states of the table still hold, and records one event in the
same transaction. Web, API, admin, commands and tasks all come through here.

Every deed raises PermissionDenied, StaleVersion or NotAllowedNow, and then has
changed nothing. What is shown to others may lack no text: Incomplete.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import Company, User
from accounts.permissions import can_write_postings
from jobboard import outbox, versions
from postings.lifecycle import cases
from postings.lifecycle.facts import Facts, columns_of, facts_of, write_needs
from postings.lifecycle.table import DEEDS
from postings.models import CloseReason, Posting, PostingDocument, Reason, Status
from postings.permissions import Doer, is_trusted


class Incomplete(versions.NotAllowedNow):
    """A posting without its text is not shown to others."""


OPEN_FOR = timedelta(days=30)
OPEN_AT_LEAST = timedelta(days=1)


@transaction.atomic
def create_posting(facts: Facts, *, by: User, company: Company | None) -> Posting:
    """A new draft. Without a company it is a shared one, and needs a source."""
    if company is not None and not can_write_postings(by, company):
        raise PermissionDenied
    posting = Posting.objects.create(company=company, author=by, **columns_of(facts))
    write_needs(posting, facts)
    outbox.record("posting.created", posting, by=by, to_status=posting.status)
    return posting


def duplicate_posting(posting: Posting, *, by: User) -> Posting:
    """A new draft with the same facts, but for its dates and where it came from."""
    facts = facts_to_begin_with(posting)
    return create_posting(facts, by=by, company=posting.company)


def facts_to_begin_with(posting: Posting) -> dict[str, Any]:
    """A posting's facts, but for its dates and, of a company's, its source."""
    facts = facts_of(posting)
    for name in ("posted_at", "publish_at", "valid_through"):
        facts[name] = None
    if posting.company is not None:
        facts |= dict.fromkeys(("source_name", "source_url", "source_id"), "")
    return facts


def edit_posting(posting: Posting, facts: Facts, *, by: Doer, version: int) -> None:
    """Replace the facts that are handed over; the others stay."""
    do("edit", posting, by=by, version=version, facts=facts)


def submit_posting(posting: Posting, *, by: Doer, version: int) -> None:
    """Ask for publication; a trusted company publishes at once."""
    now = timezone.now()
    values: dict[str, Any] = {"submitted_at": now}
    if is_trusted(posting.company):
        values |= publication(posting, now)
    do("submit", posting, by=by, version=version, **values)


@transaction.atomic
def delete_posting(posting: Posting, *, by: Doer, version: int) -> None:
    """Remove a draft for good; only the event that says so stays.

    Where people have applied to it in an earlier life it stays: NotAllowedNow.
    """
    if posting.applications.exists():
        raise versions.NotAllowedNow
    do("delete", posting, by=by, version=version)
    posting.delete()


def withdraw_posting(posting: Posting, *, by: Doer, version: int) -> None:
    """Take it back from review, or from publication to come, to work on it."""
    do("withdraw", posting, by=by, version=version, submitted_at=None)


def approve_posting(posting: Posting, *, by: Doer, version: int) -> None:
    """Publish it, now or on the day it asks for."""
    values = publication(posting, timezone.now())
    do("approve", posting, by=by, version=version, **values)


def return_posting(
    posting: Posting,
    *,
    by: Doer,
    version: int,
    reasons: Sequence[Reason] = (),
    words: str = "",
) -> None:
    """Send it back to its author, who reads the reasons and the words."""
    decide("return", posting, by=by, version=version, reasons=reasons, words=words)


def reject_posting(
    posting: Posting,
    *,
    by: Doer,
    version: int,
    reasons: Sequence[Reason] = (),
    words: str = "",
) -> None:
    """Refuse it for good; its author may appeal. It is a strike for its company."""
    decide("reject", posting, by=by, version=version, reasons=reasons, words=words)


def freeze_posting(
    posting: Posting,
    *,
    by: Doer,
    version: int,
    reasons: Sequence[Reason] = (),
    words: str = "",
) -> None:
    """Take it out of everybody's sight at once, until it is released or rejected."""
    decide("freeze", posting, by=by, version=version, reasons=reasons, words=words)


def release_posting(posting: Posting, *, by: Doer, version: int) -> None:
    """Show a frozen posting again."""
    do("release", posting, by=by, version=version)


def go_live_posting(posting: Posting, *, version: int) -> None:
    """Publish what was scheduled; its moment has come."""
    values = publication(posting, timezone.now(), at_once=True)
    do("go_live", posting, by=None, version=version, **values)


def expire_posting(posting: Posting, *, version: int) -> None:
    """Note that the day until which it was open has passed."""
    do("expire", posting, by=None, version=version)


def close_posting(
    posting: Posting, *, by: Doer, version: int, reason: CloseReason
) -> None:
    """Take it off the board because the employer is done with it."""
    do(
        "close",
        posting,
        by=by,
        version=version,
        why=reason.value,
        closed_at=timezone.now(),
        close_reason=reason,
    )


def renew_posting(posting: Posting, *, by: Doer, version: int) -> None:
    """Open it again for thirty days; its place in the list stays where it was."""
    now = timezone.now()
    values: dict[str, Any] = {
        "closed_at": None,
        "close_reason": "",
        "merged_into": None,
        "submitted_at": now,
        "publish_at": None,
        "valid_through": now + OPEN_FOR,
    }
    if is_trusted(posting.company):
        values["status"] = Status.LIVE
    do("renew", posting, by=by, version=version, **values)


def appeal_posting(posting: Posting, *, by: Doer, version: int, words: str) -> None:
    """Ask for a second look at a rejection, and say why."""
    if not words.strip():
        raise ValueError("an appeal says why")
    now = timezone.now()
    do(
        "appeal",
        posting,
        by=by,
        version=version,
        why=words.strip(),
        submitted_at=now,
    )


def publication(
    posting: Posting, now: datetime, *, at_once: bool = False
) -> dict[str, Any]:
    """The columns with which a posting becomes public, now or on its day.

    `published_at` is the first time only: it orders the list, and a renewal does
    not move it. Without a day of its own a posting stays open for thirty days.
    """
    coming = posting.publish_at
    if coming is not None and coming > now and not at_once:
        return {"status": Status.SCHEDULED}
    until = posting.valid_through or now + OPEN_FOR
    return {
        "status": Status.LIVE,
        "published_at": posting.published_at or now,
        "valid_through": max(until, now + OPEN_AT_LEAST),
    }


def decide(
    name: str,
    posting: Posting,
    *,
    by: Doer,
    version: int,
    reasons: Sequence[Reason],
    words: str,
) -> None:
    """A decision that is always explained; ValueError where it is not."""
    if not reasons and not words.strip():
        raise ValueError("a decision says why")
    data = {"reasons": [reason.value for reason in reasons]}
    do(name, posting, by=by, version=version, why=words.strip(), data=data)


@transaction.atomic
def do(
    name: str,
    posting: Posting,
    *,
    by: Doer,
    version: int,
    why: str = "",
    data: dict[str, Any] | None = None,
    facts: Facts | None = None,
    **values: Any,
) -> None:
    """One deed of the table: its right, its change, and its event."""
    deed = DEEDS[name]
    if deed.publish:
        wait_for_bans(posting)
    if not deed.may(by, posting):
        raise PermissionDenied
    if deed.whole:
        require_text(posting, facts or {})
    before = posting.status
    if deed.targets:
        values.setdefault("status", deed.targets[0])
    versions.change(
        posting,
        version=version,
        holds={"status__in": deed.sources},
        changed_at=timezone.now(),
        **columns_of(facts or {}),
        **values,
    )
    write_needs(posting, facts or {})
    if Status.LIVE in (before, posting.status):
        PostingDocument.objects.keep([posting.pk])
    event = outbox.record(
        f"posting.{deed.past}",
        posting,
        by=by if isinstance(by, User) else None,
        from_status=before,
        to_status=posting.status,
        why=why,
        data=data,
    )
    cases.follow(name, posting, event)


def require_text(posting: Posting, facts: Facts) -> None:
    """Raises Incomplete where the posting, with these facts, has no description."""
    if not facts.get("description", posting.description):
        raise Incomplete


def wait_for_bans(posting: Posting) -> None:
    """Let a ban of its company or its sharer that is under way be done first.

    `impose_ban` holds the same row until all that is open is frozen, so nothing
    can be published behind its back.
    """
    company = Company.objects.filter(pk=posting.company_id or 0)
    sharer = User.objects.filter(pk=posting.author_id or 0)
    rows = company if posting.company_id is not None else sharer
    list(rows.select_for_update(no_key=True).values_list("pk"))
