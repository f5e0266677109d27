"""The facts of an extraction, as deeds take them."""

from typing import Any

from postings.extraction.ads import Extraction
from postings.extraction.wages import Wage
from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.pay import CURRENCIES

SKILLS_AT_MOST = 30


def facts_of(found: Extraction) -> dict[str, Any]:
    """What the text states, as columns and needs; nothing for what it does not.

    Pay without a currency or a period cannot be stored, and is left out.
    """
    facts: dict[str, Any] = {
        "levels": [one.value for one in found.levels],
        "employment": [one.value for one in found.employment],
        "contracts": [one.value for one in found.contracts],
        "benefits": [one.value for one in found.benefits],
        "languages": [
            LanguageNeed(one.value.code, one.value.level, one.value.is_required)
            for one in found.languages
        ],
        "skills": [
            SkillNeed(one.value.name, one.value.is_required) for one in found.skills
        ][:SKILLS_AT_MOST],
    }
    if found.years:
        facts["years_min"] = found.years.value.least
        facts["years_max"] = found.years.value.most
    if found.hours:
        hours = found.hours.value
        facts |= {"hours_zone": hours.zone, "hours_overlap": hours.overlap}
        facts |= {"hours_from": hours.begins, "hours_to": hours.ends}
    if found.region:
        facts["region_includes"] = list(found.region.value.includes)
        facts["region_excludes"] = list(found.region.value.excludes)
    if found.workplace:
        facts["workplace"] = found.workplace.value
    facts["places"] = [one.value for one in found.cities]
    return facts | pay_facts(found)


def pay_facts(found: Extraction) -> dict[str, Any]:
    """Pay, where the ad states its currency and period; what lacks them stays words."""
    if found.pay_is_undisclosed:
        return {"pay_is_undisclosed": True}
    wage = found.pay.value if found.pay else None
    if wage is None or wage.currency not in CURRENCIES or not wage.period:
        return {}
    return wage_columns(wage)


def wage_columns(wage: Wage) -> dict[str, Any]:
    """Pay under the columns' names, whole or not."""
    return {
        "pay_min": wage.least,
        "pay_max": wage.most,
        "pay_currency": wage.currency,
        "pay_period": wage.period,
        "pay_basis": wage.basis,
    }
