"""Ashby's public boards: `{"jobs": […]}` with pay in components."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from postings.extraction.markup import to_markdown
from postings.importing.decoding import entries
from postings.importing.fields import employment_of, pay_of, stated, workplace_of
from postings.importing.moments import day_of
from postings.importing.record import (
    NOT_LISTED,
    Entry,
    Item,
    Record,
    Skipped,
    block,
    inside,
    read_entries,
    words,
    written,
)
from postings.vocabulary import Workplace


def read(content: bytes, today: date) -> Iterator[Item]:
    """A record for each listed job; the company's name is not among them."""
    return read_entries(entries(content, "jobs"), lambda job: record(job, today))


def record(job: Entry, today: date) -> Item:
    title = words(job.get("title"))
    if job.get("isListed") is False:
        return Skipped(title, NOT_LISTED)
    place = words(job.get("location"))
    others = job.get("secondaryLocations")
    places = [words(inside(one, "location")) for one in others or [] if one]
    kind = words(job.get("employmentType"))
    workplace = words(job.get("workplaceType"))
    summary = words(inside(job, "compensation", "compensationTierSummary"))
    return Record(
        source_id=words(job.get("id")),
        title=title,
        text=to_markdown(
            block(job.get("descriptionHtml")) or block(job.get("descriptionPlain"))
        ),
        place="; ".join(filter(None, [place, *places])),
        url=words(job.get("jobUrl")),
        apply_url=words(job.get("applyUrl") or job.get("jobUrl")),
        posted_at=day_of(job.get("publishedAt"), today=today),
        given=stated(
            employment=employment_of(kind),
            workplace=workplace_of(workplace) or remote(job),
            **salary(inside(job, "compensation", "summaryComponents")),
        ),
        as_written=written(
            location=place,
            employmentType=kind,
            workplaceType=workplace,
            compensation=summary,
        ),
    )


def remote(job: Entry) -> str:
    return Workplace.REMOTE.value if job.get("isRemote") is True else ""


def salary(components: Any) -> dict[str, Any]:
    """The component that is pay; equity and bonuses are not."""
    for one in components if isinstance(components, list) else []:
        if inside(one, "compensationType") == "Salary":
            return pay_of(
                inside(one, "minValue"),
                inside(one, "maxValue"),
                inside(one, "currencyCode"),
                inside(one, "interval"),
            )
    return {}
