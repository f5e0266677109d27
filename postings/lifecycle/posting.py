"""How a posting moves: the table of its states, and every deed.

A deed asks who may do it, changes the row only where the version that the
caller read and the old status still hold, and records one event in the same
transaction. Web, API, admin, commands and tasks all come through here.

Every deed raises PermissionDenied, StaleVersion or NotAllowedNow, and then has
changed nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import Company, User
from accounts.permissions import Person, can_write_postings
from jobboard import outbox, versions
from postings.lifecycle.facts import Facts, columns_of, write_needs
from postings.models import CloseReason, Posting, Reason, Status
from postings.permissions import can_edit_posting, can_moderate_postings

OPEN_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Deed:
    """One line of the table: from which states, to which, and who may."""

    sources: frozenset[Status]
    target: Status | None
    may: Callable[[Person, Posting], bool]


def by_moderator(person: Person, _posting: Posting) -> bool:
    return can_moderate_postings(person)


def _from(*sources: Status) -> frozenset[Status]:
    return frozenset(sources)


DEEDS: dict[str, Deed] = {
    "edit": Deed(_from(Status.DRAFT, Status.RETURNED), None, can_edit_posting),
    "submit": Deed(
        _from(Status.DRAFT, Status.RETURNED), Status.SUBMITTED, can_edit_posting
    ),
    "withdraw": Deed(_from(Status.SUBMITTED), Status.DRAFT, can_edit_posting),
    "approve": Deed(_from(Status.SUBMITTED), Status.LIVE, by_moderator),
    "return": Deed(_from(Status.SUBMITTED), Status.RETURNED, by_moderator),
    "close": Deed(_from(Status.LIVE), Status.CLOSED, can_edit_posting),
}


def deeds_for(person: Person, posting: Posting) -> list[str]:
    """The deeds that this person may do on this posting now, in the table's order."""
    return [
        name
        for name, deed in DEEDS.items()
        if posting.status in deed.sources and deed.may(person, posting)
    ]


@transaction.atomic
def create_posting(facts: Facts, *, by: User, company: Company | None) -> Posting:
    """A new draft. Without a company it is a shared one, and needs a source."""
    if company is not None and not can_write_postings(by, company):
        raise PermissionDenied
    posting = Posting.objects.create(company=company, author=by, **columns_of(facts))
    write_needs(posting, facts)
    outbox.record("posting.created", posting, by=by, to_status=posting.status)
    return posting


def edit_posting(posting: Posting, facts: Facts, *, by: Person, version: int) -> None:
    """Replace the facts that are handed over; the others stay."""
    _do("edit", posting, by=by, version=version, facts=facts)


def submit_posting(posting: Posting, *, by: Person, version: int) -> None:
    """Ask for publication."""
    _do("submit", posting, by=by, version=version, submitted_at=timezone.now())


def withdraw_posting(posting: Posting, *, by: Person, version: int) -> None:
    """Take it back from review, to work on it."""
    _do("withdraw", posting, by=by, version=version, submitted_at=None)


def approve_posting(posting: Posting, *, by: Person, version: int) -> None:
    """Publish it; without a date of its own it stays open for thirty days."""
    now = timezone.now()
    _do(
        "approve",
        posting,
        by=by,
        version=version,
        published_at=now,
        valid_through=max(posting.valid_through or now + OPEN_FOR, now + timedelta(1)),
    )


def return_posting(
    posting: Posting,
    *,
    by: Person,
    version: int,
    reasons: Sequence[Reason] = (),
    words: str = "",
) -> None:
    """Send it back to its author, who reads the reasons and the words.

    Raises ValueError where there is neither: a decision is always explained.
    """
    if not reasons and not words.strip():
        raise ValueError("a posting is returned with a reason")
    data = {"reasons": [reason.value for reason in reasons]}
    _do("return", posting, by=by, version=version, why=words.strip(), data=data)


def close_posting(
    posting: Posting, *, by: Person, version: int, reason: CloseReason
) -> None:
    """Take it off the board because the employer is done with it."""
    _do(
        "close",
        posting,
        by=by,
        version=version,
        why=reason.value,
        closed_at=timezone.now(),
        close_reason=reason,
    )


@transaction.atomic
def _do(
    name: str,
    posting: Posting,
    *,
    by: Person,
    version: int,
    why: str = "",
    data: dict[str, Any] | None = None,
    facts: Facts | None = None,
    **values: Any,
) -> None:
    deed = DEEDS[name]
    if not deed.may(by, posting):
        raise PermissionDenied
    before = posting.status
    if deed.target is not None:
        values["status"] = deed.target
    versions.change(
        posting,
        version=version,
        holds={"status__in": deed.sources},
        changed_at=timezone.now(),
        **columns_of(facts or {}),
        **values,
    )
    write_needs(posting, facts or {})
    outbox.record(
        f"posting.{PAST[name]}",
        posting,
        by=by if isinstance(by, User) else None,
        from_status=before,
        to_status=posting.status,
        why=why,
        data=data,
    )


# What an event calls the deed.
PAST = {
    "edit": "edited",
    "submit": "submitted",
    "withdraw": "withdrawn",
    "approve": "approved",
    "return": "returned",
    "close": "closed",
}
