"""Bans: a company and its author may not publish any more, and what is open goes."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from jobboard import outbox, versions
from postings.lifecycle import cases
from postings.lifecycle.posting import do, wait_for_bans
from postings.models import Ban, Case, Cause, Outcome, Posting, Reason, Status
from postings.permissions import can_moderate_postings

# What becomes of what the banned have on the board, or on its way there.
ENDS = {
    Status.LIVE: "freeze",
    Status.SUBMITTED: "return",
    Status.SCHEDULED: "return",
}


def can_be_banned(posting: Posting) -> bool:
    """Whether somebody stands behind it who may be banned, and is not yet."""
    author = posting.author
    if author is not None and author.is_staff:
        return False
    somebody = author is not None or posting.company_id is not None
    return somebody and not Ban.objects.of(posting.company, author).exists()


@transaction.atomic
def impose_ban(
    posting: Posting,
    *,
    by: User,
    reasons: Sequence[Reason] = (),
    words: str = "",
) -> Ban:
    """Ban the posting's company and its author; without a company, the author alone.

    What they have open is frozen, and what waits is sent back: each by its deed.
    Raises PermissionDenied, also where the author moderates; NotAllowedNow where
    they are banned already; ValueError where nothing says why.
    """
    if not reasons and not words.strip():
        raise ValueError("a decision says why")
    author = posting.author
    if not can_moderate_postings(by) or (author is not None and author.is_staff):
        raise PermissionDenied
    wait_for_bans(posting)
    ban = write_ban(posting, reasons, words.strip())
    given = [reason.value for reason in reasons]
    record(ban, "ban.imposed", Outcome.BAN, by=by, data={"reasons": given})
    for found in concerned(ban).select_for_update(no_key=True, of=("self",)):
        do(
            ENDS[Status(found.status)],
            found,
            by=by,
            version=found.version,
            why=ban.words,
            data={"reasons": given, "ban": ban.pk},
        )
    return ban


def write_ban(posting: Posting, reasons: Sequence[Reason], words: str) -> Ban:
    """The row of a new ban; NotAllowedNow where one holds already."""
    company, author = posting.company, posting.author
    if company is None and Ban.objects.of(None, author).exists():
        raise versions.NotAllowedNow
    try:
        with transaction.atomic():
            return Ban.objects.create(
                company=company, person=author, reasons=list(reasons), words=words
            )
    except IntegrityError as error:
        raise versions.NotAllowedNow from error


@transaction.atomic
def lift_ban(ban: Ban, *, by: User, version: int) -> None:
    """Let them publish again; what was frozen goes to the queue, one by one."""
    if not can_moderate_postings(by):
        raise PermissionDenied
    holds = {"lifted_at": None}
    versions.change(ban, version=version, holds=holds, lifted_at=timezone.now())
    record(ban, "ban.lifted", Outcome.UNBAN, by=by)
    frozen = theirs(ban).filter(status=Status.FROZEN)
    for posting in frozen.select_for_update(no_key=True, of=("self",)):
        cases.open_case(posting, Cause.FROZEN)


def record(
    ban: Ban,
    kind: str,
    outcome: Outcome,
    *,
    by: User,
    data: dict[str, list[str]] | None = None,
) -> None:
    """The event of a ban, and its line in the log of decisions."""
    why = ban.words if outcome == Outcome.BAN else ""
    event = outbox.record(kind, ban, by=by, why=why, data=data)
    Case.objects.create(
        company=ban.company,
        title=str(ban)[:120],
        opened_at=event.at,
        place_at=event.at,
        **{**cases.ending(outcome, event), "version": 1},
    )


def theirs(ban: Ban) -> QuerySet[Posting]:
    """The postings of the company, and those that the person shared."""
    about = Q(company=None, author=ban.person_id) if ban.person_id else Q(pk__in=[])
    if ban.company_id is not None:
        about |= Q(company=ban.company_id)
    postings: QuerySet[Posting] = Posting.objects.filter(about)
    return postings.order_by("pk")


def concerned(ban: Ban) -> QuerySet[Posting]:
    """Those that are on the board, or on their way there."""
    return theirs(ban).filter(status__in=ENDS)
