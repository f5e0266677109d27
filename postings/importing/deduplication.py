"""Which postings are one and the same job, told by company, title and text.

Texts are compared by their shingles: runs of three words. One permutation of their
hashes gives 63 minima in 21 bands of three (Broder's MinHash with Li, Owen and
Zhang's single permutation), and only postings that share a band are compared.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from accounts.models import Company, User
from postings.extraction.levels import LEVELS
from postings.extraction.text import TAG, fold
from postings.models import Fingerprint, Posting, Provenance, Status

RUN = 3
BANDS, ROWS = 21, 3
BINS = BANDS * ROWS
SAME_TEXT, NEARLY_ALL, SAME_TITLE = 0.5, 0.9, 0.5
MIX, MASK = 0x9E3779B97F4A7C15, (1 << 64) - 1
WORD = re.compile(r"[a-z0-9]+(?:[+#]+)?")
ENTITY = re.compile(r"&(?:#x?[0-9a-fA-F]+|[a-zA-Z]+);|\\")
# Terms of a job are no part of its name.
TERMS = frozenset(
    "remote remoto remota hybrid hibrido hibrida onsite presencial latam a o e de of the"
    " and para en em in for".split()
)
OPEN = (Status.SUBMITTED, Status.SCHEDULED, Status.LIVE)
BATCH, LOOKED_AT = 2_000, 20


@dataclass(frozen=True)
class Print:
    """A job in comparable form."""

    company: str
    levels: frozenset[str]
    title: frozenset[str]
    shingles: frozenset[int]
    bands: tuple[int, ...]


def print_of(title: str, text: str, company: str = "") -> Print:
    """The comparable form; `company` is "" where it is not stated."""
    plain_title = fold(title)
    levels = frozenset(str(m.lastgroup) for m in LEVELS.finditer(plain_title))
    named = LEVELS.sub(" ", plain_title)
    words = WORD.findall(ENTITY.sub(" ", TAG.sub(" ", fold(text))))
    shingles = shingles_of(words)
    return Print(
        company=" ".join(WORD.findall(fold(company))),
        levels=levels,
        title=frozenset(WORD.findall(named)) - TERMS,
        shingles=shingles,
        bands=bands_of(shingles),
    )


def shingles_of(words: list[str]) -> frozenset[int]:
    """A number for each run of three words; for shorter texts, of all of them."""
    runs = max(1, len(words) - RUN + 1)
    return frozenset(
        zlib.crc32(" ".join(words[at : at + RUN]).encode()) * MIX & MASK
        for at in range(runs)
    )


def bands_of(shingles: Iterable[int]) -> tuple[int, ...]:
    """21 numbers; how many two texts share grows steeply with what they have in common.

    Each shingle falls into one of 63 bins, each bin keeps its smallest; an empty bin
    borrows from the next full one.
    """
    bins: list[int] = [-1] * BINS
    for shingle in shingles:
        place, value = (shingle >> 32) % BINS, shingle & 0xFFFFFFFF
        if bins[place] < 0 or value < bins[place]:
            bins[place] = value
    filled = list(bins)
    for place in range(BINS):
        if filled[place] < 0:
            step = next(n for n in range(1, BINS + 1) if bins[(place + n) % BINS] >= 0)
            filled[place] = (bins[(place + step) % BINS] + step * 7919) & 0xFFFFFFFF
    return tuple(
        (zlib.crc32(repr((band, filled[band * ROWS : band * ROWS + ROWS])).encode()))
        for band in range(BANDS)
    )


def similarity(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Jaccard's index: what both have, of what either has."""
    either = len(one | other)
    return len(one & other) / either if either else 1.0


def are_same(one: Print, other: Print) -> bool:
    """Whether a person would call both the same job.

    Never for two companies that are both stated, nor for two levels. The same title
    takes half of the text in common; a similar one nearly all of it.
    """
    if one.company and other.company and one.company != other.company:
        return False
    if one.levels != other.levels:
        return False
    shared = similarity(one.shingles, other.shingles)
    if one.title == other.title:
        return shared >= SAME_TEXT
    return shared >= NEARLY_ALL and similarity(one.title, other.title) >= SAME_TITLE


