"""What a worker does of an import that was asked for at the desk."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext_noop

from jobboard.fetching import Refused, fetch
from postings.importing.fetching import OK, SECONDS_AT_MOST, items_in, limit
from postings.importing.record import Item, Record
from postings.importing.running import Report, run_over
from postings.lifecycle import imports as lifecycle
from postings.models import Import, ImportStatus, Source

BYTES_AT_MOST = 15_000_000
LISTED_AT_MOST, LINES_SHOWN = 3_000, 500
NOTHING = gettext_noop("nothing there is a job that can be read")
TOO_MANY = gettext_noop("it lists more than 3 000 jobs")


def work_on(asked: Import) -> None:
    """The next step of the import: the look at it, or what was confirmed.

    Raises Busy where another run over its source goes on; later will do.
    """
    try:
        if asked.status == ImportStatus.ASKED:
            look_at(asked)
        elif asked.status == ImportStatus.CONFIRMED:
            carry_out(asked)
    except Refused as refusal:
        lifecycle.failed(asked, why=str(refusal))


def look_at(asked: Import) -> None:
    """Read what was handed over, and say what would come of it."""
    content = bytes(asked.content) if asked.content else fetched(asked.source)
    items = listed(content, asked.source)
    report = run_over(asked.source, items, dry_run=True, at_most=limit(asked.source))
    lifecycle.checked(asked, report=told(report), content=content)


def carry_out(asked: Import) -> None:
    """Do what was shown, with the very content that was looked at."""
    items = listed(bytes(asked.content or b""), asked.source)
    report = run_over(asked.source, items, at_most=limit(asked.source))
    lifecycle.done(asked, report=told(report))


def fetched(source: Source) -> bytes:
    answer = fetch(source.url, max_bytes=BYTES_AT_MOST, timeout=SECONDS_AT_MOST)
    if answer.status != OK:
        raise Refused(f"it answers {answer.status}")
    return answer.body


def listed(content: bytes, source: Source) -> list[Item]:
    """The entries; Refused where there is no job among them, or far too many."""
    items = []
    for item in items_in(content, source.kind):
        items.append(item)
        if len(items) > LISTED_AT_MOST:
            raise Refused(TOO_MANY)
    if not any(isinstance(item, Record) for item in items):
        raise Refused(NOTHING)
    return items


def told(report: Report) -> dict[str, Any]:
    """The report as the page shows it; what stays the same is told last."""
    lines = sorted(report.lines, key=lambda line: line.outcome == "unchanged")
    shown = [asdict(line) for line in lines[:LINES_SHOWN]]
    return {**report.as_json(), "lines": shown, "unshown": len(lines) - len(shown)}
