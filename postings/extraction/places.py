"""Where: the countries, regions and cities that a few words name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from postings.extraction import gazetteer
from postings.extraction.gazetteer import City
from postings.extraction.text import fold
from postings.regions import COUNTRIES

# Between two names of one place: `Bogotá, Colombia`, `Porto Alegre/RS`.
JOINED = re.compile(r" ?(?:,|[-–—/]|\()? ?")
CODE = re.compile(r"(?:, ?| ?[-–—/(] ?|\) ?|^| )([A-Z]{2,3})\b")
PROVINCES = re.compile(
    r"\(((?:[A-Z]{2}(?:, | & |, or | or | and )?){1,13}) ?(?:[Oo]nly)?\)"
)
BESIDE = re.compile(
    r"\b(?:[A-Z]{2}|(?i:in|em|en|based|only|or|and|the|o|y|e|remot\w+|100"
    r"|h[ií]brid\w+|hybrid|on-?site|presencial))\b"
)
STREET = re.compile(
    r"\b\d{1,6} [^,;|\n]{0,40}\b(?:avenue|ave|street|road|blvd)\b[^,;|\n]{0,40}"
)
WORLDWIDE = "worldwide"
# Countries that are written as codes behind a city, and are no state's code.
COUNTRY_CODES = frozenset({"BR", "MX"})
SIGNS = frozenset("@.#/_")
LONG_CODES = frozenset({"IND", "USA", "NZL", "GBR"})


@dataclass(frozen=True)
class Hit:
    """A name, what it can be, and where it stands."""

    name: str
    begin: int
    end: int
    country: str = ""
    region: str = ""
    state: str = ""

    @property
    def is_city_only(self) -> bool:
        return not (self.country or self.region or self.state)


@dataclass
class Where:
    """The countries and regions that are named, and the cities."""

    names: list[str] = field(default_factory=list)
    cities: list[City] = field(default_factory=list)
    begin: int = -1
    end: int = -1

    def add(self, names: list[str], cities: list[City], begin: int, end: int) -> None:
        self.names += [name for name in names if name not in self.names]
        self.cities += [city for city in cities if city not in self.cities]
        self.begin = begin if self.begin < 0 else min(self.begin, begin)
        self.end = max(self.end, end)

    def narrowed(self) -> "Where":
        """Without "anywhere" where it goes on: `anywhere in Colombia`."""
        if len(self.names) > 1 and WORLDWIDE in self.names:
            self.names.remove(WORLDWIDE)
        return self


def read_where(text: str, begin: int = 0, end: int | None = None) -> Where:
    """What the range of the text names, in its order."""
    where = Where()
    for group in groups(text, hits(text, begin, len(text) if end is None else end)):
        names, found = resolved(text, group)
        if names or found:
            where.add(names, found, group[0].begin, group[-1].end)
    return where.narrowed()


def is_place(words: str) -> bool:
    """Whether the words are nothing but a place, and perhaps a workplace."""
    found = hits(words, 0, len(words))
    left = list(words)
    for hit in found:
        left[hit.begin : hit.end] = " " * (hit.end - hit.begin)
    return bool(found) and not re.search(r"\w", BESIDE.sub(" ", "".join(left)))


def hits(text: str, begin: int, end: int) -> list[Hit]:
    """Every name in the range; the longest where several begin at one place."""
    plain = fold(text[begin:end])
    plain = STREET.sub(lambda match: "#" * len(match[0]), plain)
    known, finder = gazetteer.names()
    found = []
    for number, first, last in finder.find_matches_as_indexes(plain):
        if is_word(plain, first, last):
            hit = hit_of(text, known[number], begin + first, begin + last)
            if hit:
                found.append(hit)
    return found


def is_word(plain: str, first: int, last: int) -> bool:
    before, after = plain[first - 1 : first], plain[last : last + 1]
    return not (before.isalnum() or after.isalnum() or before in SIGNS or after == "$")


def hit_of(text: str, name: str, begin: int, end: int) -> Hit | None:
    """What the name can be; None where it is written like an ordinary word."""
    written = text[begin:end]
    region = gazetteer.regions().get(name, "")
    country = gazetteer.countries().get(name, "")
    state = gazetteer.states().get(name, "")
    if name in gazetteer.CAPITALS and not written.isupper():
        return None
    hit = Hit(name, begin, end, country, region, state)
    needs_capital = not (region or country in gazetteer.AT_HOME)
    if needs_capital and not written[:1].isupper():
        return None
    return hit


def groups(text: str, found: list[Hit]) -> Iterator[list[Hit]]:
    """Names that belong together: a city, its state and its country."""
    group: list[Hit] = []
    for hit in found:
        if group and not JOINED.fullmatch(text, group[-1].end, hit.begin):
            gap = text[group[-1].end : hit.begin]
            code = CODE.match(gap)
            if not (code and JOINED.fullmatch(gap[code.end() :])):
                yield group
                group = []
        group.append(hit)
    if group:
        yield group


def resolved(text: str, group: list[Hit]) -> tuple[list[str], list[City]]:
    """The countries and regions of one group, and its cities in them."""
    named = countries_in(text, group)
    regions = [hit.region for hit in group if hit.region]
    if not named and not regions:
        named = [code for hit in group if (code := state_code(text, hit))][:1]
    states = [hit for hit in group if hit.state and not hit.country]
    if not named and not regions:
        named = list(dict.fromkeys(hit.state for hit in states))[:1]
    found = list(cities_in(group, named, states))
    if not named and not regions:
        named = list(dict.fromkeys(city.country for city in found))
    return [*regions, *named], found


def countries_in(text: str, group: list[Hit]) -> list[str]:
    """The countries of a group; Georgia is a state behind a city of the United States."""
    named = list(dict.fromkeys(hit.country for hit in group if hit.country))
    if "HK" in named and "CN" in named:
        named.remove("CN")
    for hit in group:
        # A city that bears a country's name: `Franca - SP, Brasil`.
        if hit.country and hit.country != "BR" and state_code(text, hit) == "BR":
            named = ["BR"]
    both = [hit for hit in group if hit.country and hit.state]
    if both and ("US" in named or lies_in_us(text, group)):
        named = [code for code in named if code not in {hit.country for hit in both}]
        return named or ["US"]
    return named


def lies_in_us(text: str, group: list[Hit]) -> bool:
    first = gazetteer.city_of(group[0].name)
    return len(group) > 1 and first is not None and first.country == "US"


def state_code(text: str, hit: Hit) -> str:
    """The country of the code that follows a name: `Recife - PE`; "" for none."""
    code = CODE.match(text, hit.end)
    if not code:
        return ""
    fits = [c for c, codes in gazetteer.STATE_CODES.items() if code[1] in codes.split()]
    if code[1] in COUNTRY_CODES:
        return code[1]
    city = gazetteer.cities().get(hit.name, ())
    known = [country for country in fits if any(c.country == country for c in city)]
    return (known or fits or [""])[0]


def cities_in(group: list[Hit], named: list[str], states: list[Hit]) -> Iterator[City]:
    country = named[0] if len(named) == 1 else ""
    for hit in group:
        if hit.region or (hit.country and not (len(group) > 1 and hit is group[0])):
            continue
        if hit.state and hit is not group[0]:
            continue
        state = next((other.name for other in states if other is not hit), "")
        city = gazetteer.city_of(hit.name, country, state)
        if city:
            yield city


def read_place(words: str) -> Where:
    """What a place field names: like `read_where`, and codes, which prose cannot have."""
    where = Where()
    for begin, end in alternatives(words):
        part = read_where(words, begin, end)
        names = part.names or codes(words, begin, end)
        if names or part.cities:
            where.add(names, part.cities, begin, end)
    return where.narrowed()


def alternatives(words: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for gap in re.finditer(r";|\||•| / | or | ou |\n", words):
        yield (begin, gap.start())
        begin = gap.end()
    yield (begin, len(words))


def codes(words: str, begin: int, end: int) -> list[str]:
    """Countries by codes: `Waltham, MA`, `IN, BANGALORE`, `CA Remote (BC & ON only)`."""
    provinces = PROVINCES.search(words, begin, end)
    if provinces and set(re.findall("[A-Z]{2}", provinces[1])) <= set(
        gazetteer.STATE_CODES["CA"].split()
    ):
        return ["CA"]
    for code in CODE.finditer(words[begin:end]):
        country = country_of_code(code[1], is_first=not code.start())
        if country:
            return [country]
    return []


def country_of_code(code: str, *, is_first: bool) -> str:
    """The country of a code of a country or state; "" where it is neither.

    At the beginning a code is a country's, behind a name first of all a state's.
    """
    if code in LONG_CODES:
        return gazetteer.countries()[code.lower()]
    if is_first:
        return code if code in COUNTRIES else ""
    fits = (
        country
        for country, known in gazetteer.STATE_CODES.items()
        if code in known.split()
    )
    return next(fits, code if code in COUNTRY_CODES else "")
