"""The one grammar of a search: frozen criteria, and their canonical query string.

Page, chips, facets, API, alerts, feeds and embeds speak through it and nothing
else. Criteria are canonical as soon as they exist: lists sorted, each value once,
what means nothing left out. Two searches for the same thing are therefore equal,
have the same query string, and the same hash.
"""

import hashlib
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from postings.languages import LEVELS, RANKS
from postings.pay import Period
from postings.verdict import Reader

# What a parameter of a list says where the posting states nothing.
UNSTATED = "unstated"
NONE_OF_IT = "none"
DOLLARS = "USD"
RADIUS_KM = 30
# Parameters whose name cannot be an attribute's.
ATTRIBUTES = {"from": "country"}
PARAMETER_OF = {attribute: name for name, attribute in ATTRIBUTES.items()}


class Skills(StrEnum):
    """Whether a posting has to name all of the skills, or any of them."""

    ALL = "all"
    ANY = "any"


class Undisclosed(StrEnum):
    """What becomes of postings that do not state their pay."""

    INCLUDE = "include"
    EXCLUDE = "exclude"


class Sort(StrEnum):
    """The order of the list."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    PAY = "pay"


class Scope(StrEnum):
    """Only what the reader can take, or also what they cannot, marked."""

    MINE = "mine"
    ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """What somebody looks for; the names and meanings are those of the API.

    country: ISO 3166-1, the parameter `from`. speaks: `en-B2` or `pt-none`, one for
    each language. place: GeoNames' id, or the place's name. radius: km. pay: in
    `currency` per `period`. tz: IANA. within: `7d`. Empty is not asked for.
    """

    q: str = ""
    country: str = ""
    speaks: tuple[str, ...] = ()
    years: int | None = None
    workplace: tuple[str, ...] = ()
    place: str = ""
    radius: int | None = None
    level: tuple[str, ...] = ()
    skill: tuple[str, ...] = ()
    skills: str = Skills.ALL
    pay: Decimal | None = None
    currency: str = DOLLARS
    period: str = Period.MONTH
    undisclosed: str = Undisclosed.INCLUDE
    employment: tuple[str, ...] = ()
    contract: tuple[str, ...] = ()
    overlap: int | None = None
    tz: str = ""
    language: tuple[str, ...] = ()
    company: str = ""
    within: str = ""
    sort: str = ""
    scope: str = Scope.MINE

    def __post_init__(self) -> None:
        for name in LISTS:
            self._settle(name, tuple(sorted(set(getattr(self, name)))))
        self._settle("q", " ".join(self.q.split()))
        for name, empty in self._meaningless():
            self._settle(name, empty)

    def _settle(self, name: str, value: object) -> None:
        # How a frozen dataclass puts its own fields in order.
        object.__setattr__(self, name, value)

    def _meaningless(self) -> list[tuple[str, object]]:
        """What changes nothing beside the rest, and its empty value."""
        usual = Sort.RELEVANCE if self.q else Sort.NEWEST
        pointless = {usual} if self.q else {usual, Sort.RELEVANCE}
        checks: list[tuple[bool, str, object]] = [
            (len(self.skill) < 2, "skills", Skills.ALL),
            (not self.place, "radius", None),
            (self.radius == RADIUS_KM, "radius", None),
            (not self.tz, "overlap", None),
            (self.sort in pointless, "sort", ""),
            (not self.has_reader, "scope", Scope.MINE),
        ]
        return [(name, empty) for is_so, name, empty in checks if is_so]

    @property
    def has_reader(self) -> bool:
        """Whether the reader has told anything that a posting may ask for."""
        told = (self.country, self.speaks, self.tz, self.years is not None)
        return any(told)

    @cached_property
    def reader(self) -> Reader:
        """What the reader has told, as the verdict takes it."""
        return Reader(
            country=self.country,
            speaks=dict(rank_of(one) for one in self.speaks),
            years=self.years,
            zone=self.tz,
        )

    @property
    def order(self) -> Sort:
        """The order that is meant where none was asked for, too."""
        return Sort(self.sort or (Sort.RELEVANCE if self.q else Sort.NEWEST))

    @property
    def km(self) -> int:
        """How far around the place."""
        return self.radius or RADIUS_KM

    def pairs(self) -> list[tuple[str, str]]:
        """Each parameter and value that differs from the default, sorted."""
        found = []
        for attribute, default in DEFAULTS.items():
            value = getattr(self, attribute)
            if value == default:
                continue
            values = value if isinstance(value, tuple) else [value]
            name = PARAMETER_OF.get(attribute, attribute)
            found += [(name, written(one)) for one in values]
        return sorted(found)

    def query(self) -> str:
        """The canonical query string, empty for a search for everything."""
        return urlencode(self.pairs())

    @property
    def hash(self) -> str:
        """The same 32 letters and digits for the same search, always."""
        return hashlib.sha256(self.query().encode()).hexdigest()[:32]

    def with_(self, **changes: Any) -> "Criteria":
        """The same search with these attributes changed."""
        return replace(self, **changes)

    def without(self, *names: str) -> "Criteria":
        """The same search without these parameters."""
        gone = {ATTRIBUTES.get(name, name) for name in names}
        return self.with_(**{name: DEFAULTS[name] for name in gone})

    def adding(self, name: str, value: str) -> "Criteria":
        """With one more value of a list, such as a skill."""
        return self.with_(**{name: (*getattr(self, name), value)})

    def dropping(self, name: str, value: str) -> "Criteria":
        """With one value less of a list."""
        left = tuple(one for one in getattr(self, name) if one != value)
        return self.with_(**{name: left})


DEFAULTS = {field.name: field.default for field in fields(Criteria)}
LISTS = [name for name, default in DEFAULTS.items() if default == ()]


def rank_of(spoken: str) -> tuple[str, int]:
    """`en-B2` as ("en", 4), `pt-none` as ("pt", 0)."""
    code, _, level = spoken.partition("-")
    return code, 0 if level == NONE_OF_IT else RANKS[level]


def level_of(spoken: str) -> str:
    """The CEFR level in `en-B2`; empty for none."""
    return LEVELS.get(rank_of(spoken)[1], "")


def written(value: object) -> str:
    """A value as it stands in an address; numbers without needless zeros."""
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return str(value.quantize(Decimal(1)) if whole else value.normalize())
    return str(value)
