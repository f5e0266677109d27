"""The conditions of a search, each in a form that many searches can share."""

from collections.abc import Hashable, Iterator

from postings.regions import UNSTATED as NOWHERE_STATED
from postings.search.criteria import Criteria, Scope, Skills, Undisclosed, rank_of
from postings.vocabulary import Workplace

# A kind of condition, and what it is about.
Key = tuple[Hashable, ...]
ANY_OF, ALL_OF, WORDS = "any of", "all of", "words"
LISTS = ("workplace", "language", "level", "employment", "contract")


def keys_of(criteria: Criteria) -> tuple[Key, ...]:
    """What a posting has to meet: one key for each condition, equal where they are.

    Words, if any, come last.
    """
    parts = (lists, facts, money, reader, typed)
    return tuple(key for make in parts for key in make(criteria))


def is_words(key: Key) -> bool:
    """Whether the condition is about words, and the second of the key says which."""
    return key[0] == WORDS


def lists(criteria: Criteria) -> Iterator[Key]:
    for name in LISTS:
        if values := getattr(criteria, name):
            yield ANY_OF, name, values
    if criteria.skill:
        kind = ALL_OF if criteria.skills == Skills.ALL else ANY_OF
        yield kind, "skill", criteria.skill
    if criteria.company:
        yield ANY_OF, "company", (criteria.company,)


def facts(criteria: Criteria) -> Iterator[Key]:
    if criteria.place:
        is_remote_fine = Workplace.REMOTE in criteria.workplace
        yield "place", criteria.place, criteria.km, is_remote_fine
    if criteria.overlap is not None:
        yield "hours", criteria.tz, criteria.overlap


def money(criteria: Criteria) -> Iterator[Key]:
    if criteria.undisclosed == Undisclosed.EXCLUDE:
        yield ("pay stated",)
    if criteria.pay is not None:
        yield "pay", criteria.pay, criteria.currency, criteria.period


def reader(criteria: Criteria) -> Iterator[Key]:
    """What the reader can take, unless they want to see everything."""
    if criteria.scope == Scope.ALL:
        return
    if criteria.country:
        yield ANY_OF, "country", (criteria.country, NOWHERE_STATED)
    for spoken in criteria.speaks:
        yield "speaks", *rank_of(spoken)
    if criteria.years is not None:
        yield "years", criteria.years
    if criteria.tz:
        yield "hours", criteria.tz, None


def typed(criteria: Criteria) -> Iterator[Key]:
    if criteria.q:
        yield WORDS, criteria.q
