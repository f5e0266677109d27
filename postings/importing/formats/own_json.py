"""This board's own JSON: the facts by the names that the API gives them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from postings.extraction.markup import to_markdown
from postings.importing.decoding import entries
from postings.importing.moments import day_of
from postings.importing.own import given_facts
from postings.importing.record import Entry, Item, Record, block, read_entries, words


def read(content: bytes, today: date) -> Iterator[Item]:
    """A record for each object of the lists, under `results`, `postings` or bare."""
    listed = entries(content, "results", "postings", "jobs")
    return read_entries(listed, lambda job: record(job, today))


def record(job: Entry, today: date) -> Record:
    company = job.get("company")
    name = company.get("name") if isinstance(company, Mapping) else company
    return Record(
        source_id=words(job.get("id") or job.get("source_id")),
        title=words(job.get("title")),
        text=to_markdown(block(job.get("description"))),
        company=words(name),
        place=place_of(job.get("places")),
        url=words(job.get("url")),
        apply_url=words(job.get("apply_url")),
        posted_at=day_of(job.get("posted_at"), today=today),
        valid_until=day_of(job.get("valid_through"), today=today),
        given=given_facts(job),
    )


def place_of(places: Any) -> str:
    if isinstance(places, str):
        return words(places)
    return (
        "; ".join(filter(None, map(words, places))) if isinstance(places, list) else ""
    )
