"""Facts by this board's own names, checked one by one: what is not right is left out."""

from collections.abc import Mapping
from typing import Any

from postings import languages, regions
from postings.importing.fields import is_true, pay_of, stated
from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.models.rules import YEARS_AT_MOST
from postings.pay import Basis
from postings.vocabulary import Benefit, Contract, Employment, Level, Workplace

CHOICES: dict[str, list[str]] = {
    "levels": Level.values,
    "employment": Employment.values,
    "contracts": Contract.values,
    "benefits": Benefit.values,
}
LISTS = frozenset(CHOICES) | {
    "region_includes",
    "region_excludes",
    "skills",
    "skills_nice",
    "languages",
    "places",
}


def given_facts(job: Mapping[str, Any]) -> dict[str, Any]:
    """The columns and needs that the object states rightly."""
    job = flattened(job)
    workplace, language = job.get("workplace"), job.get("language")
    basis = job.get("pay_basis")
    pay = pay_of(
        *(job.get(f"pay_{name}") for name in ("min", "max", "currency", "period"))
    )
    if pay and basis in Basis.values:
        pay["pay_basis"] = basis
    return stated(
        workplace=workplace if workplace in Workplace.values else "",
        language=language if language in languages.PostingLanguage.values else "",
        region_includes=known_regions(job.get("region_includes")),
        region_excludes=known_regions(job.get("region_excludes")),
        pay_is_undisclosed=not pay and is_true(job.get("pay_is_undisclosed")),
        languages=language_needs(job.get("languages")),
        skills=[
            *skill_needs(job.get("skills"), is_required=True),
            *skill_needs(job.get("skills_nice"), is_required=False),
        ],
        **{name: known(job.get(name), CHOICES[name]) for name in CHOICES},
        **years(job),
        **pay,
    )


def flattened(job: Mapping[str, Any]) -> dict[str, Any]:
    """The API's objects as the columns' names: `pay.min` is `pay_min`."""
    flat = dict(job)
    for name in ("pay", "years", "region"):
        part = job.get(name)
        if isinstance(part, Mapping):
            flat |= {f"{name}_{key}": value for key, value in part.items()}
    return flat


def known(values: Any, choices: list[str]) -> list[str]:
    listed = values if isinstance(values, list) else []
    return [one for one in dict.fromkeys(map(str, listed)) if one in choices]


def known_regions(values: Any) -> list[str]:
    listed = values if isinstance(values, list) else []
    return [one for one in dict.fromkeys(map(str, listed)) if regions.is_known(one)]


def years(job: Mapping[str, Any]) -> dict[str, int]:
    low, high = number(job.get("years_min")), number(job.get("years_max"))
    if low is not None and high is not None and (high < low or not high):
        return {}
    named = {"years_min": low, "years_max": high}
    return {name: value for name, value in named.items() if value is not None}


def number(value: Any) -> int | None:
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isdecimal() and len(text) < 3):
        return None
    return int(text) if int(text) <= YEARS_AT_MOST else None


def language_needs(values: Any) -> list[LanguageNeed]:
    """From `{"code": "en", "level": "B2"}` or the words `en B2`."""
    needs = {}
    for one in values if isinstance(values, list) else []:
        if isinstance(one, Mapping):
            code, level = str(one.get("code", "")), str(one.get("level") or "")
            required = one.get("is_required", True) is not False
        else:
            code, _, level = str(one).strip().partition(" ")
            required = True
        level = level.strip().upper()
        if code in languages.ASKED and (not level or level in languages.RANKS):
            needs[code] = LanguageNeed(code, level, required)
    return list(needs.values())


def skill_needs(values: Any, *, is_required: bool) -> list[SkillNeed]:
    names = []
    for one in values if isinstance(values, list) else []:
        name = one.get("name") if isinstance(one, Mapping) else one
        required = is_required
        if isinstance(one, Mapping) and one.get("is_required") is False:
            required = False
        if isinstance(name, str) and 0 < len(name.strip()) <= 60:
            names.append(SkillNeed(" ".join(name.split()), required))
    return names
