"""Matching: follows the events, finds whose searches the news fit, and wakes alerts.

Positions are given to committed events in the order of commits, so nothing can appear
behind one that has been passed. Every search whose alerts began before a position is
there when the events up to it are matched: an alert begins at the position of its own
event. Matches, beginnings and the new position are written together, by whoever moves
the position first; a second worker at the same place writes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from jobboard.rows import fetch
from postings.alerts.bits import as_array, numbers
from postings.alerts.keys import Key, keys_of
from postings.alerts.news import News
from postings.lifecycle.alert import CONFIRMED, TURNED
from postings.models import Following, Search, Status
from postings.search.conditions import Moment
from postings.search.following import criteria_of
from postings.slots import next_slot

EVENTS_AT_ONCE = 1000
ROWS_AT_ONCE = 20_000
# An edit makes news of a posting for so long after its first publication.
NEWS_FOR = timedelta(days=60)
FIRST = ("posting.submitted", "posting.approved", "posting.published")
# A renewal is no news.
NEWS = (*FIRST, "posting.revised", "posting.released")
# Any number that nothing else in this database locks.
GATE = 731_220_407

BOUND = """
    SELECT max(position) FROM (
        SELECT position FROM jobboard_event WHERE position > %s
        ORDER BY position LIMIT %s
    ) coming
"""
IN_THE_NEWS = """
    WITH news AS (
        SELECT subject_id, max(position) AS latest FROM jobboard_event
        WHERE position > %s AND position <= %s AND subject = 'posting'
            AND kind = ANY(%s) AND to_status = %s
        GROUP BY subject_id
    )
    SELECT n.subject_id, min(e.position), n.latest
    FROM news n JOIN jobboard_event e ON e.subject = 'posting'
        AND e.subject_id = n.subject_id AND e.kind = ANY(%s) AND e.to_status = %s
    GROUP BY n.subject_id, n.latest HAVING min(e.at) > %s
"""
WRITE = """
    INSERT INTO postings_match (search_id, posting_id, first, position, made_at)
    SELECT * , %s FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
    ON CONFLICT (search_id, posting_id) DO UPDATE SET position = excluded.position
"""
BEGIN = """
    UPDATE postings_alert a SET since = began.position, cursor = began.position
    FROM (
        SELECT subject_id, max(position) AS position FROM jobboard_event
        WHERE position > %s AND position <= %s AND subject = 'alert' AND kind = ANY(%s)
        GROUP BY subject_id
    ) began
    WHERE a.id = began.subject_id AND a.confirmed_at IS NOT NULL
"""
WOKEN = """
    a.search_id = ANY(%s) AND a.due_at IS NULL AND EXISTS (
        SELECT FROM postings_match m WHERE m.search_id = a.search_id
            AND m.position > a.cursor AND m.first > a.since
    )
"""
TERMS = ("frequency", "hour", "zone", "paused_until")
KINDS = f"SELECT DISTINCT {', '.join(TERMS)} FROM postings_alert a WHERE {WOKEN}"  # noqa: S608
WAKE = f"""
    UPDATE postings_alert a SET due_at = slot.at
    FROM unnest(%s::text[], %s::int[], %s::text[], %s::date[], %s::timestamptz[])
        AS slot(frequency, hour, zone, paused_until, at)
    WHERE (a.frequency, a.hour, a.zone) = (slot.frequency, slot.hour, slot.zone)
        AND a.paused_until IS NOT DISTINCT FROM slot.paused_until AND {WOKEN}
"""  # noqa: S608 (constants)


@dataclass(frozen=True)
class Place:
    """Where in the order of events a posting was first published, and last news."""

    first: int
    latest: int


def match_news(now: datetime | None = None) -> bool:
    """Match the next events, and say whether there were any."""
    now = now or timezone.now()
    since = Following.objects.position()
    until = bound(since)
    if until is None:
        return False
    places = in_the_news(since, until, now)
    news = News(places, Moment(now))
    found = matches(news)
    with transaction.atomic():
        if moved(since, until):
            execute(BEGIN, [since, until, [CONFIRMED, TURNED]])
            if found:
                write(found, news.ids, places, now)
                wake([search for search, _bits in found], now)
    return True


def bound(since: int) -> int | None:
    """The last of the next events; None where there is none."""
    found: int | None = fetch(BOUND, [since, EVENTS_AT_ONCE])[0][0]
    return found


def in_the_news(since: int, until: int, now: datetime) -> dict[int, Place]:
    """The postings that these events made public or changed, with their places."""
    live = Status.LIVE.value
    window = [since, until, list(NEWS), live]
    rows = fetch(IN_THE_NEWS, [*window, list(FIRST), live, now - NEWS_FOR])
    return {key: Place(first, latest) for key, first, latest in rows}


def matches(news: News) -> list[tuple[int, int]]:
    """(search, bitmap of the news that fit it), for each that some fit."""
    return list(news.matching(known_searches())) if news.size else []


compiled: dict[int, tuple[Key, ...]] = {}


def known_searches() -> Mapping[int, tuple[Key, ...]]:
    """The conditions of every search; they never change, and are read only once."""
    there = set(Search.objects.values_list("pk", flat=True))
    for gone in compiled.keys() - there:
        del compiled[gone]
    fresh = list(there - compiled.keys())
    for start in range(0, len(fresh), ROWS_AT_ONCE):
        some = Search.objects.filter(pk__in=fresh[start : start + ROWS_AT_ONCE])
        for number, query in some.values_list("pk", "query"):
            compiled[number] = keys_of(criteria_of(query))
    return compiled


def moved(since: int, until: int) -> bool:
    """Whether the position was still there, and is now further on."""
    if since == 0:
        Following.objects.get_or_create(pk=1)
    return bool(Following.objects.filter(position=since).update(position=until))


def write(
    found: Iterable[tuple[int, int]],
    ids: Sequence[int],
    places: Mapping[int, Place],
    now: datetime,
) -> None:
    """Keep the matches; one that is there already moves to its latest place."""
    rows = expanded(found, ids, places)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        columns = [as_array(column) for column in zip(*some, strict=True)]
        execute(WRITE, [now, *columns])


def expanded(
    found: Iterable[tuple[int, int]], ids: Sequence[int], places: Mapping[int, Place]
) -> Iterator[tuple[int, int, int, int]]:
    for search, bits in found:
        for number in numbers(bits):
            place = places[ids[number]]
            yield search, ids[number], place.first, place.latest


def wake(searches: Sequence[int], now: datetime) -> None:
    """Let every alert that has something to tell be due at its next moment.

    An alert that is due already is left alone: its digest will carry these, too. Until
    the commit none is made, since it could not see them yet.
    """
    execute("SELECT pg_advisory_xact_lock(%s)", [GATE])
    kinds = fetch(KINDS, [searches])
    slots = [next_slot(after=now, **dict(zip(TERMS, k, strict=True))) for k in kinds]
    if kinds:
        columns = [list(column) for column in zip(*kinds, strict=True)]
        execute(WAKE, [*columns, slots, searches])


def pass_gate() -> None:
    """Wait until no matching is between its waking and its commit, and hold it up."""
    execute("SELECT pg_advisory_xact_lock_shared(%s)", [GATE])


def execute(sql: str, parameters: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
