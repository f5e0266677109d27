"""Amounts of money as people write them: one, or two with a "to" between."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from postings.pay import parse_amount

# What stands before a number, without accents and capitals. A dollar sign alone is
# "$": whose it is, only the rest of the ad can say.
BEFORE = {
    "USD": r"usd ?\$|us ?\$|u\$[sd]|usd",
    "BRL": r"r\$|brl",
    "DOP": r"rd\$|dop",
    "NZD": r"nz\$|nzd",
    "AUD": r"au\$|a\$|aud",
    "CAD": r"cad ?\$|cad|ca\$|c\$",
    "MXN": r"mxn ?\$|mx\$|mxn",
    "COP": r"cop ?\$|col\$|cop",
    "CLP": r"clp ?\$|clp",
    "ARS": r"ars ?\$|ar\$|ars",
    "UYU": r"uyu ?\$?|\$u",
    "PEN": r"s/\.?|pen",
    "EUR": r"€|eur",
    "GBP": r"£|gbp",
    "CRC": r"₡|crc",
    "PYG": r"gs\.?|₲|pyg",
    "BOB": r"bs\.?|bob",
    "GTQ": r"gtq|q",
    "HNL": r"hnl|lps?\.?|l",
    "$": r"\$+",
}
AFTER = {
    "USD": r"usd|us dollars?|dolares|dollars?|us\$",
    "BRL": r"brl|reais",
    "EUR": r"euros?|eur|€",
    "GBP": r"gbp|£",
    "CAD": r"cad",
    "AUD": r"aud",
    "NZD": r"nzd",
    "MXN": r"mxn|pesos mexicanos",
    "COP": r"cop|pesos colombianos",
    "CLP": r"clp|pesos chilenos",
    "ARS": r"ars|pesos argentinos",
    "UYU": r"uyu|pesos uruguayos",
    "PEN": r"pen|soles",
    "DOP": r"dop",
    "CRC": r"crc|colones",
    "PYG": r"pyg|guaranies",
    "BOB": r"bob|bolivianos",
    "GTQ": r"gtq|quetzales",
    "HNL": r"hnl|lempiras",
    "PESO": r"pesos",
}


def _any(words: dict[str, str], side: str) -> str:
    """One named group for each currency; `$` cannot name one."""
    return "|".join(
        rf"(?P<{side}_{'SIG' if code == '$' else code[:3]}>{pattern})"
        for code, pattern in words.items()
    )


AMOUNT = re.compile(
    rf"(?:(?<![a-z])(?:{_any(BEFORE, 'b')}) ?(?:\$ ?)?)?"
    r"(?<![\d.,])(?P<number>\d{1,3}(?:[.,] ?\d{3})+(?:[.,]\d{1,2})?|\d{1,3}(?: \d{3})+(?![\d.,])|\d{1,9}(?:[.,]\d{1,2})?)"
    r"(?!\d)(?P<many> ?(?:mil(?= |$)|k\b))?(?:(?P<a_EURO>(?<=\d)€)(?!\d)| ?(?:"
    + _any(AFTER, "a")
    + r")(?![a-z$]| ?\d))?"
)
PER = r"(?: ?/ ?| ?per | ?a | por )(?:year|yr|hour|hr|month|mes|ano|hora)"
GAP = re.compile(
    rf"(?:{PER})? ?(?:[-–—~/]|\bto\b|\bate\b|\ba\b|\by\b|\be\b|\band\b|\bhasta\b)? ?"
    r"(?:(?:an? )?max(?:imum)?(?: of)?:? ?)?"
)
# In millions: what companies raise, sell or are worth, not what they pay one person.
HUGE = re.compile(
    r" ?\+?(?:(?:mil )?(?:mill?i?on(?:es|s)?|billi?on(?:es|s)?|milh(?:ao|oes)"
    r"|bilh(?:ao|oes)|mil millones)\b|(?:mm|bn|bi|b|mi|m)\b)"
)
MORE = re.compile(r" ?\+(?! ?\w)|\+")
THOUSAND = 1000
PESO = "peso"
OPEN = frozenset({"$", PESO})
LETTERS = frozenset({"b_GTQ", "b_HNL", "b_PYG", "b_BOB"})


@dataclass(frozen=True)
class Sum:
    """From `least` to `most`, in the currency that is written; "" for none."""

    least: Decimal
    most: Decimal
    currency: str
    begin: int
    end: int
    is_open: bool = False
    is_range: bool = False


@dataclass(frozen=True)
class Amount:
    """One number with what stands around it."""

    value: Decimal
    currency: str
    in_thousands: bool
    begin: int
    end: int


def sums(plain: str, begin: int, end: int) -> Iterator[Sum]:
    """Every sum of the range that has a currency, in its order."""
    waiting: Amount | None = None
    for amount in amounts(plain, begin, end):
        if waiting is None:
            waiting = amount
        elif can_join(plain, waiting, amount):
            yield from known(plain, waiting, amount)
            waiting = None
        else:
            yield from known(plain, waiting, waiting)
            waiting = amount
    if waiting:
        yield from known(plain, waiting, waiting)


def amounts(plain: str, begin: int, end: int) -> Iterator[Amount]:
    for found in AMOUNT.finditer(plain, begin, end):
        if (
            HUGE.match(plain, found.end())
            or plain[found.end() : found.end() + 1] == "%"
        ):
            continue
        groups = [name for name, words in found.groupdict().items() if words]
        codes = [name[2:5] for name in groups if name[:2] in {"a_", "b_"}]
        if LETTERS & set(groups) and len(re.sub(r"\D", "", found["number"])) < 4:
            continue
        sure = [code for code in codes if code not in {"SIG", "PES"}]
        currency = (
            sure[-1] if sure else PESO if "PES" in codes else "$" if codes else ""
        )
        in_thousands = bool(found["many"])
        value = read(found["number"]) * (THOUSAND if in_thousands else 1)
        if value:
            yield Amount(value, currency, in_thousands, *found.span())


def read(number: str) -> Decimal:
    """The number; 0 where the separators say two things at once."""
    try:
        return parse_amount(number)
    except ValueError:
        return Decimal(0)


def can_join(plain: str, one: Amount, other: Amount) -> bool:
    """Whether both are the ends of one range."""
    gap = plain[one.end : other.begin]
    says_to = bool(gap.strip()) and GAP.fullmatch(gap)
    both = {one.currency, other.currency} - OPEN - {""}
    return bool(says_to) and bool(one.currency or other.currency) and len(both) < 2


def known(plain: str, one: Amount, other: Amount) -> Iterator[Sum]:
    """The sum of both ends; nothing without a currency, or where the ends are crossed."""
    least, most = one.value, other.value
    if other.in_thousands and not one.in_thousands and least < THOUSAND:
        least *= THOUSAND
    currencies = [code for code in (one.currency, other.currency) if code]
    sure = [code for code in currencies if code not in OPEN]
    if not currencies or least > most:
        return
    more = MORE.match(plain, other.end)
    yield Sum(
        least,
        most,
        (sure or currencies)[0],
        one.begin,
        other.end,
        is_open=bool(more) and one is other,
        is_range=one is not other,
    )
