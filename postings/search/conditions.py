"""Criteria as conditions on the table of documents, one for each parameter.

Every surface that finds, counts or explains postings combines these and no others.
A posting that states nothing passes the reader's facts (`from`, `speaks`, `years`,
`tz`), `overlap` and `pay`, and gets its question mark from the verdict; the other
lists have `unstated` as a value of their own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils import timezone

from postings.hours import DAY, Window
from postings.languages import LEVELS
from postings.models import Place, Rate
from postings.pay import Period, convert_period, monthly_usd
from postings.regions import UNSTATED as NOWHERE_STATED
from postings.search import words
from postings.search.criteria import (
    DOLLARS,
    Criteria,
    Scope,
    Skills,
    Undisclosed,
    rank_of,
)
from postings.search.hiding import NOTHING_HIDDEN, Hiding
from postings.search.parsing import DAYS
from postings.vocabulary import Workplace

# What the verdict says no to; scope=all lifts them.
REACH = ("from", "speaks", "years", "tz")
RANKED = {"en": "en_rank", "pt": "pt_rank", "es": "es_rank"}
LISTS = {
    "level": "levels",
    "employment": "employment",
    "contract": "contracts",
}
# A CASE, because nothing else keeps the database from reading an empty zone.
WHERE_HOURS = "CASE WHEN hours_zone = '' THEN true ELSE {} END"
SINGLES = {"workplace": "workplace", "language": "language"}


@dataclass(frozen=True)
class Condition:
    """A piece of SQL that is true or false, never NULL, and its parameters."""

    sql: str
    parameters: tuple[Any, ...] = ()


Conditions = dict[str, Condition]


@dataclass(frozen=True)
class Moment:
    """When a search is made: the moment for what is live, the day for the hours."""

    at: datetime = field(default_factory=timezone.now)

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)


@dataclass(frozen=True)
class Prepared:
    """Criteria at a moment: what finding, counting and explaining have in common.

    hiding: what the reader does not want to see, whatever they look for.
    """

    criteria: Criteria
    moment: Moment = field(default_factory=Moment)
    hiding: Hiding = NOTHING_HIDDEN

    @cached_property
    def conditions(self) -> Conditions:
        """All conditions by parameter; the reader's too, whatever the scope."""
        found = {"live": Condition("valid_through > %s", (self.moment.at,))}
        for make in (facts, lists, place, pay, reader):
            found.update(make(self.criteria, self.moment))
        if self.hiding:
            sql, values = self.hiding.as_sql()
            found["hidden"] = Condition(sql, tuple(values))
        # Last, because its column lies outside of the row: what the others keep out
        # need not be fetched for it.
        found.update(words_condition(self.criteria, self.moment))
        return found

    def without(self, *names: str) -> Conditions:
        """Those that the list keeps to, but for these."""
        lifted = REACH if self.criteria.scope == Scope.ALL else ()
        gone = {*lifted, *names}
        return {name: one for name, one in self.conditions.items() if name not in gone}

    @cached_property
    def where(self) -> Condition:
        """What a posting of the list has to meet."""
        return both(self.without())


def both(conditions: Mapping[str, Condition]) -> Condition:
    """One condition that is true where all of them are."""
    parts = conditions.values()
    return Condition(
        " AND ".join(f"({part.sql})" for part in parts) or "true",
        tuple(value for part in parts for value in part.parameters),
    )


def words_condition(criteria: Criteria, _moment: Moment) -> Conditions:
    if not criteria.q:
        return {}
    sql, parameters = words.as_sql(criteria.q)
    # Always true. It says what fetching the words of a row costs, which the planner
    # does not know: without it a rare word is looked for by walking through the list.
    fetched = "search_fetched(posting_id) IS NOT NULL"
    return {"q": Condition(f"words @@ ({sql}) AND {fetched}", tuple(parameters))}


def facts(criteria: Criteria, moment: Moment) -> Conditions:
    found = {}
    if criteria.company:
        sql = "company_id = (SELECT id FROM accounts_company WHERE slug = %s)"
        found["company"] = Condition(sql, (criteria.company,))
    if criteria.within:
        since = moment.at - timedelta(days=DAYS[criteria.within])
        found["within"] = Condition("published_at >= %s", (since,))
    return found


def lists(criteria: Criteria, _moment: Moment) -> Conditions:
    """What a posting has to have one of; of skills, all or any."""
    found = {}
    for name, column in SINGLES.items():
        if values := getattr(criteria, name):
            found[name] = Condition(f"{column} = ANY(%s)", (list(values),))
    for name, column in LISTS.items():
        if values := getattr(criteria, name):
            found[name] = Condition(f"{column} && %s::varchar[]", (list(values),))
    if criteria.skill:
        operator = "@>" if criteria.skills == Skills.ALL else "&&"
        sql = f"skills {operator} %s::varchar[]"
        found["skill"] = Condition(sql, (list(criteria.skill),))
    return found


