"""Remote OK's JSON: the first element is a legal notice, part of the text is mangled."""

from collections.abc import Iterator
from datetime import date

from postings.extraction.markup import to_markdown
from postings.extraction.mending import mended
from postings.importing.decoding import entries
from postings.importing.fields import pay_of, stated
from postings.importing.moments import day_of
from postings.importing.record import (
    Entry,
    Item,
    Record,
    block,
    read_entries,
    words,
    written,
)
from postings.vocabulary import Workplace


def read(content: bytes, today: date) -> Iterator[Item]:
    """A record for each job; the notice is no job."""
    return read_entries(entries(content), lambda job: record(job, today))


def record(job: Entry, today: date) -> Record | None:
    if "legal" in job and "position" not in job:
        return None
    place = words(mended(block(job.get("location"))))
    return Record(
        source_id=words(job.get("id") or job.get("slug")),
        title=words(mended(block(job.get("position")))),
        text=to_markdown(block(job.get("description"))),
        company=words(mended(block(job.get("company")))),
        place=place,
        url=words(job.get("url")),
        apply_url=words(job.get("apply_url") or job.get("url")),
        posted_at=day_of(job.get("date") or job.get("epoch"), today=today),
        # Yearly US dollars, as the board says; 0 is not stated.
        given=stated(
            workplace=Workplace.REMOTE.value,
            **pay_of(job.get("salary_min"), job.get("salary_max"), "USD", "year"),
        ),
        as_written=written(location=place),
    )
