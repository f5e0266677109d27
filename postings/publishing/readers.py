"""A posting as it concerns one reader: can I take it, and what is the pay to me?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _, ngettext

from jobboard import formats
from postings.models import Posting, Rates
from postings.pay import Period, in_terms
from postings.publishing import words
from postings.search.criteria import Criteria
from postings.verdict import Answer, Reason, Why, can_take

STALE_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Condition:
    """One condition of the posting and what it comes to, in the reader's words.

    why: what an ask waits for.
    """

    answer: str
    text: str
    why: str = ""


@dataclass(frozen=True)
class Judged:
    """The verdict on one posting: the answer, one line for a card, and all of it."""

    answer: str
    line: str
    conditions: list[Condition]


def judge(posting: Posting, criteria: Criteria, *, on: date) -> Judged | None:
    """The verdict in words; None where the reader has told nothing about themselves."""
    if not criteria.has_reader:
        return None
    verdict = can_take(posting.terms, criteria.reader, on=on)
    conditions = [
        Condition(reason.answer, sentence(reason, posting, criteria), reason.why or "")
        for reason in verdict.reasons
    ]
    line = _("you can take it")
    if verdict.answer != Answer.YES:
        line = next(one.text for one in conditions if one.answer == verdict.answer)
    return Judged(verdict.answer, line, conditions)


def sentence(reason: Reason, posting: Posting, criteria: Criteria) -> str:
    about = {
        "country": country_words,
        "language": language_words,
        "years": years_words,
        "hours": hours_words,
    }
    return about[reason.kind](reason, posting, criteria)


def country_words(reason: Reason, _posting: Posting, criteria: Criteria) -> str:
    if reason.why == Why.UNSTATED:
        return _("from where it may be taken: not stated")
    if reason.why == Why.UNTOLD:
        return _("where you work from: not told")
    country = {"country": formats.country_name(criteria.country)}
    if reason.answer == Answer.YES:
        return _("open to %(country)s") % country
    return _("not open to %(country)s") % country


def language_words(reason: Reason, posting: Posting, _criteria: Criteria) -> str:
    need = next(n for n in posting.language_needs.all() if n.code == reason.about)
    language = {"language": f"{formats.language_name(need.code)} {need.level}".strip()}
    if reason.why == Why.UNTOLD:
        return _("%(language)s: yours not told") % language
    if reason.why == Why.UNSTATED:
        return _("%(language)s: the level is not stated") % language
    if reason.answer == Answer.YES:
        return _("%(language)s: you have it") % language
    return _("asks for %(language)s") % language


def years_words(reason: Reason, posting: Posting, _criteria: Criteria) -> str:
    if reason.why == Why.UNSTATED:
        return _("years of experience: not stated")
    count = posting.years_min or 0
    years = ngettext("%(count)d year", "%(count)d years", count) % {"count": count}
    if reason.why == Why.UNTOLD:
        return _("%(years)s: yours not told") % {"years": years}
    if reason.answer == Answer.YES:
        return _("%(years)s: you have them") % {"years": years}
    return _("asks for %(years)s") % {"years": years}


def hours_words(reason: Reason, posting: Posting, criteria: Criteria) -> str:
    if reason.why == Why.UNSTATED:
        return _("working hours: not stated")
    if reason.why == Why.UNTOLD:
        return _("your time zone: not told")
    zone = {"zone": formats.zone_name(criteria.tz)}
    if reason.answer == Answer.YES:
        return _("the hours fit a day in %(zone)s") % zone
    return _("the hours do not fit a day in %(zone)s") % zone


@dataclass(frozen=True)
class Converted:
    """The pay in the reader's currency and period, and the oldest rate behind it."""

    text: str
    day: date | None


def convert(posting: Posting, criteria: Criteria, rates: Rates) -> Converted | None:
    """The employer's figures as the reader counts; None where that says nothing new.

    It says nothing where no figure is stated, where the employer's own terms are the
    reader's, and where a rate is missing.
    """
    terms = (criteria.currency, criteria.period)
    stated = (posting.pay_currency, posting.pay_period)
    if not posting.pay_currency or terms == stated:
        return None
    figures = [
        None
        if figure is None
        else in_terms(
            figure,
            currency=posting.pay_currency,
            period=posting.pay_period,
            to_currency=criteria.currency,
            to_period=criteria.period,
            rates=rates.per_usd,
        )
        for figure in (posting.pay_min, posting.pay_max)
    ]
    if figures == [None, None]:
        return None
    text = words.range_of(figures[0], figures[1], criteria.currency)
    crossed = {posting.pay_currency, criteria.currency} - {"USD"}
    is_same = posting.pay_currency == criteria.currency
    days = [] if is_same else [d for c, d in rates.days.items() if c in crossed]
    period = str(Period(criteria.period).label)
    return Converted(f"{text} {period}", min(days, default=None))


def rates_note(days: Iterable[date | None], *, today: date) -> tuple[str, bool]:
    """The line that says of which day the rates are, and whether that is long ago.

    days: of all that is converted on the page; empty words where nothing is.
    """
    known = sorted(day for day in days if day)
    if not known:
        return "", False
    day = {"day": formats.long_date(known[0])}
    if today - known[0] <= STALE_AFTER:
        return _("Converted with rates of %(day)s.") % day, False
    return _("Converted with old rates, of %(day)s: take them as a hint.") % day, True
