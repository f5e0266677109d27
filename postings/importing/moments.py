"""Dates as sources write them, in some thirty shapes."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

MONTHS = {
    word: number
    for number, words in enumerate(
        "jan|january|janeiro|ene|enero feb|february|fev|fevereiro|febrero"
        " mar|march|março|marco|marzo apr|april|abr|abril may|mai|maio|mayo"
        " jun|june|junho|junio jul|july|julho|julio aug|august|ago|agosto"
        " sep|sept|september|set|setembro|septiembre oct|october|out|outubro|octubre"
        " nov|november|novembro|noviembre dec|december|dez|dezembro|dic|diciembre".split(),
        start=1,
    )
    for word in words.split("|")
}
DAYS = {
    "hour|hours|hora|horas|h|hr|hrs|minute|minutes|minuto|minutos|min|m": 0,
    "day|days|dia|dias|día|días|d": 1,
    "week|weeks|semana|semanas|w|sem": 7,
    "month|months|mes|meses|mês|mo": 30,
    "year|years|ano|anos|año|años|y": 365,
}
UNITS = {word: days for words, days in DAYS.items() for word in words.split("|")}
AGO = re.compile(
    r"(?:\b(?:há|ha|hace)\b\s*(?:mais de |más de |cerca de )?)?(\d{1,3}|an?|um|uma|un|una)\+?"
    r"\s*([a-zíêñ]+)\.?(?:\s*(?:ago|atrás|atras))?"
)
TODAY = re.compile(r"\b(?:today|hoje|hoy|just now|agora|ahora|new)\b")
YESTERDAY = re.compile(r"\b(?:yesterday|ontem|ayer)\b")
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})")
NUMERIC = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b")
NAMED = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|º)?(?: de)?[ -]([a-zç]{3,10})\.?,?(?: de)?[ -](\d{4})"
)
NAMED_US = re.compile(r"\b([a-zç]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
MILLISECONDS_FROM = 10**11
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def day_of(value: Any, *, today: date) -> date | None:
    """The day that a field means; None where it means none, or nobody can tell.

    Numbers are seconds or milliseconds since 1970. `04/05/2026` is the fourth of May,
    as the board's readers write; with a second number above twelve it is read the
    other way. "4 weeks ago" is counted from `today`.
    """
    if isinstance(value, bool) or value in (None, "", 0, "0"):
        return None
    if COMPACT.fullmatch(str(value)):
        found = of_numbers(COMPACT.fullmatch(str(value)), (1, 2, 3))
    elif isinstance(value, int | float) or str(value).strip().isdigit():
        found = of_epoch(float(value))
    else:
        found = of_words(str(value).strip(), today)
    return found if found and EARLIEST <= found < LATEST else None


def of_epoch(number: float) -> date | None:
    seconds = number / 1000 if number >= MILLISECONDS_FROM else number
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def of_words(words: str, today: date) -> date | None:
    low = words.lower()
    readers: tuple[Callable[[], date | None], ...] = (
        lambda: of_numbers(ISO.search(low), (1, 2, 3)),
        lambda: of_mail(words),
        lambda: of_numeric(low),
        lambda: of_named(NAMED.search(low), 1, 2),
        lambda: of_named(NAMED_US.search(low), 2, 1),
        lambda: of_distance(low, today),
    )
    return next((found for read in readers if (found := read())), None)


def of_numbers(found: re.Match[str] | None, order: tuple[int, int, int]) -> date | None:
    if not found:
        return None
    year, month, day = (int(found[place]) for place in order)
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def of_mail(words: str) -> date | None:
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError):
        return None


def of_numeric(low: str) -> date | None:
    found = NUMERIC.search(low)
    return of_numbers(found, (3, 2, 1)) or of_numbers(found, (3, 1, 2))


def of_named(found: re.Match[str] | None, day: int, month: int) -> date | None:
    if not found or found[month] not in MONTHS:
        return None
    try:
        return date(int(found[3]), MONTHS[found[month]], int(found[day]))
    except ValueError:
        return None


def of_distance(low: str, today: date) -> date | None:
    """`4 weeks ago`, `Publicada hace 5d`, `há 2 dias`, `today`."""
    if TODAY.search(low):
        return today
    if YESTERDAY.search(low):
        return today - timedelta(days=1)
    for found in AGO.finditer(low):
        if found[2] in UNITS:
            count = int(found[1]) if found[1].isdigit() else 1
            return today - timedelta(days=count * UNITS[found[2]])
    return None
