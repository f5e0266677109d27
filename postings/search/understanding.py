"""What somebody means by the words in the search box: facts, where they are certain.

Only the page's search box asks here, and sends the reader on to the parameters that
it understood; they see them as chips and can take each one out. What is not
understood stays words, as do "phrases", -minus and everything around an OR.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q

from jobboard import formats
from postings.models import Place
from postings.pay import Period, parse_amount
from postings.regions import MEMBERS, Region
from postings.search import lexicon
from postings.search.criteria import NONE_OF_IT, Criteria

LONGEST = 4
NEAR_FROM, ELSEWHERE_FROM = 150_000, 1_000_000
CURRENCY = {
    "BRL": r"r\$|brl|reais",
    "USD": r"us\$|u\$s|usd|d[oó]lares|dollars|\$",
    "EUR": r"€|eur|euros",
    "GBP": r"£|gbp",
    "MXN": r"mxn|mx\$",
    "COP": r"cop",
    "ARS": r"ars|ar\$",
    "CLP": r"clp",
    "PEN": r"pen|s/\.?|soles",
    "UYU": r"uyu",
}
ANY_CURRENCY = "|".join(f"(?P<{{0}}{code}>{names})" for code, names in CURRENCY.items())
PERIODS = {
    Period.HOUR: r"hour|hora|hr|h",
    Period.DAY: r"day|d[ií]a",
    Period.WEEK: r"week|semana",
    Period.MONTH: r"month|mes|m[eê]s|mensual|mensal|mo",
    Period.YEAR: r"year|a[nñ]o|ano|anual|yr",
}
ANY_PERIOD = "|".join(f"(?P<{name}>{words})" for name, words in PERIODS.items())
PAY = re.compile(
    rf"(?<![\w-])[>≥]?\s*(?:(?:{ANY_CURRENCY.format('a')})\s*)?"
    r"(?P<amount>\d[\d.,]*)\s*(?P<thousand>k|mil)?\+?"
    rf"(?:\s*(?:{ANY_CURRENCY.format('b')})(?!\w))?"
    rf"(?:\s*(?:/|per|por|al|ao|a)?\s*(?:{ANY_PERIOD}))?(?!\w)",
    re.IGNORECASE,
)
YEARS = re.compile(
    r"(?<!\w)(?P<years>\d{1,2})\s*\+?\s*(?:years?|yrs?|a[nñ]os?)(?!\w)"
    r"(?:\s+(?:of|de)?\s*(?:experience|experiencia|experiência))?",
    re.IGNORECASE,
)
LITERAL = re.compile(r'-?"[^"]*"?|(?<!\S)-\S+')
# A figure without a period: nobody is paid so much a month, or so little.
YEARLY_FROM, HOURLY_TO = 20_000, 200
DOLLARLIKE = frozenset({"USD", "EUR", "GBP"})


@dataclass
class Reading:
    """What has been understood so far, and the words that were not."""

    values: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.values and not self.lists

    def take(self, attribute: str, value: str) -> None:
        self.lists.setdefault(attribute, []).append(value)


def understand(text: str, base: Criteria) -> Criteria:
    """The criteria that are meant by these words on top of those that hold already."""
    if " OR " in text:
        return base.with_(q=text)
    reading = Reading()
    literal = LITERAL.findall(text)
    rest = read_years(read_pay(LITERAL.sub(" ", text), reading), reading)
    read_words(rest.replace(",", " ").split(), reading)
    if reading.is_empty:
        return base.with_(q=text)
    left = [w for w in reading.left if formats.sort_key(w) not in lexicon.FILLERS]
    spoken = reading.lists.pop("speaks", [])
    lists = {
        name: (*getattr(base, name), *values) for name, values in reading.lists.items()
    }
    told = {one[:2] for one in spoken}
    if spoken:
        kept = [one for one in base.speaks if one[:2] not in told]
        lists["speaks"] = (*kept, *spoken)
    q = " ".join([*left, *literal])
    return base.with_(q=q, **reading.values, **lists)


def read_pay(text: str, reading: Reading) -> str:
    """Take a figure that has a currency out of the text."""
    for found in PAY.finditer(text):
        named = [
            key[1:] for key, value in found.groupdict().items() if is_code(key, value)
        ]
        if not named:
            continue
        try:
            amount = parse_amount(found["amount"].rstrip(".,"))
        except ValueError:
            continue
        amount *= 1000 if found["thousand"] else 1
        if not 0 < amount <= 10**10:
            continue
        period = next((name for name in PERIODS if found[name]), "")
        reading.values |= {
            "pay": amount,
            "currency": named[0],
            "period": period or usual_period(amount, named[0]),
        }
        return text[: found.start()] + " " + text[found.end() :]
    return text


def is_code(key: str, value: str | None) -> bool:
    return bool(value) and key[1:] in CURRENCY


def usual_period(amount: Decimal, currency: str) -> str:
    if currency in DOLLARLIKE and amount >= YEARLY_FROM:
        return Period.YEAR
    if currency in DOLLARLIKE and amount <= HOURLY_TO:
        return Period.HOUR
    return Period.MONTH


def read_years(text: str, reading: Reading) -> str:
    found = YEARS.search(text)
    if not found or int(found["years"]) > 50:
        return text
    reading.values["years"] = int(found["years"])
    return text[: found.start()] + " " + text[found.end() :]


def read_words(words: Sequence[str], reading: Reading) -> None:
    """Take the longest phrase that means something, again and again."""
    towns = places(words)
    start = 0
    while start < len(words):
        for size in range(min(LONGEST, len(words) - start), 0, -1):
            phrase = words[start : start + size]
            if read_phrase(phrase, towns, reading):
                start += size
                break
        else:
            reading.left.append(words[start])
            start += 1


def read_phrase(words: Sequence[str], towns: dict[str, int], reading: Reading) -> bool:
    """Whether these words together mean one fact, which is then taken."""
    key = formats.sort_key(" ".join(words)).strip("¿?!.:;()")
    if spoken := read_language(key.split()):
        reading.take("speaks", spoken)
    elif key in lexicon.facts():
        reading.take(*lexicon.facts()[key])
    elif code := lexicon.countries().get(key):
        # Beside a town the country only says which one.
        if "place" not in reading.values:
            reading.values["country"] = code
    elif slug := lexicon.skill(" ".join(words)):
        reading.take("skill", slug)
    elif key in towns:
        reading.values["place"] = str(towns[key])
    else:
        return False
    return True


def read_language(words: Sequence[str]) -> str:
    """`inglês b2`, `b2 english` or `sin inglés` as `en-B2` or `en-none`."""
    if len(words) != 2:
        return ""
    for one, other in (words, words[::-1]):
        code, level = lexicon.languages().get(one), lexicon.fluency().get(other)
        if code and level:
            return f"{code}-{level}"
    code = lexicon.languages().get(words[1])
    return f"{code}-{NONE_OF_IT}" if code and words[0] in lexicon.WITHOUT else ""


def places(words: Sequence[str]) -> dict[str, int]:
    """Towns that the words may name: large ones, and the largest of each name."""
    phrases = {formats.sort_key(phrase) for phrase in phrases_of(words)}
    near = Q(country__in=MEMBERS[Region.LATAM], population__gte=NEAR_FROM)
    large = near | Q(population__gte=ELSEWHERE_FROM)
    found = Place.objects.filter(large, spellings__overlap=sorted(phrases))
    return {
        name: place.pk
        for place in found.order_by("population")
        for name in place.spellings
        if name in phrases
    }


def phrases_of(words: Sequence[str]) -> Iterator[str]:
    """All runs of words that may be a name, but for those that mean nothing."""
    for start in range(len(words)):
        for size in range(1, LONGEST + 1):
            phrase = " ".join(words[start : start + size])
            if formats.sort_key(phrase) not in lexicon.FILLERS:
                yield phrase
