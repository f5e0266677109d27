"""New postings as bitmaps: one for every condition that any search has of them.

A search is the AND of its conditions. Each is worked out once, however many searches
have it, and comes to exactly what `search.conditions` says in SQL: what bitmaps
cannot say (hours of a day, phrases) is asked of the database.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import time
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

import structlog
from django.db import Error

from jobboard.rows import fetch
from postings.alerts.bits import Scale, Terms, bitmap
from postings.alerts.keys import ALL_OF, ANY_OF, Key, is_words
from postings.alerts.wording import wording_of
from postings.languages import LEVELS
from postings.models import Place, Rate
from postings.pay import Period, convert_period, monthly_usd
from postings.search import conditions
from postings.search.conditions import RANKED, Moment
from postings.search.criteria import Criteria
from postings.vocabulary import Workplace

log = structlog.get_logger("alerts")

PLACES_KEPT = 20_000


class Document(NamedTuple):
    """What a search compares of one posting, but for its words."""

    posting_id: int
    language: str
    workplace: str
    levels: list[str]
    employment: list[str]
    contracts: list[str]
    skills: list[str]
    countries: list[str]
    place_ids: list[int]
    years_min: int | None
    en_rank: int | None
    pt_rank: int | None
    es_rank: int | None
    other_languages: list[str]
    hours_zone: str
    hours_from: time
    hours_to: time
    hours_asked: int | None
    pay_currency: str
    month_max: Decimal | None
    usd_max: Decimal | None
    slug: str | None

    def terms(self) -> dict[str, Iterable[Hashable]]:
        """What it has of each kind; nothing where nothing is stated."""
        return {
            "language": [self.language],
            "workplace": [self.workplace],
            "level": self.levels,
            "employment": self.employment,
            "contract": self.contracts,
            "skill": self.skills,
            "country": self.countries,
            "place": self.place_ids,
            "other language": self.other_languages,
            "currency": [self.pay_currency],
            "company": [self.slug] if self.slug else [],
        }


DOCUMENTS = f"""
    SELECT {", ".join(Document._fields)}
    FROM posting_document d LEFT JOIN accounts_company c ON c.id = d.company_id
    WHERE posting_id = ANY(%s) AND valid_through > %s
    ORDER BY posting_id
