"""Followed searches in words: what they look for, and why a posting is one of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from jobboard import formats
from postings.models import Posting, Rate, Rates
from postings.pay import Period
from postings.publishing import facts, readers
from postings.publishing.chips import chips, label_of
from postings.publishing.words import pay as pay_words
from postings.search.conditions import Moment
from postings.search.criteria import Criteria
from postings.verdict import Answer, Why

LISTS: dict[str, Callable[[Posting], Sequence[str]]] = {
    "workplace": lambda posting: [posting.workplace],
    "level": lambda posting: posting.levels,
    "employment": lambda posting: posting.employment,
    "contract": lambda posting: posting.contracts,
}


@dataclass(frozen=True)
class Entry:
    """One posting as a mail tells it.

    why: what of the search it meets, each in words. unstated: what it does not say.
    """

    card: facts.Card
    pay: str
    converted: str
    why: list[str]
    unstated: list[str]


def title(criteria: Criteria) -> str:
    """What the search looks for, in one line."""
    words = " · ".join(chip.text for chip in chips(criteria))
    return words or _("every new job")


def entries(
    postings: Iterable[Posting], criteria: Criteria, moment: Moment
) -> list[Entry]:
    """The postings in the words of the active language."""
    rates = Rate.objects.newest()
    return [entry(posting, criteria, moment, rates) for posting in postings]


def entry(posting: Posting, criteria: Criteria, moment: Moment, rates: Rates) -> Entry:
    card = facts.card(posting)
    converted = readers.convert(posting, criteria, rates)
    missing = [fact.label for fact in card.facts if not fact.value]
    return Entry(
        card=card,
        pay=f"{card.pay} {card.pay_period}".strip(),
        converted=converted.text if converted else "",
        why=list(reasons(posting, criteria, moment)),
        unstated=missing,
    )


def reasons(posting: Posting, criteria: Criteria, moment: Moment) -> Iterator[str]:
    """What the reader asked for and the posting has, then what it leaves open."""
    if shared := in_common(posting, criteria):
        words = formats.enumeration(shared)
        yield _("%(facts)s, as you asked") % {"facts": words}
    if criteria.q:
        yield _("it has your words, “%(words)s”") % {"words": criteria.q}
    verdict = readers.judge(posting, criteria, on=moment.day)
    conditions = verdict.conditions if verdict else []
    # Of what the reader did not ask about, nothing is a reason.
    told = [one for one in conditions if one.why != Why.UNTOLD]
    for answer in (Answer.YES, Answer.NO, Answer.ASK):
        yield from (one.text for one in told if one.answer == answer)
    yield from pay_reason(posting, criteria)


def in_common(posting: Posting, criteria: Criteria) -> list[str]:
    """The values of lists that were asked for and are stated."""
    has = {need.skill.slug for need in posting.skill_needs.all()}
    found = [label_of("skill", slug) for slug in criteria.skill if slug in has]
    for name, stated in LISTS.items():
        both = [one for one in getattr(criteria, name) if one in stated(posting)]
        found += [label_of(name, one) for one in both]
    return found


def pay_reason(posting: Posting, criteria: Criteria) -> Iterator[str]:
    if criteria.pay is None:
        return
    if not posting.pay_currency:
        yield _("it does not state its salary, and you asked to see those, too")
        return
    floor = formats.money(criteria.pay, criteria.currency)
    period = Period(criteria.period).label
    words = {"amount": f"{floor} {period}"}
    yield _("its salary reaches your %(amount)s") % words


def subject(best: Posting, count: int) -> str:
    """The best posting with its pay, and how many more there are."""
    words = {"title": best.title, "more": count - 1, "pay": pay_words(best)}
    if best.pay_currency:
        words["title"] = _("%(title)s, %(pay)s") % words
    if count == 1:
        return _("New job: %(title)s") % words
    more = ngettext(
        "%(title)s and %(more)d more new job",
        "%(title)s and %(more)d more new jobs",
        count - 1,
    )
    return more % words


def preheader(shown: list[Entry]) -> str:
    """What stands beside the subject in a mailbox: who says what they pay."""
    stated = [one.pay for one in shown if one.card.posting.pay_currency]
    if not stated:
        return ""
    return _("With a salary: %(list)s") % {"list": "; ".join(stated[:4])}
