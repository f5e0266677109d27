"""The demo board: people, companies and postings, all made through the deeds."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from accounts.models import Company, Membership, User
from jobboard.cast import CAST, DEMO_PASSWORD, Member
from postings.lifecycle import posting as lifecycle
from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.models import CloseReason, Posting, Reason
from postings.models.reference import MODERATORS

FOLDER = Path(__file__).parent.parent / "data" / "demo"
COMPANIES = {"acme": "Acme Pagamentos", "globex": "Globex Logística"}


@dataclass(frozen=True)
class Story:
    """One posting of the demo: its facts, who wrote it, and how far it came."""

    company: str
    author: str
    state: str
    facts: dict[str, Any]


def make_person(member: Member) -> User:
    """One of the cast, with the membership and rights that they should have."""
    user = User.objects.filter(email=member.email).first()
    if user is None:
        user = User.objects.create_user(member.email, DEMO_PASSWORD, name=member.name)
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    if member.is_moderator:
        User.objects.filter(pk=user.pk).update(is_staff=True)
        user.groups.add(Group.objects.get(name=MODERATORS))
    if member.company:
        company, _made = Company.objects.get_or_create(
            slug=member.company, defaults={"name": COMPANIES[member.company]}
        )
        Membership.objects.get_or_create(
            company=company, user=user, defaults={"role": member.role}
        )
    user.refresh_from_db()
    return user


def make_cast() -> dict[str, User]:
    """Everybody of the cast, by their part."""
    return {part: make_person(member) for part, member in CAST.items()}


def stories() -> Iterator[Story]:
    """The postings of the demo, from files of TOML facts above a Markdown text."""
    for path in sorted(FOLDER.glob("*.md")):
        _empty, head, text = path.read_text(encoding="utf-8").split("+++\n", 2)
        facts = tomllib.loads(head)
        yield Story(
            company=facts.pop("company", ""),
            author=facts.pop("author"),
            state=facts.pop("state", "live"),
            facts={
                **facts,
                "description": text.strip(),
                "languages": [
                    LanguageNeed(**need) for need in facts.get("languages", [])
                ],
                "skills": [SkillNeed(**need) for need in facts.get("skills", [])],
            },
        )


def tell(story: Story, cast: dict[str, User]) -> Posting:
    """Write the posting and take it, deed by deed, to where the story ends."""
    author, moderator = cast[story.author], cast["moderator"]
    company = Company.objects.get(slug=story.company) if story.company else None
    posting = lifecycle.create_posting(story.facts, by=author, company=company)
    if story.state == "draft":
        return posting
    lifecycle.submit_posting(posting, by=author, version=posting.version)
    if story.state == "returned":
        lifecycle.return_posting(
            posting, by=moderator, version=posting.version, reasons=[Reason.UNCLEAR]
        )
    if story.state in {"live", "closed"}:
        lifecycle.approve_posting(posting, by=moderator, version=posting.version)
    if story.state == "closed":
        reason = CloseReason.FILLED
        lifecycle.close_posting(
            posting, by=author, version=posting.version, reason=reason
        )
    return posting