"""  # noqa: S608 (constants)
UNFIT = "SELECT posting_id FROM posting_document WHERE posting_id = ANY(%s) AND NOT "
FIGURES = ("years_min", *RANKED.values(), "month_max", "usd_max")


class News:
    """Some postings that have just become public, or have just changed."""

    def __init__(self, posting_ids: Iterable[int], moment: Moment) -> None:
        self.moment = moment
        rows = fetch(DOCUMENTS, [list(posting_ids), moment.at])
        self.documents = [Document(*row) for row in rows]
        self.ids = [document.posting_id for document in self.documents]
        self.size = len(rows)
        self.everything = (1 << self.size) - 1
        self.terms = Terms(self.size)
        for number, document in enumerate(self.documents):
            for name, values in document.terms().items():
                self.terms.add(number, name, values)
        self.made: dict[Key, int] = {}

    @cached_property
    def scales(self) -> dict[str, Scale]:
        """The postings by each of their figures."""
        return {name: Scale(self.figures(name)) for name in FIGURES}

    def figures(self, name: str) -> list[tuple[Decimal | int, int]]:
        """(figure, number) of the postings that state this one."""
        found = ((getattr(d, name), n) for n, d in enumerate(self.documents))
        return [(figure, number) for figure, number in found if figure is not None]

    @cached_property
    def rates(self) -> dict[str, Decimal]:
        return Rate.objects.newest().per_usd

    def matching(
        self, searches: Mapping[int, Sequence[Key]]
    ) -> Iterator[tuple[int, int]]:
        """(search, bitmap of the postings that meet all of its conditions), if any.

        searches: the conditions of each. Words come last, so that phrases are asked
        about only where everything else fits.
        """
        asked = {key[1] for keys in searches.values() for key in keys if is_words(key)}
        wording = wording_of(self.ids, map(str, asked))
        waiting: list[tuple[int, str, int]] = []
        wanted: defaultdict[str, int] = defaultdict(int)
        for search, keys in searches.items():
            found = self.meeting_all(keys)
            q = str(keys[-1][1]) if keys and is_words(keys[-1]) else ""
            if found and q in wording.doubtful:
                waiting.append((search, q, found))
                wanted[q] |= found
                continue
            found &= wording.certain[q] if q else found
            if found:
                yield search, found
        wording.check(wanted)
        for search, q, found in waiting:
            if found & wording.certain[q]:
                yield search, found & wording.certain[q]

    def meeting_all(self, keys: Sequence[Key]) -> int:
        """The postings that meet all of these conditions but those about words."""
        found, made = self.everything, self.made
        for key in keys:
            if is_words(key):
                continue
            bits = made.get(key)
            if bits is None:
                bits = made[key] = self.meeting(key)
            found &= bits
            if not found:
                break
        return found

    def meeting(self, key: Key) -> int:
        """The postings that meet one condition; none where it cannot be made out.

        One search that cannot be read must not keep the others from being told.
        """
        kind, *arguments = key
        try:
            return CONDITIONS[kind](self, *arguments)
        except (Error, ValueError, LookupError):
            log.exception("a condition cannot be made out", kind=kind)
            return 0

    def any_of(self, name: str, values: Iterable[str]) -> int:
        return self.terms.having_any(name, values)

    def all_of(self, name: str, values: Iterable[str]) -> int:
        found = self.everything
        for value in values:
            found &= self.terms.having(name, value)
        return found

    def speaks(self, code: str, rank: int) -> int:
        """At most this of the language; where the level is not stated, it may be."""
        if column := RANKED.get(code):
            scale = self.scales[column]
            more = scale.at_least(rank + 1)
            return scale.stated & ~more if rank == 0 else self.everything & ~more
        more_words = [
            f"{code}-{name}" for higher, name in LEVELS.items() if higher > rank
        ]
        if rank == 0:
            more_words.append(f"{code}-")
        return self.everything & ~self.terms.having_any("other language", more_words)

    def years(self, most: int) -> int:
        return self.everything & ~self.scales["years_min"].at_least(most + 1)

    def pay_stated(self) -> int:
        return self.everything & ~self.terms.having("currency", "")

    def pay(self, floor: Decimal, currency: str, period: str) -> int:
        """Its maximum reaches the floor; `conditions.pay` says when."""
        in_dollars = monthly_usd(
            floor, currency=currency, period=period, rates=self.rates
        )
        if in_dollars is None:
            return self.everything
        own = self.terms.having("currency", currency)
        month, dollars = self.scales["month_max"], self.scales["usd_max"]
        monthly = convert_period(floor, per=period, to=Period.MONTH)
        in_own = own & month.at_least(monthly)
        in_other = ~own & (~dollars.stated | dollars.at_least(in_dollars))
        return self.everything & (~month.stated | in_own | in_other)

    def place(self, words: str, km: int, is_remote_fine: bool) -> int:  # noqa: FBT001 (a key's)
        """On-site and hybrid work around the place, and remote work where it may be."""
        remote = self.terms.having("workplace", Workplace.REMOTE)
        is_anywhere = any(document.place_ids for document in self.documents)
        near = around(words, km) if is_anywhere else ()
        there = self.terms.having_any("place", near)
        return remote | there if is_remote_fine else there & ~remote

    @cached_property
    def days(self) -> dict[Hashable, list[int]]:
        """The postings that state working hours, by these."""
        found: defaultdict[Hashable, list[int]] = defaultdict(list)
        for number, d in enumerate(self.documents):
            if d.hours_zone:
                day = (d.hours_zone, d.hours_from, d.hours_to, d.hours_asked)
                found[day].append(number)
        return found

    def hours(self, zone: str, overlap: int | None) -> int:
        """The hours fit; the database says it for one posting of each kind of day."""
        examples = {self.ids[alike[0]]: alike for alike in self.days.values()}
        criteria = Criteria(tz=zone, overlap=overlap)
        made = dict(conditions.hours(criteria, self.moment))
        asked = made["tz" if overlap is None else "overlap"]
        refused = fetch(UNFIT + f"({asked.sql})", [list(examples), *asked.parameters])
        unfit = (number for (key,) in refused for number in examples[key])
        return self.everything & ~bitmap(unfit, self.size)


CONDITIONS: dict[Hashable, Callable[..., int]] = {
    ANY_OF: News.any_of,
    ALL_OF: News.all_of,
    "speaks": News.speaks,
    "years": News.years,
    "pay stated": News.pay_stated,
    "pay": News.pay,
    "place": News.place,
    "hours": News.hours,
}


@lru_cache(PLACES_KEPT)
def around(place: str, km: int) -> frozenset[int]:
    """The places so near; they change only with a release."""
    return frozenset(Place.objects.around(place, km=km))
