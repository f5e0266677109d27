"""What a search asks for, in words: one chip for each filter, with its way out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from accounts.models import Company
from jobboard import formats
from postings.languages import PostingLanguage
from postings.models import Place
from postings.pay import Period
from postings.publishing.words import place_name
from postings.search.criteria import (
    UNSTATED,
    Criteria,
    Scope,
    Undisclosed,
    level_of,
    rank_of,
)
from postings.search.parsing import DAYS
from postings.search.query import Count
from postings.vocabulary import (
    Contract,
    Employment,
    Level,
    Workplace,
    known_skill_names,
)

ANYONE = "from=any"


@dataclass(frozen=True)
class Chip:
    """One filter in words, and the query of the same search without it."""

    name: str
    text: str
    query: str


def query_of(criteria: Criteria) -> str:
    """The criteria in an address; a search for everything says so.

    Without that a bare address would lead back to what the reader's cookie says.
    """
    return criteria.query() or ANYONE


def chips(criteria: Criteria) -> list[Chip]:
    """One for each filter, in the order in which the facts of a posting stand."""
    return [
        Chip(name, text, query_of(left))
        for make in (typed, reader, money, lists, where, others)
        for name, text, left in make(criteria)
    ]


Made = Iterator[tuple[str, str, Criteria]]


def typed(criteria: Criteria) -> Made:
    if criteria.q:
        yield "q", _("“%(words)s”") % {"words": criteria.q}, criteria.without("q")


def reader(criteria: Criteria) -> Made:
    if criteria.country:
        name = {"country": formats.country_name(criteria.country)}
        yield "from", _("Open to %(country)s") % name, criteria.without("from")
    for spoken in criteria.speaks:
        yield "speaks", spoken_words(spoken), criteria.dropping("speaks", spoken)
    if criteria.years is not None:
        text = ngettext(
            "Up to %(count)d year asked for",
            "Up to %(count)d years asked for",
            criteria.years,
        )
        yield "years", text % {"count": criteria.years}, criteria.without("years")
    if criteria.tz:
        zone = {"zone": formats.zone_name(criteria.tz)}
        without = criteria.without("tz", "overlap")
        yield "tz", _("My day is that of %(zone)s") % zone, without
    if criteria.overlap:
        text = ngettext(
            "At least %(count)d hour in common",
            "At least %(count)d hours in common",
            criteria.overlap,
        )
        yield "overlap", text % {"count": criteria.overlap}, criteria.without("overlap")
    if criteria.scope == Scope.ALL:
        yield "scope", _("Also what I cannot take"), criteria.without("scope")


def spoken_words(spoken: str) -> str:
    """`English up to B2`, or `No Portuguese asked for`."""
    code, rank = rank_of(spoken)
    language = {"language": formats.language_name(code), "level": level_of(spoken)}
    if not rank:
        return _("No %(language)s asked for") % language
    return _("%(language)s up to %(level)s") % language


def money(criteria: Criteria) -> Made:
    only = criteria.undisclosed == Undisclosed.EXCLUDE
    if criteria.pay is not None:
        amount = {
            "amount": formats.money(criteria.pay, criteria.currency),
            "period": Period(criteria.period).label,
        }
        text = _("%(amount)s or more %(period)s") % amount
        if not only:
            text = _("%(amount)s or more %(period)s, or not stated") % amount
        yield "pay", text, criteria.without("pay")
    if only:
        yield "undisclosed", _("Salary stated"), criteria.without("undisclosed")


def lists(criteria: Criteria) -> Made:
    for name in ("workplace", "level", "employment", "contract", "skill", "language"):
        for value in getattr(criteria, name):
            yield name, label_of(name, value), criteria.dropping(name, value)


UNSTATED_LABELS: dict[str, Callable[[], str]] = {
    "workplace": lambda: _("Workplace not stated"),
    "level": lambda: _("Level not stated"),
    "employment": lambda: _("Working time not stated"),
    "contract": lambda: _("Contract not stated"),
    "skill": lambda: _("Skills not stated"),
}
CHOICES = {
    "workplace": Workplace,
    "level": Level,
    "employment": Employment,
    "contract": Contract,
    "language": PostingLanguage,
}


def label_of(name: str, value: str) -> str:
    """A filter's value in words that need no heading."""
    if value == UNSTATED:
        return UNSTATED_LABELS[name]()
    if name == "skill":
        return known_skill_names().get(value, value)
    label = str(CHOICES[name](value).label)
    return (
        _("Written in %(language)s") % {"language": label}
        if name == "language"
        else label
    )


def where(criteria: Criteria) -> Made:
    if not criteria.place:
        return
    known = criteria.place.isdecimal()
    place = Place.objects.filter(pk=criteria.place).first() if known else None
    words = {"km": criteria.km, "place": place_name(place) if place else criteria.place}
    text = _("Within %(km)d km of %(place)s") % words
    yield "place", text, criteria.without("place", "radius")


def others(criteria: Criteria) -> Made:
    if criteria.company:
        company = Company.objects.filter(slug=criteria.company).first()
        name = company.name if company else criteria.company
        yield "company", name, criteria.without("company")
    if criteria.within:
        days = DAYS[criteria.within]
        text = ngettext(
            "Published in the last %(count)d day",
            "Published in the last %(count)d days",
            days,
        )
        yield "within", text % {"count": days}, criteria.without("within")


def words_of(name: str, value: str, criteria: Criteria) -> str:
    """One filter of a search in words; of a list, the value or all values."""
    known = [chip for chip in chips(criteria) if chip.name == name]
    if name == "skill" and " " not in value:
        return label_of(name, value)
    return ", ".join(chip.text for chip in known)


def outside_line(name: str, count: Count, criteria: Criteria) -> str:
    """`38 more are not open to Colombia`: what one fact of the reader keeps out."""
    number = {"count": count.words}
    words = {
        "from": ngettext(
            "%(count)s more is not open to %(country)s",
            "%(count)s more are not open to %(country)s",
            count.number,
        ),
        "speaks": ngettext(
            "%(count)s more asks for a language that you have less of",
            "%(count)s more ask for a language that you have less of",
            count.number,
        ),
        "years": ngettext(
            "%(count)s more asks for more years",
            "%(count)s more ask for more years",
            count.number,
        ),
        "tz": ngettext(
            "%(count)s more has hours that do not fit yours",
            "%(count)s more have hours that do not fit yours",
            count.number,
        ),
    }
    country = {"country": formats.country_name(criteria.country)}
    return words[name] % (number | country)
