"""The facts of a posting as a writer hands them over, and how they are stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jobboard import markdown
from postings import regions
from postings.models import Posting, PostingLanguageNeed, PostingSkill, Skill

# Columns that a writer may set. What follows from them is never handed in.
COLUMNS = frozenset(
    [
        "title",
        "language",
        "description",
        "levels",
        "years_min",
        "years_max",
        "workplace",
        "employment",
        "contracts",
        "region_includes",
        "region_excludes",
        "pay_min",
        "pay_max",
        "pay_currency",
        "pay_period",
        "pay_basis",
        "apply_via",
        "apply_url",
        "apply_email",
        "source_name",
        "source_url",
        "posted_at",
        "valid_through",
    ]
)
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class LanguageNeed:
    """A language (ISO 639-1), a CEFR level or "", and whether it is a must."""

    code: str
    level: str = ""
    is_required: bool = True


@dataclass(frozen=True)
class SkillNeed:
    """A skill by any of its names, and whether it is a must."""

    name: str
    is_required: bool = True


def columns_of(facts: Facts) -> dict[str, Any]:
    """The columns to write for these facts, with those that follow from them.

    Raises KeyError where a fact is neither a column nor a list of needs.
    """
    unknown = facts.keys() - COLUMNS - {"languages", "skills"}
    if unknown:
        raise KeyError(*sorted(unknown))
    columns = {name: facts[name] for name in facts if name in COLUMNS}
    if "description" in columns:
        columns["description_html"] = markdown.to_html(columns["description"])
        columns["renderer_version"] = markdown.RENDERER_VERSION
    if "region_includes" in columns:
        rule = (columns["region_includes"], columns.get("region_excludes", ()))
        columns["countries"] = sorted(regions.resolve(*rule))
        columns["region_version"] = regions.VERSION
    return columns


def write_needs(posting: Posting, facts: Facts) -> None:
    """Replace the posting's languages and skills by those handed over."""
    if "languages" in facts:
        needs: Sequence[LanguageNeed] = facts["languages"]
        posting.language_needs.all().delete()
        PostingLanguageNeed.objects.bulk_create(
            PostingLanguageNeed(
                posting=posting,
                code=need.code,
                level=need.level,
                is_required=need.is_required,
            )
            for need in {need.code: need for need in needs}.values()
        )
    if "skills" in facts:
        write_skills(posting, facts["skills"])


def write_skills(posting: Posting, needs: Sequence[SkillNeed]) -> None:
    """Required skills first; one that is both is required."""
    rows: dict[Skill, PostingSkill] = {}
    for is_required in (True, False):
        names = [need.name for need in needs if need.is_required is is_required]
        for skill in Skill.objects.named(names):
            row = PostingSkill(posting=posting, skill=skill, is_required=is_required)
            rows.setdefault(skill, row)
    posting.skill_needs.all().delete()
    PostingSkill.objects.bulk_create(rows.values())
