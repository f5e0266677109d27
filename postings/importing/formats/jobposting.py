"""Pages with a JobPosting of schema.org in a JSON-LD block, one or several."""

import html
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from postings.extraction.markup import to_markdown
from postings.importing.decoding import decoded, documents
from postings.importing.fields import (
    employment_of,
    flat,
    pay_of,
    stated,
    text_of,
)
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
from postings.vocabulary import Workplace

OPENING = re.compile(
    r"<script[^<>]{0,200}type\s*=\s*[\"']?application/ld\+json[^<>]{0,200}>",
    re.IGNORECASE,
)
CLOSING = re.compile(r"</script", re.IGNORECASE)
KIND = "JobPosting"
NESTED_AT_MOST = 6


def read(content: bytes, today: date) -> Iterator[Item]:
    """A record for each JobPosting of the page; a bare JSON-LD file will do too."""
    return read_entries(postings(decoded(content)), lambda job: record(job, today))


def postings(page: str) -> Iterator[Any]:
    for part in blocks(page):
        text = html.unescape(part) if part.lstrip().startswith("&") else part
        for document in documents(text):
            yield from inside_of(document, NESTED_AT_MOST)


def blocks(page: str) -> Iterator[str]:
    """What stands between the tags; the page itself where it is JSON."""
    if page.lstrip()[:1] in {"{", "["}:
        yield page
        return
    for opening in OPENING.finditer(page):
        closing = CLOSING.search(page, opening.end())
        yield page[opening.end() : closing.start() if closing else len(page)]


def inside_of(value: Any, depth: int) -> Iterator[Any]:
    """The JobPostings in a document: itself, in a list, a graph or a list of items."""
    if isinstance(value, list) and depth:
        for one in value:
            yield from inside_of(one, depth - 1)
    elif isinstance(value, Mapping) and depth:
        if KIND in flat([value.get("@type")]):
            yield value
            return
        for name in ("@graph", "itemListElement", "item", "mainEntity"):
            if name in value:
                yield from inside_of(value[name], depth - 1)


def record(job: Entry, today: date) -> Record:
    place = "; ".join(places(job))
    remote = inside(job, "jobLocationType") == "TELECOMMUTE"
    url = words(job.get("url")) or words(inside(job, "mainEntityOfPage", "@id"))
    pay = job.get("baseSalary")
    return Record(
        source_id=identifier(job) or url,
        title=words(html.unescape(block(job.get("title") or job.get("name")))),
        text=to_markdown(block(job.get("description"))),
        company=text_of(job.get("hiringOrganization")),
        place=place,
        url=url,
        apply_url=url,
        posted_at=day_of(job.get("datePosted"), today=today),
        valid_until=day_of(job.get("validThrough"), today=today),
        given=stated(
            employment=employment_of(job.get("employmentType")),
            workplace=Workplace.REMOTE.value if remote else "",
            **salary(pay),
        ),
        as_written=written(
            location=place,
            employmentType=", ".join(flat([job.get("employmentType")])),
            jobLocationType=words(job.get("jobLocationType")),
        ),
    )


def identifier(job: Entry) -> str:
    known = job.get("identifier")
    return words(known) or words(inside(known, "value")) or words(job.get("@id"))


def salary(pay: Any) -> dict[str, Any]:
    """Pay from a MonetaryAmount; its value may be a number or a range."""
    value = inside(pay, "value")
    currency = inside(pay, "currency") or inside(value, "currency")
    period = inside(value, "unitText") or inside(pay, "unitText")
    if isinstance(value, int | float | str):
        return pay_of(value, value, currency, period)
    one = inside(value, "value")
    return pay_of(
        inside(value, "minValue") or one,
        inside(value, "maxValue") or one,
        currency,
        period,
    )


def places(job: Entry) -> Iterator[str]:
    """Where the office is, and who may take it; each as a line of words."""
    for name in ("jobLocation", "applicantLocationRequirements"):
        listed = job.get(name)
        for one in listed if isinstance(listed, list) else [listed]:
            address = inside(one, "address")
            parts = (
                [text_of(address)]
                if isinstance(address, str)
                else [
                    text_of(inside(address, part))
                    for part in ("addressLocality", "addressRegion", "addressCountry")
                ]
            )
            line = ", ".join(dict.fromkeys(filter(None, parts))) or text_of(one)
            if line:
                yield line
