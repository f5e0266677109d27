"""Exchange rates from the European Central Bank, and from a second source.

The ECB's daily file says how much of each currency one euro buys. The second source
fills in what it lacks: a JSON object with `base`, `date` and `rates`, as many
services give it. What comes in replaces nothing; a rate is kept with its day.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction

from jobboard import fetching
from postings.lifecycle.facts import in_dollars
from postings.models import Posting, PostingDocument, Rate, Rates, Status
from postings.pay import CURRENCIES

log = structlog.get_logger("rates")

MAX_BYTES = 200_000
SECONDS = 20
# A file that says that money is worth a third of what it was is a broken file.
LEAP = 3
MOVED = Decimal("0.01")
BATCH = 500
DOLLAR = "USD"
EURO = "EUR"
SIXTH = Decimal("0.000001")
DAY = re.compile(r"""<Cube\s+time=['"](\d{4}-\d\d-\d\d)['"]""")
ENTRY = re.compile(r"""currency=['"]([A-Z]{3})['"]\s+rate=['"]([0-9.]{1,20})['"]""")


class Unreadable(ValueError):
    """The file is not what it should be."""


@dataclass(frozen=True)
class Table:
    """How much of each currency one US dollar bought on a day."""

    day: date
    per_usd: dict[str, Decimal]


def parse_ecb(text: str) -> Table:
    """The ECB's eurofxref file; Unreadable for anything else."""
    found = DAY.search(text)
    rates = {code: positive(rate) for code, rate in ENTRY.findall(text)}
    if not found or DOLLAR not in rates:
        raise Unreadable("no day, or no dollar")
    return against_the_dollar(found[1], {**rates, EURO: Decimal(1)})


def parse_json(text: str) -> Table:
    """`{"base": "USD", "date": "2025-05-09", "rates": {"ARS": 1135.0}}`.

    The day may also be `time_last_update_unix`, the base `base_code`.
    """
    try:
        data: Any = json.loads(text, parse_float=Decimal, parse_int=Decimal)
        base = str(data.get("base") or data["base_code"])
        moment = data.get("time_last_update_unix")
        day = (
            datetime.fromtimestamp(int(moment), UTC).date().isoformat()
            if moment
            else str(data["date"])
        )
        rates = {str(code): positive(rate) for code, rate in data["rates"].items()}
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Unreadable(str(error)) from error
    rates[base] = Decimal(1)
    if DOLLAR not in rates:
        raise Unreadable("no dollar")
    return against_the_dollar(day, rates)


def positive(rate: Any) -> Decimal:
    try:
        number = Decimal(rate)
    except (InvalidOperation, TypeError) as error:
        raise Unreadable(str(rate)) from error
    if not number.is_finite() or not 0 < number < 10**9:
        raise Unreadable(str(rate))
    return number


def against_the_dollar(day: str, rates: dict[str, Decimal]) -> Table:
    try:
        known = date.fromisoformat(day)
    except ValueError as error:
        raise Unreadable(day) from error
    dollar = rates[DOLLAR]
    return Table(
        known,
        {
            code: (rate / dollar).quantize(SIXTH)
            for code, rate in rates.items()
            if code in CURRENCIES and rate / dollar >= SIXTH
        },
    )


def update_rates() -> int:
    """Bring in what the configured sources say; how many rates are new.

    A source that is away or broken is noted, and the rates that are known stay.
    """
    first = table_of(settings.RATES_URL, parse_ecb)
    second = table_of(settings.RATES_SECOND_URL, parse_json)
    covered = first.per_usd.keys() if first else frozenset()
    new = 0
    for table, leaves_out in ((first, frozenset()), (second, covered)):
        if table:
            new += keep(table, leaving_out=frozenset(leaves_out))
    return new


def table_of(url: str, parse: Any) -> Table | None:
    if not url:
        return None
    try:
        answer = fetching.fetch(url, max_bytes=MAX_BYTES, timeout=SECONDS)
        if answer.status != 200:
            raise Unreadable(f"status {answer.status}")
        table: Table = parse(answer.body.decode("utf-8"))
    except (fetching.Refused, ValueError) as error:
        log.warning("rates are not to be had", url=url, error=str(error))
        return None
    return table


def keep(table: Table, *, leaving_out: frozenset[str]) -> int:
    """Store what is new and believable of a table; how many rates that is."""
    before = Rate.objects.newest()
    rows = [
        Rate(currency=code, day=table.day, per_usd=rate)
        for code, rate in table.per_usd.items()
        if code not in leaving_out and is_news(code, table.day, rate, before)
    ]
    Rate.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def is_news(code: str, day: date, rate: Decimal, before: Rates) -> bool:
    known = before.per_usd.get(code)
    if known is None:
        return True
    if day <= before.days[code]:
        return False
    if not known / LEAP < rate < known * LEAP:
        log.warning("a rate is not believable", currency=code, rate=str(rate))
        return False
    return True


def re_rate() -> int:
    """Compute pay in dollars anew where its currency has moved; how many there were.

    Touched are only live postings whose currency moved by one per cent or more since
    their figure was computed, or had no rate then. It bumps no version.
    """
    rates = Rate.objects.newest()
    touched = 0
    for currency, day in due(rates):
        rows = priced().filter(pay_currency=currency, usd_day=day).order_by("pk")
        keys = list(rows.values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            touched += rate_anew(keys[start : start + BATCH], rates)
    return touched


def priced() -> Any:
    """Live postings with pay in anything but dollars."""
    live = Posting.objects.filter(status=Status.LIVE)
    return live.exclude(pay_currency__in=["", DOLLAR])


def due(rates: Rates) -> Iterator[tuple[str, date | None]]:
    """Currencies and days whose figures are out of date."""
    pairs = priced().order_by().values_list("pay_currency", "usd_day").distinct()
    for currency, day in pairs:
        now = rates.per_usd.get(currency)
        then = Rate.objects.filter(currency=currency, day=day).first()
        if now and (then is None or abs(now / then.per_usd - 1) >= MOVED):
            yield currency, day


@transaction.atomic
def rate_anew(keys: list[int], rates: Rates) -> int:
    rows = list(priced().select_for_update(no_key=True).filter(pk__in=keys))
    for posting in rows:
        figures = in_dollars(vars(posting), rates.per_usd)
        posting.usd_min, posting.usd_max = figures["usd_min"], figures["usd_max"]
        posting.usd_day = rates.days.get(posting.pay_currency)
    Posting.objects.bulk_update(rows, ["usd_min", "usd_max", "usd_day"])
    PostingDocument.objects.keep([posting.pk for posting in rows])
    return len(rows)
