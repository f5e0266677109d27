"""Sitemaps (sitemaps.org): an index, and what each file in it lists.

Only what is live, at the one address where it is to be found. Postings are cut by
their ids into equal parts, 2, 4, 8 and so on, until none is too large; ids are
random, so the parts are even, and a part keeps its address while the board grows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Count, F, Max
from django.urls import reverse

from jobboard.addresses import absolute, in_language
from postings.models import Posting
from postings.publishing.addresses import posting_address

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGES = (
    "home",
    "posting_list",
    "company_list",
    "insights",
    "about",
    "about_privacy",
    "about_terms",
)
ID_BITS = 60
FINEST_BITS = 12
# A part is halved before it reaches what a file lists at most.
PART_AT_MOST = 9_000
ENTRIES_AT_MOST = 10_000
COMPANIES_AT_MOST = 16_000


@dataclass(frozen=True)
class Entry:
    """One address (absolute), and when its content last changed, if that is known."""

    address: str
    changed_at: datetime | None = None


def index() -> Iterator[Entry]:
    """The files: pages, companies, and each part of the postings that has any."""
    yield Entry(file_address("pages"))
    yield Entry(file_address("companies"))
    for (bits, number), changed_at in sorted(parts().items()):
        yield Entry(file_address(f"jobs-{2**bits}-{number}"), changed_at)


def file_address(name: str) -> str:
    return absolute(reverse("sitemap_part", args=[name]))


def parts() -> dict[tuple[int, int], datetime]:
    """(bits, number) of each part that lists a posting: its newest change."""
    finest = F("pk").bitrightshift(ID_BITS - FINEST_BITS)
    rows = Posting.objects.live().order_by().values_list(finest)
    found = list(rows.annotate(count=Count("pk"), changed=Max("changed_at")))
    bits = 0
    while bits < FINEST_BITS and largest(found, bits) > PART_AT_MOST:
        bits += 1
    newest: dict[tuple[int, int], datetime] = {}
    for number, _count, changed_at in found:
        key = (bits, number >> (FINEST_BITS - bits))
        newest[key] = max(changed_at, newest.get(key, changed_at))
    return newest


def largest(found: Iterable[tuple[int, int, datetime]], bits: int) -> int:
    """How many postings the fullest of 2**bits parts has."""
    counts: Counter[int] = Counter()
    for number, count, _changed_at in found:
        counts[number >> (FINEST_BITS - bits)] += count
    return max(counts.values(), default=0)


def jobs(count: int, number: int) -> Iterator[Entry]:
    """The postings of one part of `count`; ValueError where there is no such part."""
    bits = count.bit_length() - 1
    if count != 2**bits or bits > FINEST_BITS or not 0 <= number < count:
        raise ValueError(f"no part {number} of {count}")
    size = 2 ** (ID_BITS - bits)
    rows = Posting.objects.live().filter(pk__gte=number * size)
    rows = rows.filter(pk__lt=(number + 1) * size).order_by("pk")
    for posting in rows.only("title", "language", "changed_at")[:ENTRIES_AT_MOST]:
        yield Entry(posting_address(posting), posting.changed_at)


def companies() -> Iterator[Entry]:
    """The companies with open postings, in every language."""
    rows = Posting.objects.live().exclude(company=None).order_by("company")
    newest = rows.values_list("company__slug").annotate(changed=Max("changed_at"))
    for slug, changed_at in newest[:COMPANIES_AT_MOST]:
        path = reverse("company", args=[slug])
        yield from (Entry(one, changed_at) for one in in_all_languages(path))


def pages() -> Iterator[Entry]:
    """The lists, and what the board says about itself, in every language."""
    for name in PAGES:
        yield from (Entry(one) for one in in_all_languages(reverse(name)))


def in_all_languages(path: str) -> list[str]:
    return [absolute(in_language(path, code)) for code, _name in settings.LANGUAGES]


def to_xml(kind: str, entries: Iterable[Entry]) -> str:
    """A `urlset` of pages, or a `sitemapindex` of files."""
    inner = {"urlset": "url", "sitemapindex": "sitemap"}[kind]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{kind} xmlns="{NAMESPACE}">']
    for entry in entries:
        changed = entry.changed_at
        stamp = changed.isoformat(timespec="seconds") if changed else ""
        lastmod = f"<lastmod>{stamp}</lastmod>" if stamp else ""
        lines.append(f"<{inner}><loc>{escape(entry.address)}</loc>{lastmod}</{inner}>")
    return "\n".join([*lines, f"</{kind}>"])
