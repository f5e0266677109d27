"""Lever's public boards: a bare array, the text split over three fields."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from postings.extraction.markup import to_markdown
from postings.importing.decoding import entries
from postings.importing.fields import employment_of, pay_of, stated, workplace_of
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
    """A record for each posting of the board; the company's name is not among them."""
    return read_entries(entries(content), lambda job: record(job, today))


def record(job: Entry, today: date) -> Record:
    categories = job.get("categories")
    place = words(inside(categories, "location"))
    commitment = words(inside(categories, "commitment"))
    workplace = words(job.get("workplaceType"))
    pay = job.get("salaryRange")
    everywhere = inside(categories, "allLocations")
    places = [words(one) for one in everywhere] if isinstance(everywhere, list) else []
    return Record(
        source_id=words(job.get("id")),
        title=words(job.get("text")),
        text=text_of(job),
        place="; ".join(dict.fromkeys(filter(None, [place, *places]))),
        url=words(job.get("hostedUrl")),
        apply_url=words(job.get("applyUrl") or job.get("hostedUrl")),
        posted_at=day_of(job.get("createdAt"), today=today),
        given=stated(
            employment=employment_of(commitment),
            workplace=workplace_of(workplace),
            **pay_of(
                inside(pay, "min"),
                inside(pay, "max"),
                inside(pay, "currency"),
                inside(pay, "interval"),
            ),
        ),
        as_written=written(
            location=place, commitment=commitment, workplaceType=workplace
        ),
    )


def text_of(job: Entry) -> str:
    """The description, its lists under their headings, and what closes it."""
    parts = [block(job.get("description")) or block(job.get("descriptionPlain"))]
    parts += [listed(one) for one in job.get("lists") or []]
    parts.append(block(job.get("additional")) or block(job.get("additionalPlain")))
    return "\n\n".join(filter(None, map(to_markdown, parts)))


def listed(part: Any) -> str:
    heading = words(inside(part, "text"))
    content = block(inside(part, "content"))
    return f"<h3>{heading}</h3><ul>{content}</ul>" if heading or content else ""
