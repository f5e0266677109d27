"""A source's jobs, from its address."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from jobboard.fetching import Refused, fetch
from postings.importing.formats import READERS
from postings.importing.record import Item
from postings.importing.running import Report, Tell, run_over
from postings.models import Source

BYTES_AT_MOST = 30_000_000
SECONDS_AT_MOST = 60
OK = 200


def items_at(source: Source) -> Iterator[Item]:
    """What the address lists now; raises Refused where it gives no such list."""
    answer = fetch(source.url, max_bytes=BYTES_AT_MOST, timeout=SECONDS_AT_MOST)
    if answer.status != OK:
        raise Refused(f"it answers {answer.status}")
    return items_in(answer.body, source.kind)


def items_in(content: bytes, kind: str) -> Iterator[Item]:
    """What a file of this kind lists."""
    return READERS[kind](content, timezone.localdate())


def run_source(
    source: Source, *, dry_run: bool = False, tell: Tell | None = None
) -> Report:
    """Fetch the source and bring the board to what it says."""
    return run_over(source, items_at(source), dry_run=dry_run, tell=tell)


def put_off(source: Source) -> None:
    """The next run is due in the source's hours, whatever becomes of this one."""
    next_run_at = timezone.now() + timedelta(hours=source.every_hours)
    Source.objects.filter(pk=source.pk).update(next_run_at=next_run_at)