def place(criteria: Criteria, _moment: Moment) -> Conditions:
    """On-site and hybrid work within the radius; remote where that is asked for."""
    if not criteria.place:
        return {}
    around = Place.objects.around(criteria.place, km=criteria.km)
    near = "place_ids && %s::integer[]"
    if Workplace.REMOTE in criteria.workplace:
        sql = f"workplace = 'remote' OR {near}"
    else:
        sql = f"workplace <> 'remote' AND {near}"
    return {"place": Condition(sql, (list(around),))}


def pay(criteria: Criteria, _moment: Moment) -> Conditions:
    """Its maximum reaches the floor. An open end does, and an unknown rate may.

    In the posting's own currency the figures themselves are compared, so that no
    rate comes between a floor and the same amount.
    """
    found = {}
    if criteria.undisclosed == Undisclosed.EXCLUDE:
        found["undisclosed"] = Condition("pay_currency <> ''")
    if criteria.pay is None:
        return found
    floor = convert_period(criteria.pay, per=criteria.period, to=Period.MONTH)
    known = pay_in_dollars(criteria)
    if known is not None:
        sql = (
            "month_max IS NULL OR CASE WHEN pay_currency = %s THEN month_max >= %s"
            " ELSE usd_max IS NULL OR usd_max >= %s END"
        )
        found["pay"] = Condition(sql, (criteria.currency, floor, known))
    return found


def pay_in_dollars(criteria: Criteria) -> Decimal | None:
    """The floor in US dollars per month; None without a floor or a rate."""
    if criteria.pay is None:
        return None
    rates = {} if criteria.currency == DOLLARS else Rate.objects.newest().per_usd
    return monthly_usd(
        criteria.pay, currency=criteria.currency, period=criteria.period, rates=rates
    )


def reader(criteria: Criteria, moment: Moment) -> Conditions:
    """Where the verdict is not a no; each is the verdict's own rule in SQL."""
    found = {}
    if criteria.country:
        known = [criteria.country, NOWHERE_STATED]
        found["from"] = Condition("countries && %s::varchar[]", (known,))
    if criteria.speaks:
        spoken = [speaks(*rank_of(one)) for one in criteria.speaks]
        found["speaks"] = both({str(n): one for n, one in enumerate(spoken)})
    if criteria.years is not None:
        sql = "years_min IS NULL OR years_min <= %s"
        found["years"] = Condition(sql, (criteria.years,))
    if criteria.tz:
        found.update(hours(criteria, moment))
    return found


def speaks(code: str, rank: int) -> Condition:
    """At most this of the language; a level that is not stated is asked about."""
    if column := RANKED.get(code):
        if rank == 0:
            return Condition(f"coalesce({column} = 0, false)")
        return Condition(f"{column} IS NULL OR {column} <= %s", (rank,))
    more = [f"{code}-{level}" for higher, level in LEVELS.items() if higher > rank]
    if rank == 0:
        more.append(f"{code}-")
    return Condition("NOT other_languages && %s::varchar[]", (more,))


def hours(criteria: Criteria, moment: Moment) -> Iterator[tuple[str, Condition]]:
    """The hours that the posting asks for, and those that the reader asks for."""
    shared, parameters = hours_shared(criteria.tz, moment.day)
    begins, ends = posting_day(moment.day)
    length = f"extract(epoch FROM {ends[0]} - {begins[0]})"
    asked = f"coalesce(hours_asked * 3600, {length})"
    values = (*parameters, *ends[1], *begins[1])
    yield "tz", Condition(WHERE_HOURS.format(f"{shared} >= {asked}"), values)
    if criteria.overlap is not None:
        values = (*parameters, criteria.overlap * 3600)
        yield "overlap", Condition(WHERE_HOURS.format(f"{shared} >= %s"), values)


def hours_shared(zone: str, day: date) -> tuple[str, list[Any]]:
    """Seconds that a posting's day shares with the reader's, at either midnight."""
    window = Window(zone)
    begins, ends = posting_day(day)
    parts, parameters = [], []
    for shift in (-1, 0, 1):
        theirs = window.on(day + shift * DAY)
        parts.append(
            f"greatest(0, extract(epoch FROM least({ends[0]}, %s)"
            f" - greatest({begins[0]}, %s)))"
        )
        parameters += [*ends[1], theirs[1], *begins[1], theirs[0]]
    return f"({' + '.join(parts)})", parameters


def posting_day(day: date) -> tuple[tuple[str, list[Any]], tuple[str, list[Any]]]:
    """Begin and end of a posting's working day, as moments."""
    begins = "((%s::date + hours_from) AT TIME ZONE hours_zone)"
    ends = (
        "((%s::date + CASE WHEN hours_to <= hours_from THEN 1 ELSE 0 END + hours_to)"
        " AT TIME ZONE hours_zone)"
    )
    return (begins, [day]), (ends, [day])
