"""The facts of a posting as a writer hands them over, and how they are stored."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from jobboard import markdown
from postings import pay, regions
from postings.models import (
    Posting,
    PostingLanguageNeed,
    PostingPlace,
    PostingSkill,
    Rate,
    Skill,
)

# Columns that a writer may set. What follows from them is never handed in.
COLUMNS = frozenset(
    (
        "title language description levels years_min years_max workplace office_days"
        " hours_from hours_to hours_zone hours_overlap employment contracts"
        " region_includes region_excludes pay_min pay_max pay_currency pay_period"
        " pay_basis pay_is_undisclosed pay_equity benefits sponsors_visa"
        " pays_relocation hiring_steps apply_via apply_url apply_email source_name"
        " source_url source_id posted_at publish_at valid_through"
    ).split()
)
# Columns that only mean something together.
WHOLES: tuple[dict[str, Any], ...] = (
    {"region_includes": [], "region_excludes": []},
    {
        "pay_min": None,
        "pay_max": None,
        "pay_currency": "",
        "pay_period": "",
        "pay_basis": "",
    },
)
NEEDS = frozenset({"languages", "skills", "places"})
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

    A region rule is handed over whole, and so is pay: what is left out of it is not
    stated. Raises KeyError where a fact is neither a column nor a list of needs.
    """
    unknown = facts.keys() - COLUMNS - NEEDS
    if unknown:
        raise KeyError(*sorted(unknown))
    columns = {name: facts[name] for name in facts if name in COLUMNS}
    for whole in WHOLES:
        if whole.keys() & columns.keys():
            columns = {**whole, **columns}
    if "description" in columns:
        columns["description_html"] = markdown.to_html(columns["description"])
        columns["renderer_version"] = markdown.RENDERER_VERSION
    if "region_includes" in columns:
        rule = (columns["region_includes"], columns["region_excludes"])
        columns["countries"] = sorted(regions.resolve(*rule))
        columns["region_version"] = regions.VERSION
    if "pay_currency" in columns:
        rates = Rate.objects.newest()
        columns |= in_dollars(columns, rates.per_usd)
        columns["usd_day"] = rates.days.get(columns["pay_currency"])
    return columns


def in_dollars(
    columns: Mapping[str, Any], rates: Mapping[str, Decimal]
) -> dict[str, Any]:
    """What the pay comes to in US dollars per month; None where that is unknown.

    rates: how much of each currency one US dollar buys.
    """
    figures = {"usd_min": columns["pay_min"], "usd_max": columns["pay_max"]}
    return {
        name: None
        if figure is None
        else pay.monthly_usd(
            Decimal(figure),
            currency=columns["pay_currency"],
            period=columns["pay_period"],
            rates=rates,
        )
        for name, figure in figures.items()
    }


def write_needs(posting: Posting, facts: Facts) -> None:
    """Replace the posting's languages, skills and places by those handed over."""
    if "languages" in facts:
        needs = {need.code: need for need in facts["languages"]}
        posting.language_needs.all().delete()
        PostingLanguageNeed.objects.bulk_create(
            PostingLanguageNeed(posting=posting, **asdict(need))
            for need in needs.values()
        )
    if "skills" in facts:
        write_skills(posting, facts["skills"])
    if "places" in facts:
        posting.place_rows.all().delete()
        PostingPlace.objects.bulk_create(
            PostingPlace(posting=posting, place_id=place)
            for place in dict.fromkeys(facts["places"])
        )


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


def facts_of(posting: Posting) -> dict[str, Any]:
    """All facts of a posting, as a writer would hand them over."""
    return {
        **{name: getattr(posting, name) for name in COLUMNS},
        "languages": [
            LanguageNeed(need.code, need.level, need.is_required)
            for need in posting.language_needs.all()
        ],
        "skills": [
            SkillNeed(need.skill.name, need.is_required)
            for need in posting.skill_needs.all()
        ],
        "places": [row.place_id for row in posting.place_rows.all()],
    }


def of_live(facts: Facts) -> Facts:
    """An edit of a live posting: without a last day of its own, the old one stays."""
    if facts.get("valid_through", ...) is None:
        return {name: value for name, value in facts.items() if name != "valid_through"}
    return facts


def to_json(facts: Facts) -> dict[str, Any]:
    """Facts as a JSON column keeps them; `from_json` reads them back."""
    kept = dict(facts)
    for name in ("languages", "skills"):
        if name in kept:
            kept[name] = [asdict(need) for need in kept[name]]
    return kept


def from_json(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they were handed over, with their types."""
    fields = {field.name: field for field in Posting._meta.fields}  # noqa: SLF001
    facts: dict[str, Any] = {
        name: fields[name].to_python(value)
        for name, value in kept.items()
        if name in COLUMNS
    }
    if "languages" in kept:
        facts["languages"] = [LanguageNeed(**need) for need in kept["languages"]]
    if "skills" in kept:
        facts["skills"] = [SkillNeed(**need) for need in kept["skills"]]
    if "places" in kept:
        facts["places"] = list(kept["places"])
    return facts