def pairs_among(prints: Mapping[int, Print]) -> Iterator[tuple[int, int]]:
    """Every two of the numbered jobs that are the same, in one pass over all."""
    by_band: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, one in prints.items():
        compared: set[int] = set()
        for place, band in enumerate(one.bands):
            for other in by_band[place, band]:
                if other not in compared:
                    compared.add(other)
                    if are_same(prints[other], one):
                        yield (other, number)
            by_band[place, band].append(number)


def posting_print(posting: Posting) -> Print:
    company = posting.company.name if posting.company else company_at_source(posting)
    return print_of(posting.title, posting.description, company)


def company_at_source(posting: Posting) -> str:
    """The company that the source of a shared posting names; "" for none."""
    rows = Provenance.objects.filter(posting=posting).order_by("pk")
    written = rows.values_list("as_written", flat=True)
    return next((one["company"] for one in written if one.get("company")), "")


def remember(posting: Posting) -> None:
    """Keep the posting's fingerprint, so that its like is found."""
    found = posting_print(posting)
    Fingerprint.objects.update_or_create(
        posting=posting,
        defaults={
            "of_version": posting.version,
            "company": found.company[:120],
            "bands": list(found.bands),
        },
    )


def remember_the_rest() -> int:
    """Make the fingerprints that open postings lack; how many there were."""
    stale = Q(fingerprint=None) | Q(fingerprint__of_version__lt=F("version"))
    rows = Posting.objects.filter(stale, status__in=OPEN).select_related("company")
    made = 0
    for posting in rows.order_by("pk")[:BATCH]:
        remember(posting)
        made += 1
    return made


def known_already(
    facts: Mapping[str, Any], *, company: Company | None, named: str = ""
) -> Posting | None:
    """The open posting that is the same job; of several the oldest; None for none.

    company: whose posting it would be, or None; named: what a source calls it.
    """
    name = company.name if company else named
    found = print_of(facts["title"], facts["description"], name)
    for posting in candidates(found):
        if are_same(posting_print(posting), found):
            return posting
    return None


def same_as(posting: Posting) -> list[Posting]:
    """Other open postings of the same job, the oldest first."""
    found = posting_print(posting)
    others = (one for one in candidates(found) if one.pk != posting.pk)
    return [one for one in others if are_same(posting_print(one), found)]


def lookalike(
    facts: Mapping[str, Any],
    *,
    company: Company | None,
    by: User,
    besides: Posting | None = None,
) -> Posting | None:
    """An open posting like the one that somebody writes; None for none.

    Of others only what is public is told. The same company and title are enough,
    since the text may be still to come; otherwise the texts decide.
    """
    own = Posting.objects.written_by(by).filter(status__in=OPEN)
    known = Q(pk__in=Posting.objects.live().values("pk")) | Q(pk__in=own.values("pk"))
    rows = Posting.objects.filter(known).exclude(pk=besides.pk if besides else 0)
    rows = rows.select_related("company").order_by("created_at", "pk")
    if company is not None:
        same = rows.filter(company=company, title__iexact=facts["title"]).first()
        if same is not None:
            return same
    found = print_of(
        facts["title"], facts["description"], company.name if company else ""
    )
    shared = rows.filter(fingerprint__bands__overlap=list(found.bands))
    likely = (one for one in shared[:LOOKED_AT] if are_same(posting_print(one), found))
    return next(likely, None) if facts["description"] else None


def candidates(found: Print, *, limit: int = 50) -> list[Posting]:
    """Open postings that share a band, the oldest first."""
    rows = Posting.objects.filter(
        status__in=OPEN, fingerprint__bands__overlap=list(found.bands)
    )
    return list(rows.select_related("company").order_by("created_at", "pk")[:limit])
