"""From criteria to a page of postings: ids first, from the narrow table.

Newest-first and by pay a page costs the same at any depth, and skips or repeats
nothing. By relevance the newest thousand matches are ranked, on the short vector
of title, skills and company; behind them the list goes on newest-first, and the
page says so.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from jobboard import formats
from jobboard.pagination import BadCursor, seal, unseal
from jobboard.replicas import fetch
from jobboard.rows import Row
from postings.models import Posting
from postings.search import words
from postings.search.conditions import REACH, Condition, Moment, Prepared, both
from postings.search.criteria import Criteria, Sort

RANKED = 1000
COUNTED = 10_000
NEXT, PREVIOUS = "next", "previous"
COLUMNS = {
    Sort.NEWEST: ("published_at", "posting_id"),
    Sort.PAY: ("pay_order", "published_at", "posting_id"),
}
RANK = """
    WITH newest AS MATERIALIZED (
        SELECT posting_id, published_at, head FROM posting_document
        WHERE {where} ORDER BY published_at DESC, posting_id DESC LIMIT {limit}
    ), ranked AS MATERIALIZED (
        SELECT ts_rank(head, {words}) AS rank, published_at, posting_id FROM newest
    )
    SELECT rank, published_at, posting_id,
        (SELECT count(*) FROM newest),
        (SELECT jsonb_build_array(published_at, posting_id) FROM newest
            ORDER BY published_at DESC, posting_id DESC LIMIT 1),
        (SELECT jsonb_build_array(published_at, posting_id) FROM newest
            ORDER BY published_at, posting_id LIMIT 1)
    FROM ranked WHERE {after}
    ORDER BY rank DESC, published_at DESC, posting_id DESC LIMIT %s
