"""The postings of the demo: one file each, and the deeds that bring them to life.

A file has facts in TOML between two lines of `+++`, and the text in Markdown below.
Besides the facts of `postings.lifecycle.facts` it may say:

    company = "acme"      whose it is; without one it is shared by a stranger
    state = "live"        where its story ends
    age = 3               for how many days it has been published
    posted = 12           how many days ago it was published at its source
    opens_in = 4          in how many days a scheduled one opens
    places = ["Bogotá"]   as people write them
    languages = [{ code = "en", level = "C1" }]
    skills = ["Python", "Django"]          must have
    nice = ["Kafka"]                       nice to have
    revised = { pay_max = 9000 }           an edit that waits while the text is live
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts.models import Company, User
from jobboard.outbox import Event
from postings.lifecycle import posting as lifecycle
from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.lifecycle.revision import revise_posting
from postings.models import (
    CloseReason,
    Place,
    Posting,
    PostingDocument,
    Reason,
    Status,
)

FOLDER = Path(__file__).parents[2] / "data" / "demo"
# Deeds after the draft, by where the story ends.
ENDINGS: dict[str, tuple[str, ...]] = {
    Status.DRAFT: (),
    Status.SUBMITTED: ("submit",),
    Status.RETURNED: ("submit", "return"),
    Status.SCHEDULED: ("submit", "approve"),
    Status.LIVE: ("submit", "approve"),
    Status.FROZEN: ("submit", "approve", "freeze"),
    Status.CLOSED: ("submit", "approve", "close"),
    Status.EXPIRED: ("submit", "approve", "expire"),
    Status.REJECTED: ("submit", "reject"),
}
MOMENTS = ("created_at", "changed_at", "submitted_at", "published_at", "closed_at")


@dataclass(frozen=True)
class Story:
    """One posting of the demo: its facts, whose it is, and how far it came."""

    name: str
    company: str
    state: str
    age: int
    facts: dict[str, Any]
    revised: dict[str, Any] = field(default_factory=dict)


def stories() -> Iterator[Story]:
    """All of them, in the order of their files' names."""
    for path in sorted(FOLDER.glob("*.md")):
        yield read(path)


def read(path: Path) -> Story:
    _empty, head, text = path.read_text(encoding="utf-8").split("+++\n", 2)
    facts = tomllib.loads(head, parse_float=Decimal)
    skills = [SkillNeed(name) for name in facts.pop("skills", [])]
    nice = [SkillNeed(name, is_required=False) for name in facts.pop("nice", [])]
    days = facts.pop("opens_in", 0)
    if seen := facts.pop("posted", 0):
        facts["posted_at"] = timezone.localdate() - timedelta(days=seen)
    return Story(
        name=path.stem,
        company=facts.pop("company", ""),
        state=facts.pop("state", Status.LIVE),
        age=facts.pop("age", 0),
        revised=facts.pop("revised", {}),
        facts={
            **facts,
            "description": text.strip(),
            "languages": [LanguageNeed(**need) for need in facts.get("languages", [])],
            "skills": [*skills, *nice],
            "places": [found(name) for name in facts.get("places", [])],
            "publish_at": timezone.now() + timedelta(days=days) if days else None,
        },
    )


def found(name: str) -> int:
    place = Place.objects.find(name)
    if place is None:
        raise ValueError(f"there is no place {name}")
    return place.pk


def tell(story: Story, cast: dict[str, User], owners: dict[str, User]) -> Posting:
    """Write the posting and take it, deed by deed, to where its story ends."""
    author = owners.get(story.company, cast["stranger"])
    company = Company.objects.get(slug=story.company) if story.company else None
    posting = lifecycle.create_posting(story.facts, by=author, company=company)
    for deed in ENDINGS[story.state]:
        do(deed, posting, author=author, moderator=cast["moderator"])
    if story.revised:
        revise_posting(posting, story.revised, by=author, version=posting.version)
    grow_old(posting, timedelta(days=story.age))
    return posting


def do(deed: str, posting: Posting, *, author: User, moderator: User) -> None:
    version = posting.version
    why: dict[str, Any] = {"reasons": [Reason.UNCLEAR], "words": ""}
    if deed == "submit":
        lifecycle.submit_posting(posting, by=author, version=version)
    elif deed == "approve" and posting.status == Status.SUBMITTED:
        lifecycle.approve_posting(posting, by=moderator, version=version)
    elif deed == "return":
        lifecycle.return_posting(posting, by=moderator, version=version, **why)
    elif deed == "reject":
        lifecycle.reject_posting(posting, by=moderator, version=version, **why)
    elif deed == "freeze":
        lifecycle.freeze_posting(posting, by=moderator, version=version, **why)
    elif deed == "expire":
        lifecycle.expire_posting(posting, version=version)
    elif deed == "close":
        reason = CloseReason.FILLED
        lifecycle.close_posting(posting, by=author, version=version, reason=reason)


def grow_old(posting: Posting, age: timedelta) -> None:
    """Move its past back in time, so that a fresh demo board has a history."""
    rows = Posting.objects.filter(pk=posting.pk)
    rows.update(**{name: F(name) - age for name in MOMENTS})
    if posting.status == Status.EXPIRED:
        rows.update(valid_through=timezone.now() - timedelta(days=1))
    else:
        rows.update(valid_through=F("valid_through") - age)
    PostingDocument.objects.keep([posting.pk])
    events = Event.objects.filter(subject="posting", subject_id=posting.pk)
    events.update(at=F("at") - age)
