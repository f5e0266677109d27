"""Where nothing is found: which single filter, taken out, would help, and how much."""

from dataclasses import dataclass, replace

from jobboard.replicas import fetch
from postings.search.conditions import Prepared
from postings.search.criteria import Criteria
from postings.search.query import Count

COUNTED = 1_000
# These say how another parameter is meant, and go with it.
WITH = {
    "place": ("radius",),
    "pay": ("currency", "period"),
    "tz": ("overlap",),
    "skill": ("skills",),
}
NEVER_ALONE = {"sort", "scope", "skills", "radius", "currency", "period"}


@dataclass(frozen=True)
class Wider:
    """A search with one filter less: the filter, its value, and what it finds."""

    name: str
    value: str
    criteria: Criteria
    count: Count


def wider_searches(search: Prepared) -> list[Wider]:
    """Each filter that alone stands between the reader and something, best first."""
    options = list(removals(search.criteria))
    if not options:
        return []
    prepared = [replace(search, criteria=criteria) for _n, _v, criteria in options]
    counts = ", ".join(
        f"(SELECT count(*) FROM (SELECT 1 FROM posting_document WHERE {one.where.sql}"
        f" LIMIT {COUNTED + 1}) found)"
        for one in prepared
    )
    values = [value for one in prepared for value in one.where.parameters]
    (numbers,) = fetch(f"SELECT {counts}", values)
    found = [
        Wider(name, value, criteria, counted(int(number)))
        for (name, value, criteria), number in zip(options, numbers, strict=True)
        if number
    ]
    return sorted(found, key=lambda one: (-one.count.number, one.name, one.value))


def counted(number: int) -> Count:
    return Count(COUNTED, is_capped=True) if number > COUNTED else Count(number)


def removals(criteria: Criteria) -> list[tuple[str, str, Criteria]]:
    """Every search with one filter less; of skills, one skill less."""
    found = []
    names = {name for name, _value in criteria.pairs()} - NEVER_ALONE
    for name in sorted(names):
        values = [value for key, value in criteria.pairs() if key == name]
        if name == "skill" and len(values) > 1:
            found += [(name, one, criteria.dropping(name, one)) for one in values]
        else:
            gone = criteria.without(name, *WITH.get(name, ()))
            found.append((name, " ".join(values), gone))
    return found