"""


@dataclass(frozen=True)
class Found:
    """A page of ids, and the cursors of its neighbours.

    is_past_ranked: by relevance, whether this page lies behind the ranked ones.
    """

    ids: list[int]
    next: str | None = None
    previous: str | None = None
    is_past_ranked: bool = False


@dataclass(frozen=True)
class Count:
    """How many there are; `is_capped` where there are more than that."""

    number: int
    is_capped: bool = False

    @property
    def words(self) -> str:
        """`486`, or `10,000+`."""
        return formats.count(self.number, is_capped=self.is_capped)


def find(search: Prepared, *, size: int, cursor: str = "") -> Found:
    """One page of the ids of what the criteria ask for.

    cursor: from a page of the same search, else BadCursor.
    """
    criteria = search.criteria
    place = unseal(cursor, of=criteria.hash) if cursor else []
    is_ranked = criteria.order == Sort.RELEVANCE and place[:1] != [Sort.NEWEST]
    page = ranked_page if is_ranked else keyset_page
    return page(criteria, search.where, place, size)


def keyset_page(
    criteria: Criteria, where: Condition, place: list[Any], size: int
) -> Found:
    """Newest-first or by pay, from the place that the cursor names."""
    order = Sort.PAY if criteria.order == Sort.PAY else Sort.NEWEST
    columns = COLUMNS[order]
    _order, direction, *key = place or [order, NEXT]
    if key and len(key) != len(columns):
        raise BadCursor
    backwards = direction == PREVIOUS
    if key:
        where = beyond(where, columns, key, backwards=backwards)
    way = "ASC" if backwards else "DESC"
    order_by = ", ".join(f"{column} {way}" for column in columns)
    sql = (
        f"SELECT {', '.join(columns)} FROM posting_document WHERE {where.sql}"
        f" ORDER BY {order_by} LIMIT %s"
    )
    rows = fetch(sql, [*where.parameters, size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    is_past_ranked = criteria.order == Sort.RELEVANCE

    def edge(direction: str, row: Row) -> str:
        return seal([order, direction, *map(plain, row)], of=criteria.hash)

    return Found(
        ids=[row[-1] for row in rows],
        next=edge(NEXT, rows[-1]) if rows and (more or backwards) else None,
        previous=edge(PREVIOUS, rows[0])
        if rows and key and not is_past_ranked and (more or not backwards)
        else None,
        is_past_ranked=is_past_ranked,
    )


def beyond(
    where: Condition, columns: Sequence[str], key: Sequence[Any], *, backwards: bool
) -> Condition:
    """The condition, and on the far side of this row in the order of the columns."""
    side = ">" if backwards else "<"
    marks = ", ".join(["%s"] * len(columns))
    sql = f"{where.sql} AND ({', '.join(columns)}) {side} ({marks})"
    return Condition(sql, (*where.parameters, *key))


def ranked_page(
    criteria: Criteria, where: Condition, place: list[Any], size: int
) -> Found:
    """The best of the newest thousand; the cursor keeps where the thousand began."""
    words_sql, parameters = words.as_sql(criteria.q)
    after, key = "true", []
    if place:
        _order, upper_at, upper_id, *key = place
        upper = "(published_at, posting_id) <= (%s, %s)"
        more = Condition(upper, (upper_at, upper_id))
        where = both({"where": where, "upper": more})
        after = "(rank, published_at, posting_id) < (%s::float4, %s, %s)"
    sql = RANK.format(where=where.sql, words=words_sql, after=after, limit=RANKED)
    rows = fetch(sql, [*where.parameters, *parameters, *key, size + 1])
    if not rows:
        return Found([])
    more_ranked, rows = len(rows) > size, rows[:size]
    *last, count, highest, lowest = rows[-1]
    following: list[Any] | None = None
    if more_ranked:
        following = [Sort.RELEVANCE, *json.loads(highest), *map(plain, last)]
    elif count == RANKED:
        following = [Sort.NEWEST, NEXT, *json.loads(lowest)]
    cursor = seal(following, of=criteria.hash) if following else None
    return Found([row[2] for row in rows], next=cursor)


def count(search: Prepared, *, at_most: int | None = COUNTED) -> Count:
    """How many postings there are, exactly up to `at_most`; None counts them all."""
    where = search.where
    limit = "" if at_most is None else f"LIMIT {at_most + 1}"
    inner = f"SELECT 1 FROM posting_document WHERE {where.sql} {limit}"
    sql = f"SELECT count(*) FROM ({inner}) found"
    number = int(fetch(sql, where.parameters)[0][0])
    if at_most is not None and number > at_most:
        return Count(at_most, is_capped=True)
    return Count(number)


def outside(search: Prepared) -> dict[str, Count]:
    """How many more there would be but for each of the reader's facts.

    Each posting is counted once, with the first fact that it fails: `from`, then
    `speaks`, `years` and `tz`. Facts that keep nothing out are left away.
    """
    known = search.conditions
    reach = {name: known[name] for name in REACH if name in known}
    if not reach:
        return {}
    others, inside = both(search.without(*reach)), both(reach)
    tests = ", ".join(f"({one.sql})" for one in reach.values())
    inner = (
        f"SELECT ARRAY[{tests}] AS met FROM posting_document"
        f" WHERE {others.sql} AND NOT ({inside.sql}) LIMIT {COUNTED + 1}"
    )
    sql = f"SELECT array_position(met, false), count(*) FROM ({inner}) f GROUP BY 1"
    rows = fetch(sql, [*inside.parameters, *others.parameters, *inside.parameters])
    counts = {list(reach)[first - 1]: int(number) for first, number in rows}
    is_capped = sum(counts.values()) > COUNTED
    return {
        name: Count(counts[name], is_capped=is_capped)
        for name in reach
        if name in counts
    }


def versions_of(
    ids: Sequence[int], moment: Moment
) -> dict[int, tuple[int, int | None]]:
    """Of those that are still live, the versions of the posting and its company."""
    live = Posting.objects.live(moment.at).filter(pk__in=ids)
    rows = live.values_list("pk", "version", "company__version")
    return {pk: (own, company) for pk, own, company in rows}


def postings_of(
    ids: Sequence[int], moment: Moment, *, with_facts: bool = True
) -> list[Posting]:
    """The postings of these ids in their order, as far as they are still live."""
    rows = Posting.objects.live(moment.at).select_related("company")
    live = (rows.with_facts() if with_facts else rows).filter(pk__in=ids)
    found = {posting.pk: posting for posting in live}
    return [found[key] for key in ids if key in found]


def plain(value: Any) -> Any:
    """A value of a key as a cursor keeps it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
