"""Facts from the fields of a source, whose words are those of many systems."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from postings.extraction.modes import MODES
from postings.extraction.terms import IN_TIMES
from postings.extraction.text import fold
from postings.pay import CURRENCIES, LIMIT, Period, parse_amount
from postings.vocabulary import Employment

PERIODS = {
    Period.HOUR: "hour|hourly|per-hour-wage|hora|hr|h",
    Period.DAY: "day|daily|per-day-wage|dia",
    Period.WEEK: "week|weekly|per-week-salary|semana",
    Period.MONTH: "month|monthly|per-month-salary|mes|mensal|mensual|mo",
    Period.YEAR: "year|yearly|annual|annually|per-year-salary|ano|anual|1 year|yr",
}
PERIOD_WORDS = {
    word: period.value for period, words in PERIODS.items() for word in words.split("|")
}
EMPLOYMENT_WORDS = {
    "fulltime": Employment.FULL_TIME,
    "parttime": Employment.PART_TIME,
    "intern": Employment.INTERNSHIP,
    "internship": Employment.INTERNSHIP,
    "temporary": Employment.TEMPORARY,
    "freelance": Employment.FREELANCE,
}


def employment_of(*values: Any) -> list[str]:
    """Working times named by fields such as `FULL_TIME`, `FullTime`, `Jornada completa`."""
    found: dict[str, None] = {}
    for value in flat(values):
        plain = fold(value)
        known = EMPLOYMENT_WORDS.get(re.sub(r"[^a-z]", "", plain))
        if known:
            found[known.value] = None
        for words in IN_TIMES.finditer(plain.replace("_", " ")):
            found[str(words.lastgroup)] = None
    return list(found)


def flat(values: Any) -> list[str]:
    """The texts among values and lists of values."""
    texts: list[str] = []
    for value in values:
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, list):
            texts += [one for one in value if isinstance(one, str)]
    return texts


def workplace_of(*values: Any) -> str:
    """The workplace that the first telling field names; "" for none."""
    for value in flat(values):
        found = MODES.search(fold(value).replace("_", " "))
        if found:
            return str(found.lastgroup)
    return ""


def pay_of(least: Any, most: Any, currency: Any, period: Any) -> dict[str, Any]:
    """Pay as columns; empty without a sum, a known currency and a period.

    Zero is not stated. A maximum below the minimum is left out with it.
    """
    low, high = amount(least), amount(most)
    code = str(currency or "").strip().upper()
    per = PERIOD_WORDS.get(fold(str(period or "")).strip().replace("_", "-"), "")
    if (low is None and high is None) or code not in CURRENCIES or not per:
        return {}
    if low is not None and high is not None and high < low:
        return {}
    return {"pay_min": low, "pay_max": high, "pay_currency": code, "pay_period": per}


def amount(value: Any) -> Decimal | None:
    """The sum; None for nothing, for 0, and for what is no number."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = parse_amount(value) if isinstance(value, str) else Decimal(str(value))
    except (ValueError, InvalidOperation):
        return None
    return number if number.is_finite() and 0 < number < LIMIT else None


def stated(**facts: Any) -> dict[str, Any]:
    """The facts that say something."""
    return {name: value for name, value in facts.items() if value}


def is_true(value: Any) -> bool:
    """Whether a field says yes: true, "true", `http://schema.org/True`."""
    return value is True or (isinstance(value, str) and value.lower().endswith("true"))


def text_of(value: Any) -> str:
    """The words of a field that may be a text, a list, or an object with a name."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list):
        return ", ".join(filter(None, map(text_of, value)))
    return " ".join(value.split()) if isinstance(value, str) else ""
