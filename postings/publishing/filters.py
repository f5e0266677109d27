"""The column of filters: each value with its count, and the search that it leads to."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from postings.languages import PostingLanguage
from postings.publishing.chips import CHOICES, query_of
from postings.search.criteria import UNSTATED, Criteria, Sort
from postings.search.facets import Facets
from postings.vocabulary import known_skill_names

# The order in which the values of a filter stand; of the others, the most frequent.
ORDERED = {"workplace", "level", "employment"}
LABELS: dict[str, Callable[[], str]] = {
    "workplace": lambda: _("Workplace"),
    "level": lambda: _("Level"),
    "contract": lambda: _("Contract"),
    "employment": lambda: _("Working time"),
    "skill": lambda: _("Skills"),
    "language": lambda: _("Written in"),
}
SKILLS_SHOWN = 12


@dataclass(frozen=True)
class Option:
    """One value of a filter; `query` takes it in, or out where it is chosen."""

    value: str
    label: str
    count: int
    is_chosen: bool
    query: str


@dataclass(frozen=True)
class Group:
    """One filter with its values."""

    name: str
    label: str
    options: list[Option]


def groups(criteria: Criteria, facets: Facets) -> list[Group]:
    """All filters that have anything to choose from."""
    made = [
        Group(name, label(), options(name, criteria, facets))
        for name, label in LABELS.items()
    ]
    return [group for group in made if group.options]


def options(name: str, criteria: Criteria, facets: Facets) -> list[Option]:
    counts = dict(facets.values[name])
    chosen = getattr(criteria, name)
    counts.update({value: 0 for value in chosen if value not in counts})
    values = list(counts)
    if name in ORDERED:
        order = [*CHOICES[name].values, UNSTATED]
        values.sort(key=order.index)
    elif name == "skill":
        known = [value for value in values if value != UNSTATED]
        first = [value for value in known if value in chosen]
        values = [*first, *(v for v in known if v not in chosen)][:SKILLS_SHOWN]
    return [option(name, value, counts[value], criteria) for value in values]


def option(name: str, value: str, count: int, criteria: Criteria) -> Option:
    is_chosen = value in getattr(criteria, name)
    toggled = criteria.dropping if is_chosen else criteria.adding
    query = query_of(toggled(name, value))
    return Option(value, option_label(name, value), count, is_chosen, query)


def option_label(name: str, value: str) -> str:
    """The value in words below its heading."""
    if value == UNSTATED:
        return _("Not stated")
    if name == "skill":
        return known_skill_names().get(value, value)
    if name == "language":
        return str(PostingLanguage(value).label)
    return str(CHOICES[name](value).label)


def sorts(criteria: Criteria) -> list[Option]:
    """The orders of the list; best match only where there are words."""
    labels = {
        Sort.RELEVANCE: _("Best match"),
        Sort.NEWEST: _("Newest"),
        Sort.PAY: _("Salary"),
    }
    if not criteria.q:
        del labels[Sort.RELEVANCE]
    return [
        Option(
            sort, label, 0, criteria.order == sort, query_of(criteria.with_(sort=sort))
        )
        for sort, label in labels.items()
    ]
