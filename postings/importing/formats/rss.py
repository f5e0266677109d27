"""RSS of job boards, well formed or not; company and title joined by a colon."""

import html
import re
from collections.abc import Iterator
from datetime import date

from postings.extraction.markup import to_markdown
from postings.extraction.mending import mended
from postings.extraction.text import fold
from postings.extraction.titles import ROLE
from postings.importing.decoding import decoded
from postings.importing.moments import day_of
from postings.importing.record import Entry, Item, Record, read_entries, words, written

# Read without an XML parser: half of the feeds are not well formed, and no entity
# can grow or reach a file.
ITEM = re.compile(r"<(item|entry)\b[^>]{0,500}>", re.IGNORECASE)
CDATA = re.compile(r"\A\s*<!\[CDATA\[(.*?)(?:\]\]>\s*|\Z)", re.DOTALL)
FIELDS = {
    "id": ("guid", "id"),
    "title": ("title",),
    "link": ("link",),
    "text": ("content:encoded", "description", "content", "summary"),
    "company": ("company", "job_listing:company", "dc:creator", "author"),
    "place": ("location", "job_listing:location", "region", "country"),
    "date": ("pubdate", "published", "dc:date", "updated"),
}
HREF = re.compile(
    r"<link\b[^>]{0,500}?href\s*=\s*[\"']([^\"'<>]{1,1000})", re.IGNORECASE
)
JOINED = re.compile(r"(.{2,60}?)(?:: | is hiring an? | hiring )(.{3,})")


def read(content: bytes, today: date) -> Iterator[Item]:
    """A record for each item of the feed."""
    return read_entries(items(decoded(content)), lambda item: record(item, today))


def items(feed: str) -> Iterator[Entry]:
    starts = list(ITEM.finditer(feed))
    for place, start in enumerate(starts):
        until = starts[place + 1].start() if place + 1 < len(starts) else len(feed)
        closing = feed.find(f"</{start[1]}>", start.end(), until)
        yield fields(feed[start.end() : closing if closing >= 0 else until])


def fields(item: str) -> dict[str, str]:
    """The texts of an item's elements, by the first name that is there."""
    known = {name: found for name in FIELDS if (found := field(item, FIELDS[name]))}
    href = HREF.search(item)
    if href and not known.get("link"):
        known["link"] = html.unescape(href[1])
    return known


def field(item: str, names: tuple[str, ...]) -> str:
    low = item.lower()
    for name in names:
        opening = re.search(rf"<{name}(?:\s[^>]{{0,500}})?>", low)
        if opening:
            closing = low.find(f"</{name}", opening.end())
            text = item[opening.end() : closing if closing >= 0 else len(item)]
            data = CDATA.match(text)
            text = data[1] if data else html.unescape(text)
            if text.strip():
                return text
    return ""


def record(item: Entry, today: date) -> Record:
    title = words(mended(html.unescape(item.get("title", ""))))
    company, title = divided(title, words(item.get("company", "")))
    place = words(html.unescape(item.get("place", "")))
    url = words(item.get("link", ""))
    return Record(
        source_id=words(item.get("id", "")) or url,
        title=title,
        text=to_markdown(item.get("text", "")),
        company=company,
        place=place,
        url=url,
        apply_url=url,
        posted_at=day_of(item.get("date", ""), today=today),
        as_written=written(title=words(item.get("title", "")), region=place),
    )


def divided(title: str, company: str) -> tuple[str, str]:
    """Company and title; joined ones come apart where only the second names a role."""
    joined = JOINED.fullmatch(title)
    if joined and ROLE.search(fold(joined[2])) and not ROLE.search(fold(joined[1])):
        return company or joined[1].strip(), joined[2].strip()
    return company, title
