"""Searches that are followed: what of a search can be, and the row that stands for it."""

from collections import defaultdict
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

from django.http import QueryDict  # noqa: TID251 (a query string is what is parsed)

from postings.models import Posting, Search
from postings.search.criteria import ATTRIBUTES, Criteria, Skills
from postings.search.parsing import LISTS, parse

SKILLS_ALIKE = 5
NUMBERS: dict[str, Any] = {"years": int, "radius": int, "overlap": int, "pay": Decimal}


def followable(criteria: Criteria) -> Criteria:
    """The search without its order and its age, which mean nothing to what is new."""
    return criteria.without("sort", "within")


def search_for(criteria: Criteria) -> Search:
    """The one row of this search, made where it is followed for the first time.

    The row stays until the caller's transaction ends, though nobody else follows it.
    """
    kept = followable(criteria)
    row = Search(hash=kept.hash, query=kept.query())
    Search.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["hash"], update_fields=["query"]
    )
    return row


def criteria_of(query: str) -> Criteria:
    """What a kept search asks for, by its canonical query.

    A hundred thousand of them are read when a worker starts, so what was canonical
    when it was kept is not checked again; only where the grammar has lost a
    parameter since is the query read as a stranger's.
    """
    given: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in parse_qsl(query):
        given[name].append(value)
    try:
        return Criteria(**{ATTRIBUTES.get(n, n): read(n, v) for n, v in given.items()})
    except (TypeError, ArithmeticError, ValueError):
        return parse(QueryDict(query), is_strict=False).criteria


def read(name: str, values: list[str]) -> Any:
    return tuple(values) if name in LISTS else NUMBERS.get(name, str)(values[-1])


def like(posting: Posting) -> Criteria:
    """A search for postings like this one: some of its skills, its levels, its kind.

    A list that states nothing asks for nothing.
    """
    needed = [need for need in posting.skill_needs.all() if need.is_required]
    return Criteria(
        skill=tuple(need.skill.slug for need in needed[:SKILLS_ALIKE]),
        skills=Skills.ANY,
        level=tuple(posting.levels),
        workplace=(posting.workplace,) if posting.workplace else (),
    )
