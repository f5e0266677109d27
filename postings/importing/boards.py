"""Which board an address leads to, and what a file is, as far as it can be told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote, urlsplit

from postings.importing.decoding import entries
from postings.models import SourceKind

SLUG = r"(?P<slug>[\w.%-]{1,80})"
# The address that people know, and the one that gives the jobs.
BOARDS: dict[SourceKind, tuple[re.Pattern[str], str]] = {
    SourceKind.GREENHOUSE: (
        re.compile(
            rf"(?:(?:boards|job-boards)(?:\.eu)?\.greenhouse\.io/(?:embed/job_board\?for=)?"
            rf"|boards-api\.greenhouse\.io/v1/boards/){SLUG}"
        ),
        "https://boards-api.greenhouse.io/v1/boards/{}/jobs?content=true",
    ),
    SourceKind.LEVER: (
        re.compile(rf"(?:jobs\.lever\.co/|api\.lever\.co/v0/postings/){SLUG}"),
        "https://api.lever.co/v0/postings/{}?mode=json",
    ),
    SourceKind.ASHBY: (
        re.compile(
            rf"(?:jobs\.ashbyhq\.com/|api\.ashbyhq\.com/posting-api/job-board/){SLUG}"
        ),
        "https://api.ashbyhq.com/posting-api/job-board/{}?includeCompensation=true",
    ),
    SourceKind.REMOTEOK: (
        re.compile(r"(?:www\.)?remoteok\.(?:com|io)/api(?P<slug>)"),
        "https://remoteok.com/api",
    ),
}
BEGINNING, LOOKED_AT = 4_000, 3
OWN_NAMES = {
    SourceKind.REMOTEOK: {"legal"},
    SourceKind.GREENHOUSE: {"absolute_url"},
    SourceKind.ASHBY: {"descriptionHtml", "jobUrl"},
    SourceKind.LEVER: {"hostedUrl", "descriptionPlain", "categories"},
    SourceKind.JOBPOSTING: {"@context", "@graph", "@type"},
}


@dataclass(frozen=True)
class Board:
    """A board that is known: what it gives, and where."""

    kind: SourceKind
    url: str
    name: str


def board_at(address: str) -> Board | None:
    """The board that a page's or an interface's address belongs to; None for others."""
    rest = address.partition("://")[2]
    for kind, (pattern, template) in BOARDS.items():
        found = pattern.match(rest)
        if found:
            slug = found["slug"]
            name = ": ".join(filter(None, (str(kind.label), slug)))
            return Board(kind, template.format(quote(slug, safe="%")), name)
    return None


def site_of(address: str) -> str:
    """What to call an address: its site without `www.`, and the path."""
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/")


def kind_of(content: bytes) -> SourceKind:
    """What a file looks like; CSV where it looks like nothing else."""
    beginning = content[:BEGINNING].decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
    lower = beginning.lower()
    if "<rss" in lower or "<feed" in lower or lower.startswith("<?xml"):
        return SourceKind.RSS
    if lower.startswith("<"):
        return SourceKind.JOBPOSTING
    if beginning[:1] in ("{", "[", "/"):
        return kind_of_json(content)
    return SourceKind.CSV


def kind_of_json(content: bytes) -> SourceKind:
    """The maker, told by names that only one of them gives to its fields."""
    known: set[str] = set()
    for entry in islice(entries(content, "results", "postings", "jobs"), LOOKED_AT):
        known |= set(entry) if isinstance(entry, Mapping) else set()
    for kind, names in OWN_NAMES.items():
        if known & names:
            return kind
    return SourceKind.JSON
