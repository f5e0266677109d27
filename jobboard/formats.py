"""Money, dates and names of countries and languages, as the reader writes them."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import (
    format_date,
    format_interval,
    format_timedelta,
    get_timezone_location,
)
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language


@lru_cache
def locale_of(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def reader_locale() -> Locale:
    """The locale of the language that is active for this request or mail."""
    return locale_of(get_language() or "en")


def country_name(code: str) -> str:
    """The country's name; its code where the locale has none."""
    return str(reader_locale().territories.get(code, code))


@lru_cache(maxsize=1024)
def country_names(code: str) -> frozenset[str]:
    """The country's names in all of the board's languages."""
    locales = [locale_of(language) for language, _name in settings.LANGUAGES]
    return frozenset(str(one.territories.get(code, code)) for one in locales)


def zone_name(zone: str, *, on: datetime | None = None) -> str:
    """`Bogotá (UTC−5)`: the zone's city, and its distance on this day."""
    moment = (on or timezone.now()).astimezone(ZoneInfo(zone))
    hours = (moment.utcoffset() or timedelta()).total_seconds() / 3600
    sign = "−" if hours < 0 else "+"
    city = (
        ""
        if zone == "UTC"
        else get_timezone_location(zone, reader_locale(), return_city=True)
    )
    distance = f"UTC{sign}{abs(hours):g}" if hours else "UTC"
    return f"{city} ({distance})" if city else distance


def clock(moment: time) -> str:
    """`13:00`, as the trade writes it in all three languages."""
    return f"{moment:%H:%M}"


def enumeration(words: Sequence[str]) -> str:
    """`Python, Go and remote`, with the reader's own last joint."""
    return format_list(words, locale=reader_locale())


def sort_key(words: str) -> str:
    """Words in the order of a dictionary: accents and capitals do not count."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def language_name(code: str) -> str:
    """The language's name with a capital, as it stands in a list of facts."""
    name = str(reader_locale().languages.get(code, code))
    return name[:1].upper() + name[1:]


def currency_symbol(code: str) -> str:
    """A symbol that cannot be mistaken: `US$` wherever other dollars exist."""
    return (
        "US$"
        if code == "USD"
        else str(reader_locale().currency_symbols.get(code, code))
    )


def amount(value: Decimal) -> str:
    """The number alone, with cents only where there are any."""
    whole = value % 1 == 0
    return format_decimal(
        value, "#,##0" if whole else "#,##0.00", locale=reader_locale()
    )


def count(number: int, *, is_capped: bool = False) -> str:
    """`486`, or `10,000+` where there are more."""
    return amount(Decimal(number)) + ("+" if is_capped else "")


def percent(share: int) -> str:
    """`41%` in the reader's language."""
    return format_percent(share / 100, locale=reader_locale())


def money(value: Decimal, currency: str) -> str:
    """`US$ 8,000` or `US$ 8.000`: symbol, a space that does not break, number."""
    symbol = currency_symbol(currency)
    return f"{symbol}\N{NO-BREAK SPACE}{amount(value)}"


def long_date(day: date | datetime) -> str:
    """`20 November 2026` in the reader's language and its usual order."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return format_date(day, "long", locale=reader_locale())


def months(start: date, count: int) -> str:
    """`Sep – Nov 2026`: so many months from this day on, in the reader's language."""
    last = start.month - 1 + count - 1
    end = date(start.year + last // 12, last % 12 + 1, 1)
    return format_interval(start, end, "yMMM", locale=reader_locale())


def age(moment: datetime, *, now: datetime | None = None) -> str:
    """`2 hours ago` in the reader's language."""
    since = moment - (now or timezone.now())
    return format_timedelta(since, add_direction=True, locale=reader_locale())


# The first that is found counts: most browsers also carry the names of others.
BROWSERS = {
    "Edg/": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def browser(user_agent: str) -> str:
    """`Firefox, Linux`: what a User-Agent says of itself; its beginning, if nothing."""
    tables = (BROWSERS, SYSTEMS)
    found = [
        next((name for mark, name in table.items() if mark in user_agent), "")
        for table in tables
    ]
    return ", ".join(filter(None, found)) or user_agent[:40] or "?"


def moment(at: datetime) -> str:
    """`20 Nov 2026, 16:20` in the reader's language, where the board is."""
    here = timezone.localtime(at)
    return (
        f"{format_date(here, 'medium', locale=reader_locale())}, {clock(here.time())}"
    )


def duration(length: timedelta) -> str:
    """`4 days` in the reader's language."""
    return format_timedelta(length, locale=reader_locale())
