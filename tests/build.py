"""Postings for tests, brought to their state by the deeds."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Company, User
from jobboard.outbox import Delivery
from postings.lifecycle import imports, posting as lifecycle
from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.models import (
    CloseReason,
    Import,
    Posting,
    Provenance,
    Reason,
    Source,
    SourceKind,
    Status,
)

FACTS: dict[str, Any] = {
    "title": "Backend Engineer",
    "language": "en",
    "description": "Look after the ledger.\n\n- Keep it **balanced**.",
    "levels": ["senior"],
    "years_min": 5,
    "workplace": "remote",
    "employment": ["full_time"],
    "region_includes": ["latam"],
    "pay_min": 5000,
    "pay_max": 7000,
    "pay_currency": "USD",
    "pay_period": "month",
    "languages": [LanguageNeed("en", "B2")],
    "skills": [SkillNeed("Python"), SkillNeed("Kafka", is_required=False)],
}
ACME = "acme"
PATHS: dict[str, list[str]] = {
    Status.DRAFT: [],
    Status.SUBMITTED: ["submit"],
    Status.RETURNED: ["submit", "return"],
    Status.SCHEDULED: ["submit", "approve"],
    Status.LIVE: ["submit", "approve"],
    Status.FROZEN: ["submit", "approve", "freeze"],
    Status.CLOSED: ["submit", "approve", "close"],
    Status.EXPIRED: ["submit", "approve", "expire"],
    Status.REJECTED: ["submit", "reject"],
}
DEEDS: dict[str, Any] = {
    "edit": lifecycle.edit_posting,
    "submit": lifecycle.submit_posting,
    "delete": lifecycle.delete_posting,
    "withdraw": lifecycle.withdraw_posting,
    "approve": lifecycle.approve_posting,
    "return": lifecycle.return_posting,
    "reject": lifecycle.reject_posting,
    "go_live": lifecycle.go_live_posting,
    "close": lifecycle.close_posting,
    "expire": lifecycle.expire_posting,
    "freeze": lifecycle.freeze_posting,
    "release": lifecycle.release_posting,
    "renew": lifecycle.renew_posting,
    "appeal": lifecycle.appeal_posting,
}
TELLS_THE_AUTHOR = "postings.tasks.tell_author_of_decision"
WORDS = {"reasons": [Reason.PAY], "words": "Why?"}
EXTRAS: dict[str, dict[str, Any]] = {
    "edit": {"facts": {"title": "New title"}},
    "return": WORDS,
    "reject": WORDS,
    "freeze": WORDS,
    "close": {"reason": CloseReason.FILLED},
    "appeal": {"words": "It is a real job."},
}
BY_MODERATOR = frozenset({"approve", "return", "reject", "freeze", "release"})
BY_THE_BOARD = frozenset({"go_live", "expire"})


def do(
    name: str, posting: Posting, by: User | None, version: int | None = None
) -> None:
    """A deed with what it needs besides who and which version."""
    who = {} if name in BY_THE_BOARD else {"by": by}
    version = version or posting.version
    DEEDS[name](posting, version=version, **who, **EXTRAS.get(name, {}))


def doer(name: str, cast: dict[str, User]) -> User | None:
    """Who usually does it."""
    if name in BY_THE_BOARD:
        return None
    return cast["moderator"] if name in BY_MODERATOR else cast["owner"]


def acme() -> Company:
    found: Company = Company.objects.get(slug=ACME)
    return found


def posting(cast: dict[str, User], status: str = Status.LIVE, **facts: Any) -> Posting:
    """A posting of Acme in this status, written by its owner."""
    if status == Status.SCHEDULED:
        facts.setdefault("publish_at", timezone.now() + timedelta(days=3))
    made = lifecycle.create_posting(
        {**FACTS, **facts}, by=cast["owner"], company=acme()
    )
    for name in PATHS[status]:
        # A trusted company is live as soon as it submits.
        if name == "approve" and made.status != Status.SUBMITTED:
            continue
        if name == "reject" and made.status == Status.LIVE:
            do("freeze", made, cast["moderator"])
        do(name, made, doer(name, cast))
    return made


def decision_to_tell() -> Delivery:
    """The one decision that an author is to be told of."""
    return Delivery.objects.get(reaction=TELLS_THE_AUTHOR)


def found(
    cast: dict[str, User], external_id: str = "1", company: str = "", **facts: Any
) -> Posting:
    """An open job that somebody's source has brought, without a company."""
    author = cast["stranger"]
    source, _made = Source.objects.get_or_create(
        name="Board", kind=SourceKind.RSS, author=author, url="https://feed.example/rss"
    )
    stated = {"source_name": "Board", "apply_via": "url"}
    stated |= {"apply_url": "https://jobs.acme.example/1"}
    more = {**FACTS, **stated, **facts}
    made = lifecycle.create_posting(more, by=author, company=None)
    Provenance.objects.create(
        source=source,
        posting=made,
        external_id=external_id,
        as_written={"company": company} if company else {},
    )
    Posting.objects.filter(pk=made.pk).update(last_confirmed_at=timezone.now())
    lifecycle.submit_posting(made, by=author, version=made.version)
    lifecycle.approve_posting(made, by=cast["moderator"], version=made.version)
    made.refresh_from_db()
    return made


def imported(cast: dict[str, User], content: bytes = b"[]", **more: Any) -> Import:
    """A file that Acme's owner has handed over, which nobody has read yet."""
    acme = Company.objects.get(slug=ACME)
    given = {"kind": SourceKind.GREENHOUSE, "name": "Acme", "content": content, **more}
    return imports.ask_import(acme, by=cast["owner"], **given)
