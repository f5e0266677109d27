"""Counting in Redis, and bringing the counts into the database exactly once.

A flush first gives the open counts a name of their own, in one step. Then it adds
the batch and notes its name in one transaction, and forgets the batch only after
the commit. A flush that dies anywhere leaves a batch that the next one finds: not
noted, it is added; noted, it is only forgotten. Two flushes wait for each other at
the name. While Redis is away nothing is counted, and no page waits.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import cast
from uuid import uuid4

from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from jobboard.caching import ForgivingRedisCache
from postings.models import FlushedBatch, Origin, Posting, Step

KEY = "numbers"
# Batches that nobody has fetched for so long are let go, and so are their names.
KEPT = timedelta(days=7)
COUNT = """
for _, field in ipairs(ARGV) do redis.call('HINCRBY', KEYS[1], field, 1) end
return #ARGV
"""
SEAL = """
local batches = KEYS[1] .. ':batches'
if redis.call('EXISTS', KEYS[1]) == 1 then
  local batch = KEYS[1] .. ':' .. ARGV[1]
  redis.call('RENAME', KEYS[1], batch)
  redis.call('EXPIRE', batch, ARGV[2])
  redis.call('SADD', batches, ARGV[1])
end
return redis.call('SMEMBERS', batches)
"""
READ = "return redis.call('HGETALL', KEYS[1] .. ':' .. ARGV[1])"
FORGET = """
redis.call('DEL', KEYS[1] .. ':' .. ARGV[1])
return redis.call('SREM', KEYS[1] .. ':batches', ARGV[1])
"""
NOTE = """
INSERT INTO postings_flushedbatch (name, at) VALUES (%s, now()) ON CONFLICT DO NOTHING
"""
# Postings that are gone by now are not counted; the order keeps flushes apart.
ADD = """
INSERT INTO postings_number (posting_id, day, step, origin, count)
SELECT posting_id, day, step, origin, count
FROM unnest(%s::bigint[], %s::date[], %s::text[], %s::text[], %s::int[])
  AS told (posting_id, day, step, origin, count)
ORDER BY posting_id, day, step, origin
ON CONFLICT (posting_id, day, step, origin)
DO UPDATE SET count = postings_number.count + excluded.count
"""
Figure = tuple[int, date, str, str]


def count(ids: Sequence[int], step: Step, origin: Origin, *, on: date) -> None:
    """One more for each of these postings, in one step."""
    fields = [f"{pk}|{on.isoformat()}|{step.value}|{origin.value}" for pk in ids]
    redis().run(COUNT, KEY, *fields)


def flush() -> int:
    """Add all that was counted; how many figures there were."""
    seconds = int(KEPT.total_seconds())
    names = redis().run(SEAL, KEY, uuid4().hex, seconds) or []
    FlushedBatch.objects.filter(at__lt=timezone.now() - 2 * KEPT).delete()
    return sum(flush_batch(text(name)) for name in names)


def flush_batch(name: str) -> int:
    """Add one batch, unless it was added before; then forget it."""
    told = redis().run(READ, KEY, name)
    if told is None:
        return 0
    figures = figures_in([text(one) for one in told])
    with transaction.atomic():
        if noted(name):
            add(figures)
        else:
            figures = Counter()
    redis().run(FORGET, KEY, name)
    return len(figures)


def noted(name: str) -> bool:
    """Take the batch; False where somebody has. Waits for whoever is about to."""
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [name])
        return bool(cursor.rowcount == 1)


def add(figures: Counter[Figure]) -> None:
    ids = {figure[0] for figure in figures}
    rows = Posting.objects.filter(pk__in=ids).order_by("pk")
    there = set(rows.select_for_update(no_key=True).values_list("pk", flat=True))
    kept = [(*figure, n) for figure, n in figures.items() if figure[0] in there]
    if kept:
        with connection.cursor() as cursor:
            cursor.execute(ADD, [list(column) for column in zip(*kept, strict=True)])


def figures_in(told: Sequence[str]) -> Counter[Figure]:
    """What a hash of Redis says: a field, its count, and so on."""
    found: Counter[Figure] = Counter()
    for field, number in pairs(told):
        pk, day, step, origin = field.split("|")
        found[(int(pk), date.fromisoformat(day), step, origin)] += int(number)
    return found


def pairs(told: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(told[::2], told[1::2], strict=True)


def redis() -> ForgivingRedisCache:
    return cast(ForgivingRedisCache, cache)


def text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
