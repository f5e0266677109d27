"""A source's jobs, from its address."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from jobboard.fetching import Refused, fetch
from postings.importing.formats import READERS
from postings.importing.record import Item
from postings.importing.running import Report, Tell, run_over
from postings.models import Source
from postings.permissions import is_trusted

BYTES_AT_MOST = 30_000_000
SECONDS_AT_MOST = 60
OK = 200
# So many postings a run creates; those of a new company all wait for a moderator.
CREATED_AT_MOST, CREATED_BY_THE_NEW = 1_000, 50


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
    items, at_most = items_at(source), limit(source)
    return run_over(source, items, dry_run=dry_run, tell=tell, at_most=at_most)


def limit(source: Source) -> int | None:
    """How many postings one run may create for the source's company."""
    if source.company is None:
        return None
    return CREATED_AT_MOST if is_trusted(source.company) else CREATED_BY_THE_NEW


def put_off(source: Source) -> None:
    """The next run is due in the source's hours, whatever becomes of this one."""
    next_run_at = timezone.now() + timedelta(hours=source.every_hours)
    Source.objects.filter(pk=source.pk).update(next_run_at=next_run_at)
