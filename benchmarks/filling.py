"""Enough postings to measure with; a run that was interrupted goes on.

The demo's own filler makes them, in as many processes as there are cores. The
large index is built once at the end: row by row it would take most of the time.
"""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache

BATCH = 2_500
ALL_AT_ONCE_FROM = 20_000
INDEX = """
    CREATE INDEX IF NOT EXISTS document_matching ON posting_document
    USING gin (words, skills, workplace, levels, countries, place_ids) WITH (fastupdate = off)
"""


def set_up() -> None:
    """What a process needs before it speaks with the database."""
    import django  # noqa: PLC0415

    django.setup()


def fill(count: int, say: Callable[[str], None]) -> None:
    """Bring the board to this many postings."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("seed_demo", verbosity=0)
    due = missing(count)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
        if len(due) * BATCH >= ALL_AT_ONCE_FROM:
            cursor.execute("DROP INDEX IF EXISTS document_matching")
        if due:
            write(due, count, say)
            say("building the index and the statistics")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(INDEX)
        if due:
            cursor.execute("VACUUM ANALYZE")


def missing(count: int) -> list[range]:
    """The batches that are not there; each was written whole or not at all."""
    from postings.management.demo.bulk import MARK  # noqa: PLC0415
    from postings.models import Posting  # noqa: PLC0415

    marked = Posting.objects.filter(source_id__startswith=MARK)
    known = set(marked.values_list("source_id", flat=True))
    starts = range(0, count, BATCH)
    batches = [range(start, min(start + BATCH, count)) for start in starts]
    return [batch for batch in batches if f"{MARK}{batch[0]}" not in known]


def write(due: list[range], count: int, say: Callable[[str], None]) -> None:
    done = count - sum(map(len, due))
    workers = os.cpu_count() or 1
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, spawning, initializer=set_up) as pool:
        for written in pool.map(write_batch, due):
            done += written
            say(f"filled {done:,} of {count:,}")


def write_batch(numbers: range) -> int:
    """One batch with its documents, in one transaction."""
    from django.db import transaction  # noqa: PLC0415

    from postings.management.demo import bulk  # noqa: PLC0415
    from postings.models import PostingDocument  # noqa: PLC0415

    stock = cache(bulk.take_stock)()
    with transaction.atomic():
        rows = bulk.make_rows(numbers, stock)
        bulk.copy_rows(rows)
        PostingDocument.objects.keep([row["id"] for row in rows.postings])
    return len(numbers)
