"""How many postings each filter value would show, in one statement.

The conditions that are no facet's make a base of at most twenty thousand postings, the
newest; of five thousand, where words match far more. Each posting of it carries one true
or false for each facet. A value of a facet is counted where all other facets hold. Of
skills that all have to be there the chosen ones hold too, since a further one narrows
the list.
"""

from collections import Counter
from dataclasses import dataclass

from jobboard.replicas import fetch
from postings.search.conditions import Condition, Prepared, both
from postings.search.criteria import Skills

BASE = 20_000
NEWEST = 5_000
PROBED = 1_000
COMMON = 0.15
SKILLS_SHOWN = 24
COLUMNS = {
    "workplace": "workplace",
    "level": "levels",
    "employment": "employment",
    "contract": "contracts",
    "language": "language",
    "skill": "skills",
}
# Lists of so few values that the same ones come again and again: it is quicker to
# count whole lists in the database, and their values here.
WHOLE = {"level", "employment", "contract"}
KEY = ", published_at, posting_id"
ORDER = "ORDER BY published_at DESC, posting_id DESC"
WALK = f"base AS MATERIALIZED ({{rows}} {ORDER} LIMIT {{limit}})"
GATHER = (
    "matched AS MATERIALIZED ({rows}), base AS MATERIALIZED"
    f" (SELECT * FROM matched {ORDER} LIMIT {{limit}})"
)
PROBE = (
    "SELECT count(*) FILTER (WHERE {where})::float / greatest(count(*), 1),"
    " (SELECT reltuples FROM pg_class WHERE oid = 'posting_document'::regclass)"
    f" FROM (SELECT * FROM posting_document {ORDER} LIMIT {PROBED}) newest"
)


@dataclass(frozen=True)
class Facets:
    """For each facet its values with their counts, the most frequent first.

    is_exact: whether the base was whole; otherwise counts are of the newest, so many.
    """

    values: dict[str, dict[str, int]]
    is_exact: bool
    newest: int


def count_facets(search: Prepared) -> Facets:
    """The counts of every value of every facet that the list offers."""
    known = search.without()
    base = both({name: one for name, one in known.items() if name not in COLUMNS})
    chosen = {name: known[name] for name in COLUMNS if name in known}
    flags = "".join(f", ({one.sql}) AS is_{name}" for name, one in chosen.items())
    columns = ", ".join(f"{sql} AS of_{name}" for name, sql in COLUMNS.items())
    parts = " UNION ALL ".join(
        facet_sql(name, others_of(name, list(chosen), search)) for name in COLUMNS
    )
    way, limit = WALK, BASE
    if search.criteria.q:
        way, limit = way_to_words(base)
    rows = f"SELECT {columns}{flags}{KEY} FROM posting_document WHERE {base.sql}"
    sql = (
        f"WITH {way.format(rows=rows, limit=limit + 1)}"
        f" SELECT '', '', count(*) FROM base UNION ALL {parts}"
    )
    values = [value for one in chosen.values() for value in one.parameters]
    return arranged(fetch(sql, [*values, *base.parameters]), search, limit)


def way_to_words(base: Condition) -> tuple[str, int]:
    """How to come by the newest matches of words, and how many of them to count.

    Walking through the list reads the words of each posting that it passes, 7 µs;
    gathering all matches by the index costs 1.5 µs for each. A look at the newest
    ones tells which is less. Where they are too many to be counted whole, fewer
    are counted.
    """
    share, total = fetch(PROBE.format(where=base.sql), base.parameters)[0]
    if share * total <= 1.5 * BASE:
        return GATHER, BASE
    return (WALK if share >= COMMON else GATHER), NEWEST


def others_of(name: str, chosen: list[str], search: Prepared) -> str:
    """Where a value of this facet is counted."""
    narrows = name == "skill" and search.criteria.skills == Skills.ALL
    others = [one for one in chosen if one != name or narrows]
    return " AND ".join(f"is_{one}" for one in others) or "true"


def facet_sql(name: str, others: str) -> str:
    column, values = f"of_{name}", ""
    if name == "skill":
        column, values = "value", f", unnest(of_{name}) value"
    shown = f"array_to_string({column}, ',')" if name in WHOLE else column
    return (
        f"SELECT '{name}', {shown}, count(*) FROM base{values}"
        f" WHERE {others} GROUP BY {column}"
    )


def arranged(rows: list[tuple[str, str, int]], search: Prepared, limit: int) -> Facets:
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("", *COLUMNS)}
    for name, value, number in rows:
        for one in value.split(","):
            counts[name][one] += number
    size = counts.pop("")[""]
    values = {
        name: dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))
        for name, found in counts.items()
    }
    values["skill"] = shown_skills(values["skill"], search.criteria.skill)
    return Facets(values, is_exact=size <= limit, newest=limit)


def shown_skills(counts: dict[str, int], chosen: tuple[str, ...]) -> dict[str, int]:
    """The most frequent ones, and whatever is chosen."""
    most = dict(list(counts.items())[:SKILLS_SHOWN])
    return most | {slug: counts.get(slug, 0) for slug in chosen}
