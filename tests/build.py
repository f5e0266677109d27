"""Postings for tests, brought to their state by the deeds."""

from typing import Any

from accounts.models import Company, User
from postings.lifecycle import posting as lifecycle
from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.models import CloseReason, Posting, Reason, Status

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


def posting(cast: dict[str, User], status: str = Status.LIVE, **facts: Any) -> Posting:
    """A posting of Acme in this status, written by its owner."""
    owner, moderator = cast["owner"], cast["moderator"]
    acme = Company.objects.get(slug="acme")
    made = lifecycle.create_posting({**FACTS, **facts}, by=owner, company=acme)
    if status == Status.DRAFT:
        return made
    lifecycle.submit_posting(made, by=owner, version=made.version)
    if status == Status.RETURNED:
        lifecycle.return_posting(
            made, by=moderator, version=made.version, reasons=[Reason.PAY], words="Why?"
        )
    if status in {Status.LIVE, Status.CLOSED}:
        lifecycle.approve_posting(made, by=moderator, version=made.version)
    if status == Status.CLOSED:
        lifecycle.close_posting(
            made, by=owner, version=made.version, reason=CloseReason.FILLED
        )
    return made
