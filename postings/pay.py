"""Pay: periods, currencies, and one table of constants for all surfaces.

A year has 2 080 hours, 260 days, 52 weeks and 12 months (40 hours a week for
52 weeks, the count that the US Office of Personnel Management began with).
"""

import re
from collections.abc import Mapping
from decimal import Context, Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class Period(models.TextChoices):
    """What a figure is paid for."""

    HOUR = "hour", _("per hour")
    DAY = "day", _("per day")
    WEEK = "week", _("per week")
    MONTH = "month", _("per month")
    YEAR = "year", _("per year")


class Basis(models.TextChoices):
    """Before or after what the law takes."""

    GROSS = "gross", _("gross")
    NET = "net", _("net")


PER_YEAR = {
    Period.HOUR: Decimal(2080),
    Period.DAY: Decimal(260),
    Period.WEEK: Decimal(52),
    Period.MONTH: Decimal(12),
    Period.YEAR: Decimal(1),
}

# ISO 4217: Latin America's own, and those in which its developers are paid.
CURRENCIES = (
    "USD BRL MXN COP ARS CLP PEN UYU EUR GBP CAD BOB CRC CUP DOP GTQ HNL HTG NIO"
    " PAB PYG VES AUD CHF DKK INR JPY NOK NZD PLN SEK"
).split()
CENTS = Decimal("0.01")
# What a conversion is worth.
FIGURES = 3
LIMIT = Decimal(10) ** 12


def convert_period(amount: Decimal, *, per: str, to: str) -> Decimal:
    """The same pay for another period, to the cent; KeyError for unknown periods."""
    yearly = amount * PER_YEAR[Period(per)]
    return (yearly / PER_YEAR[Period(to)]).quantize(CENTS)


def monthly_usd(
    amount: Decimal, *, currency: str, period: str, rates: Mapping[str, Decimal]
) -> Decimal | None:
    """The pay in US dollars per month, to the cent; None without a rate.

    rates: how much of each currency (ISO 4217) one US dollar buys. A rate that is
    missing is never taken for 1.
    """
    rate = Decimal(1) if currency == "USD" else rates.get(currency)
    if not rate:
        return None
    return (convert_period(amount, per=period, to=Period.MONTH) / rate).quantize(CENTS)


def in_terms(
    amount: Decimal,
    *,
    currency: str,
    period: str,
    to_currency: str,
    to_period: str,
    rates: Mapping[str, Decimal],
) -> Decimal | None:
    """The same pay in another currency and for another period, to three figures.

    It is an approximation, and says no more than it knows. None where one of the
    rates is missing; rates as in `monthly_usd`.
    """
    known = {"USD": Decimal(1), **rates}
    if not known.get(currency) or not known.get(to_currency):
        return None
    yearly = amount * PER_YEAR[Period(period)] / known[currency] * known[to_currency]
    exact = yearly / PER_YEAR[Period(to_period)]
    shown = exact.scaleb(0, Context(prec=FIGURES))
    return shown.quantize(Decimal(1)) if shown >= 100 else shown


def parse_amount(text: str) -> Decimal:
    """The number that a person typed, with either language's separators.

    `8000`, `8,000`, `8.000`, `8 000.50`, `8.000,50` and `7,5` are understood: the
    last separator is decimal unless exactly three digits follow each of its kind.
    Raises ValueError for anything else, and for a million millions or more.
    """
    amount = _parse_amount(text)
    if amount >= LIMIT:
        raise ValueError(text)
    return amount


def _parse_amount(text: str) -> Decimal:
    plain = re.sub(r"[\s\u00a0'\u2019]", "", text)
    if not re.fullmatch(r"[0-9]{1,12}([.,][0-9]+)*", plain):
        raise ValueError(text)
    last = max(plain.rfind("."), plain.rfind(","))
    if last == -1:
        return Decimal(plain)
    head, tail = plain[:last], plain[last + 1 :]
    mixed = len({"." in plain, "," in plain}) == 1
    grouped = re.fullmatch(r"\d{1,3}([.,]\d{3})*", plain) and not mixed
    if grouped:
        return Decimal(re.sub(r"[.,]", "", plain))
    if len(tail) > 2:
        raise ValueError(text)
    return Decimal(re.sub(r"[.,]", "", head) + "." + tail)
