"""A whole ad in, every fact with the words that it comes from out."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

from postings import regions
from postings.extraction.levels import levels_of
from postings.extraction.modes import workplace_of
from postings.extraction.origins import Origin, origin_of
from postings.extraction.outline import Ad, Mark
from postings.extraction.perks import benefits_of
from postings.extraction.reach import Reach, Rule, reach_of
from postings.extraction.skills import Need, skills_of
from postings.extraction.terms import contracts_of, employment_of
from postings.extraction.text import Traced, read
from postings.extraction.titles import title_of
from postings.extraction.tongue import language_of
from postings.extraction.tongues import Tongue, tongues_of
from postings.extraction.wages import Wage, is_undisclosed, wage_of
from postings.extraction.windows import Hours, hours_of
from postings.extraction.years import Years, years_of
from postings.vocabulary import Workplace

Value = TypeVar("Value")


@dataclass(frozen=True)
class Found(Generic[Value]):
    """A value, the words that say it, and where they stand in the text as given."""

    value: Value
    words: str
    begin: int
    end: int


@dataclass(frozen=True)
class Extraction:
    """What an ad states; None and empty tuples stand for what it does not.

    cities are ids of the board's places, and only those of an office.
    """

    title: Found[str] | None
    language: str
    levels: tuple[Found[str], ...]
    years: Found[Years] | None
    workplace: Found[str] | None
    region: Found[Rule] | None
    cities: tuple[Found[int], ...]
    pay: Found[Wage] | None
    pay_is_undisclosed: Found[bool] | None
    contracts: tuple[Found[str], ...]
    employment: tuple[Found[str], ...]
    languages: tuple[Found[Tongue], ...]
    skills: tuple[Found[Need], ...]
    benefits: tuple[Found[str], ...]
    hours: Found[Hours] | None
    source: Found[Origin] | None

    @property
    def unstated(self) -> tuple[str, ...]:
        """The names of the facts that the ad says nothing about."""
        return tuple(
            field.name for field in fields(self) if not getattr(self, field.name)
        )


def extract(text: str) -> Extraction:
    """Every fact that the text states, in any of the board's languages.

    text: Markdown with or without escapes, HTML, or plain text; what is beyond
    60 000 letters is not read. Never raises, and gives the same for the same text.
    """
    traced = read(text)
    ad = Ad(traced.text)
    title = title_of(ad)
    language = language_of(ad.text, ad.plain)
    reach = reach_of(ad, title)
    workplace = workplace_of(ad) or anywhere(reach)
    countries = stated_countries(reach)
    pay = wage_of(ad, language, countries)
    at_office = workplace is not None and workplace.value != Workplace.REMOTE
    source = Evidence(text, traced)
    return Extraction(
        title=source.one(title),
        language=language,
        levels=source.all(levels_of(ad, title)),
        years=source.one(years_of(ad)),
        workplace=source.one(workplace),
        region=source.one(reach.rule),
        cities=source.all(reach.cities if at_office else ()),
        pay=source.one(pay),
        pay_is_undisclosed=None if pay else source.one(is_undisclosed(ad)),
        contracts=source.all(contracts_of(ad, countries)),
        employment=source.all(employment_of(ad, title)),
        languages=source.all(tongues_of(ad, language)),
        skills=source.all(skills_of(ad, title)),
        benefits=source.all(benefits_of(ad)),
        hours=source.one(hours_of(ad)),
        source=source.one(origin_of(ad)),
    )


def stated_countries(reach: Reach) -> list[str]:
    """The countries that the rule names, without those of its regions."""
    names = reach.rule.value.includes if reach.rule else ()
    return [name for name in names if name in regions.COUNTRIES]


def anywhere(reach: Reach) -> Mark[str] | None:
    """Remote, where a job is said to be open to the whole world."""
    rule = reach.rule
    if rule is None or regions.Region.WORLDWIDE not in rule.value.includes:
        return None
    return Mark(Workplace.REMOTE.value, rule.begin, rule.end)


@dataclass(frozen=True)
class Evidence:
    """Turns ranges of the plain text into words and ranges of the text as given."""

    text: str
    traced: Traced

    def one(self, mark: Mark[Value] | None) -> Found[Value] | None:
        if mark is None:
            return None
        begin, end = self.traced.source(mark.begin, mark.end)
        return Found(mark.value, self.text[begin:end], begin, end)

    def all(self, marks: Iterable[Mark[Value]]) -> tuple[Found[Value], ...]:
        return tuple(found for mark in marks if (found := self.one(mark)))
