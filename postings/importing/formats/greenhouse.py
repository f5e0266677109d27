"""Greenhouse's public boards: `{"jobs": […]}`, the text escaped once more."""

from collections.abc import Iterator
from datetime import date

from postings.extraction.markup import to_markdown
from postings.importing.decoding import entries
from postings.importing.moments import day_of
from postings.importing.record import (
    Entry,
    Item,
    Record,
    block,
    inside,
    read_entries,
    words,
    written,
)


def read(content: bytes, today: date) -> Iterator[Item]:
    """A record for each job of the board."""
    return read_entries(entries(content, "jobs"), lambda job: record(job, today))


def record(job: Entry, today: date) -> Record:
    place = words(inside(job, "location", "name"))
    posted = job.get("first_published") or job.get("updated_at")
    return Record(
        source_id=words(job.get("id")),
        title=words(job.get("title")),
        text=to_markdown(block(job.get("content"))),
        company=words(job.get("company_name")),
        place=place,
        url=words(job.get("absolute_url")),
        apply_url=words(job.get("absolute_url")),
        posted_at=day_of(posted, today=today),
        as_written=written(location=place),
    )
