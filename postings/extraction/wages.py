"""Pay: which of an ad's sums it is, and what it is paid for.

Most sums in an ad are not pay: vouchers, stipends, bonuses, what the company raised.
A sum counts where something says that it is pay, and nothing beside it says that it
is not.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from postings.extraction.labels import BENEFITS, COMPANY, PAY
from postings.extraction.money import OPEN, PESO, Sum, sums
from postings.extraction.outline import Ad, Mark, Part
from postings.pay import CURRENCIES, Basis, Period

PERIODS = {
    Period.HOUR: r"hour|hours|hr|hrs|hora|hourly|h",
    Period.DAY: r"day|dia|daily",
    Period.WEEK: r"week|wk|semana|weekly",
    Period.MONTH: r"month|mo|mes|monthly|mensua(?:l|les)|mensa(?:l|is)|pm",
    Period.YEAR: (
        r"year|yr|ano|annum|annually|annual|annualized|yearly|anua(?:l|les)|anuai?s"
    ),
}
_WORDS = "|".join(rf"(?P<{kind.value}>{words})" for kind, words in PERIODS.items())
_ALONE = (
    r"hourly|daily|weekly|monthly|mensua(?:l|les)|mensa(?:l|is)|annually|annual"
    r"|annualized|yearly|anua(?:l|les|is)"
)
_ADVERBS = (
    r"(?P<hour>hourly|por hora|per hour|la hora)|(?P<day>daily|day(?= rate))|(?P<week>weekly)"
    r"|(?P<month>monthly|mensua(?:l|les)|mensa(?:l|is)|por mes|al mes|per month)"
    r"|(?P<year>annual(?:ly|ized)?|yearly|anua(?:l|les|is)|per year|/ ?ano|por ano|al ano)"
)
PERIOD_AFTER = re.compile(
    rf"(?:/ ?(?:per )?|\bper |\ban? |\bpor |\bal |\bao |\bla |\ba la |(?=\b(?:{_ALONE})\b))"
    rf"\(?(?:{_WORDS})\b"
)
PERIOD_BEFORE = re.compile(rf"(?<![a-z])(?:{_ADVERBS})\b")
GROSS = re.compile(r"\bgross\b|\bbrut[oa]s?\b")
NET = re.compile(r"\bnet\b|\bnet[oa]s?\b|\bliquid[oa]s?\b")

IS_PAY = re.compile(
    r"\b(?:salar(?:y|ies|io|ios|ial)|sueldos?|remunera\w+|pay|pays|paid|pagamos|pagan"
    r"|se paga|pago|compensation|comp|base|earn|earnings|wage|rate|renta|faixa"
    r"|rango|range|bolsa|beca|starting|floor|quanto|cuanto|tarifa|ganho|clt|pj)\b"
)
IS_NOT = re.compile(
    r"\b(?:bonus(?:es)?|bon[ou]s?|comision(?:es)?|comiss(?:ao|oes)|commissions?"
    r"|stipends?|allowances?|budgets?|reimburse\w*|reembols\w+|vouchers?|vales?|vr|va|vt"
    r"|auxilio|ajuda|cesta|cartao|credito|creche|estacionamento|seguro|verba|cursos?"
    r"|courses?|training|education|learning|laptop|desk|equipment|gym|wellness"
    r"|despensa|transporte|apoyo|childcare|referral|rent|perks?|discount|copay"
    r"|deduct\w*|match\w*|insurance|subsid\w+|por filho|ifood|presupuesto|almuerzo"
    r"|usar|utilizar|desconto|anniversary|ote|on[- ]target|target earnings|variable|valued|valuation"
    r"|revenue|raised|funding|financed|sales?|merger|transactions?|processed|spend"
    r"|fraud|savings?|save|giving|assets|recurring|arr|acv|holds|custodia|factura"
    r"|faturou|aporte|levanto|recebemos|holidays?|per child|pension|visio|i make"
    r"|generate|generated|cost us|per sale|each sale)\b"
)
BOLSA = re.compile(r"bolsa[- ]auxilio")
OTE_BASE = re.compile(r".*\b(?:ote|on[- ]target)\b.*\bbase\b")
# What is taken off nobody's wage, or paid in one month alone, is a voucher.
VOUCHER_OR_OTE = re.compile(
    r"[^a-z]{0,8}the ote includes|[^;•\n]{0,12}\bsem desconto\b"
    r"|[^a-z]{0,4}\b(?:no mes de|en el mes de|in the month of) [a-z]"
)
AT_MOST = re.compile(
    r"(?:up to|ate|hasta|max(?:imum|imo)?\.?:?|no more than) ?(?:usd )?$"
)
AT_LEAST = re.compile(
    r"(?:from|starting at|starts at|begins? at|start from|desde|a partir de|mas de|mais de"
    r"|at least|minimum(?: of)?:?|minimo(?: de)?|over|>=?) ?(?:usd )?$"
)
STOP = re.compile(
    r"[;•(\n+]|, (?!\d)|\. (?!\d)|\.$|\b(?:plus|mas|mais|with|com|con|and|y|e|or|ou)\b"
)
UNDISCLOSED = re.compile(
    r"\b(?:a combinar|a convenir|not disclosed|undisclosed|nao informad[oa]|competitive"
    r"|nao divulgad[oa]|compativel com o mercado|segun experiencia|acorde al mercado"
    r"|will be discussed|to be discussed|depending on experience|negotiable|a tratar"
    r"|based on experience|doe|a negociar|competitivo|confidencial)\b"
)
SALARY = re.compile(
    r"\b(?:salar(?:y|io|ial)|sueldo|remunera\w+|compensation|pay|renta|pretension)\b"
)
# The peso of the country whose ad writes a dollar sign.
PESOS = {
    "AR": "ARS",
    "CL": "CLP",
    "CO": "COP",
    "MX": "MXN",
    "UY": "UYU",
    "EC": "USD",
    "SV": "USD",
    "PR": "USD",
    "PA": "USD",
}
IS_PAY_AFTER = re.compile(
    r"\+? ?(?:usd )?(?:\+|and|with|plus|in)? ?(?:equity|base|salary)\b"
)
GOES_ON = re.compile(r" (?:and|plus|with|y|e|mas|mais) ")
LEFT, RIGHT, NEAR = 80, 45, 32
CUT = 5
BESIDE = 200


@dataclass(frozen=True)
class Wage:
    """From `least` to `most`; None for no bound, "" for what is not stated."""

    least: Decimal | None
    most: Decimal | None
    currency: str = ""
    period: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Candidate:
    """A sum that may be pay, and how surely it is."""

    wage: Wage
    begin: int
    end: int
    is_labelled: bool


def wage_of(ad: Ad, language: str, countries: Sequence[str]) -> Mark[Wage] | None:
    """The pay; the bounds of all that is stated in one currency and for one period."""
    found = [
        replace(
            one, wage=replace(one.wage, currency=named(one.wage, language, countries))
        )
        for one in candidates(ad)
    ]
    if not found:
        return None
    best = max(found, key=lambda one: (one.is_labelled, bool(one.wage.period)))
    same = [
        one
        for one in found
        if (one.wage.currency, one.wage.period)
        == (best.wage.currency, best.wage.period)
    ]
    lows = [one.wage.least for one in same]
    highs = [one.wage.most for one in same]
    basis = next((one.wage.basis for one in same if one.wage.basis), "")
    wage = replace(
        best.wage, least=bound(min, lows), most=bound(max, highs), basis=basis
    )
    beside = [one for one in same if abs(one.begin - best.begin) < BESIDE]
    return Mark(wage, beside[0].begin, beside[-1].end)


def bound(
    pick: Callable[[list[Decimal]], Decimal], values: list[Decimal | None]
) -> Decimal | None:
    """The outermost of the stated bounds; None where none is stated."""
    stated = [value for value in values if value is not None]
    return pick(stated) if stated else None


def is_undisclosed(ad: Ad) -> Mark[bool] | None:
    """Whether the ad says that it does not say the pay."""
    for clause in ad.clauses:
        if clause.kind == COMPANY:
            continue
        words = UNDISCLOSED.search(ad.plain, clause.begin, clause.end)
        if words and (clause.kind == PAY or SALARY.search(ad.said(clause))):
            return Mark(True, clause.begin, clause.end)  # noqa: FBT003
    return None


def candidates(ad: Ad) -> Iterator[Candidate]:
    for line in ad.lines:
        if line.kind == COMPANY:
            continue
        found = list(sums(ad.plain, line.begin, line.end))
        start = ad.plain.rfind("\n", 0, line.begin) + 1
        for place, one in enumerate(found):
            begin = found[place - 1].end if place else start
            end = found[place + 1].begin if place + 1 < len(found) else line.end
            candidate = judged(ad.plain, line, one, begin, end)
            if candidate:
                yield candidate


def judged(plain: str, line: Part, one: Sum, begin: int, end: int) -> Candidate | None:
    """The sum as pay, or None; `begin` and `end` are those of its neighbours."""
    if one.most < CUT or (plain[begin : one.begin] == " (" and begin > line.begin):
        return None
    left = plain[max(begin, one.begin - LEFT) : one.begin]
    right = plain[one.end : min(end, one.end + RIGHT)]
    if VOUCHER_OR_OTE.match(plain, one.end) or is_something_else(left, right):
        return None
    start = plain.rfind("\n", 0, line.begin) + 1
    whole_left = plain[max(start, one.begin - LEFT) : one.begin]
    period, said_in = period_of(whole_left, right)
    said = (
        line.kind == PAY
        or not line.number
        or bool(IS_PAY.search(whole_left) or IS_PAY_AFTER.match(right))
    )
    if not (said or period or (one.is_range and line.kind != BENEFITS)):
        return None
    least, most = bounds(one, left)
    basis = basis_of(whole_left[-50:] + " " + right)
    currency = currency_near(one, right)
    wage = Wage(least, most, currency, period, basis)
    return Candidate(wage, one.begin, one.end + said_in, line.kind == PAY)


def is_something_else(left: str, right: str) -> bool:
    """Whether the words right beside the sum say that it is not pay."""
    left = left.removesuffix("(")
    beside = left[last_stop(left) :]
    if OTE_BASE.match(left):
        return False
    after = STOP.search(right)
    following = right[: after.start()] if after else right
    label = re.search(r"\S+ ?:", following)
    following = following[: label.start()] if label else following
    before = BOLSA.sub("bolsa", beside)
    return bool(IS_NOT.search(before) or IS_NOT.search(following))


def last_stop(left: str) -> int:
    ends = [stop.end() for stop in STOP.finditer(left)]
    return ends[-1] if ends else 0


def period_of(left: str, right: str) -> tuple[str, int]:
    """The period, and how far behind the sum it is said; "" and 0 for none."""
    after = PERIOD_AFTER.search(GOES_ON.split(right[:NEAR])[0])
    if after:
        return str(after.lastgroup), after.end()
    before = list(PERIOD_BEFORE.finditer(left[-60:]))
    return (str(before[-1].lastgroup) if before else "", 0)


def basis_of(words: str) -> str:
    gross, net = GROSS.search(words), NET.search(words)
    if gross and not net:
        return Basis.GROSS.value
    return Basis.NET.value if net and not gross else ""


def bounds(one: Sum, left: str) -> tuple[Decimal | None, Decimal | None]:
    if one.is_range:
        return one.least, one.most
    if AT_MOST.search(left):
        return None, one.most
    return one.least, None if one.is_open or AT_LEAST.search(left) else one.most


def currency_near(one: Sum, right: str) -> str:
    """The written currency; for a dollar sign alone, a code that follows soon."""
    if one.currency not in OPEN:
        return one.currency
    code = re.search(r"\b([a-z]{3})\b", right[:NEAR])
    while code:
        if code[1].upper() in CURRENCIES:
            return code[1].upper()
        right = right[code.end() :]
        code = re.search(r"\b([a-z]{3})\b", right[:NEAR])
    return one.currency


def named(wage: Wage, language: str, countries: Sequence[str]) -> str:
    """Whose dollar it is: the United States' in English, else the one country's peso."""
    if wage.currency not in OPEN:
        return wage.currency
    if language == "en" and wage.currency != PESO:
        return "USD"
    return PESOS.get(countries[0], "") if len(countries) == 1 else ""
