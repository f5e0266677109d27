"""Can I take it? One function answers, for every card, page, filter and alert.

Each condition that the posting states, or that the reader has told something
about, is answered with yes, no or ask: never with a guess. Any no makes the
whole a no; otherwise any ask makes it an ask.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from postings.hours import Window, in_common
from postings.languages import RANKS
from postings.regions import UNSTATED


class Answer(StrEnum):
    """What a condition comes to."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


class Why(StrEnum):
    """What an ask waits for."""

    UNSTATED = "unstated"  # by the posting
    UNTOLD = "untold"  # by the reader


@dataclass(frozen=True)
class Need:
    """A language that is asked for (ISO 639-1); an empty CEFR level is not stated."""

    code: str
    level: str = ""


@dataclass(frozen=True)
class Terms:
    """What a posting asks of whoever takes it; None or empty is not stated.

    countries: ISO 3166-1, or {ZZ}. needs: required languages only. years: the
    least that is asked. window and overlap: the hours in common asked for.
    """

    countries: Collection[str] = frozenset({UNSTATED})
    needs: Collection[Need] = ()
    years: int | None = None
    window: Window | None = None
    overlap: float | None = None


@dataclass(frozen=True)
class Reader:
    """What a reader has told; None or empty is untold.

    speaks: CEFR rank by language, 0 for none of it. zone: IANA, for the hours.
    """

    country: str = ""
    speaks: Mapping[str, int] = field(default_factory=dict)
    years: int | None = None
    zone: str = ""


@dataclass(frozen=True)
class Reason:
    """One condition and what it came to; `about` is the language of a language."""

    kind: str
    answer: Answer
    about: str = ""
    why: Why | None = None


@dataclass(frozen=True)
class Verdict:
    """The whole answer, and every condition behind it in a fixed order."""

    answer: Answer
    reasons: tuple[Reason, ...]


def can_take(terms: Terms, reader: Reader, *, on: date) -> Verdict:
    """Whether this reader can take a job on these terms.

    on: the day for which hours are compared. Neither stated nor told: no
    condition at all, and a yes where that leaves none.
    """
    reasons = (
        *country_reason(terms, reader),
        *language_reasons(terms, reader),
        *years_reason(terms, reader),
        *hours_reason(terms, reader, on),
    )
    answers = {reason.answer for reason in reasons}
    for answer in (Answer.NO, Answer.ASK):
        if answer in answers:
            return Verdict(answer, reasons)
    return Verdict(Answer.YES, reasons)


def judge(kind: str, *, fits: bool, about: str = "") -> Reason:
    return Reason(kind, Answer.YES if fits else Answer.NO, about)


def country_reason(terms: Terms, reader: Reader) -> Iterator[Reason]:
    stated = UNSTATED not in terms.countries
    if stated and reader.country:
        yield judge("country", fits=reader.country in terms.countries)
    elif stated:
        yield Reason("country", Answer.ASK, why=Why.UNTOLD)
    elif reader.country:
        yield Reason("country", Answer.ASK, why=Why.UNSTATED)


def language_reasons(terms: Terms, reader: Reader) -> Iterator[Reason]:
    """One for each language that is required; others that are spoken do not matter."""
    for need in terms.needs:
        rank = reader.speaks.get(need.code)
        if rank is None:
            yield Reason("language", Answer.ASK, need.code, Why.UNTOLD)
        elif need.level:
            yield judge("language", fits=rank >= RANKS[need.level], about=need.code)
        elif rank == 0:
            yield judge("language", fits=False, about=need.code)
        else:
            yield Reason("language", Answer.ASK, need.code, Why.UNSTATED)


def years_reason(terms: Terms, reader: Reader) -> Iterator[Reason]:
    if terms.years is not None and reader.years is not None:
        yield judge("years", fits=reader.years >= terms.years)
    elif terms.years is not None:
        yield Reason("years", Answer.ASK, why=Why.UNTOLD)
    elif reader.years is not None:
        yield Reason("years", Answer.ASK, why=Why.UNSTATED)


def hours_reason(terms: Terms, reader: Reader, on: date) -> Iterator[Reason]:
    """Where no number of hours is asked for, the whole window is."""
    if terms.window is not None and reader.zone:
        asked = terms.overlap or terms.window.length(on)
        shared = in_common(terms.window, Window(reader.zone), on)
        yield judge("hours", fits=shared >= asked)
    elif terms.window is not None:
        yield Reason("hours", Answer.ASK, why=Why.UNTOLD)
    elif reader.zone:
        yield Reason("hours", Answer.ASK, why=Why.UNSTATED)
