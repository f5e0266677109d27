"""What a posting's sources wrote, beside how it was read."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from postings.extraction.text import read
from postings.models import Posting, Provenance
from postings.publishing import facts

# Under which names formats and extraction keep the words of each line of the sheet.
KEPT_AS = {
    "title": "title",
    "company": "company",
    "pay": "compensation pay pay_is_undisclosed",
    "open_to": "location region",
    "workplace": "workplaceType jobLocationType workplace",
    "places": "cities",
    "contract": "contracts",
    "employment": "employmentType commitment employment",
    "level": "levels",
    "years": "years",
    "languages": "languages",
    "hours": "hours",
    "benefits": "benefits",
}


@dataclass(frozen=True)
class Line:
    """One fact: the source's words, and what the posting states; "" is not stated."""

    label: str
    written: str
    read: str


@dataclass(frozen=True)
class Origin:
    """One source that has the job, or had it."""

    name: str
    url: str
    is_gone: bool
    lines: list[Line]


def origins(posting: Posting) -> list[Origin]:
    """Every source of an imported posting, the first one first; else none.

    Only what was imported has been confirmed by a source: what people wrote here
    costs no query.
    """
    if posting.last_confirmed_at is None:
        return []
    stated = [
        facts.Fact(
            "company", _("Company"), posting.company.name if posting.company else ""
        ),
        *facts.whole(posting),
    ]
    rows = Provenance.objects.filter(posting=posting).select_related("source")
    return [
        Origin(
            name=row.source.name,
            url=row.url,
            is_gone=row.gone_at is not None,
            lines=list(lines(row, stated)),
        )
        for row in rows.order_by("pk")
    ]


def lines(row: Provenance, stated: list[facts.Fact]) -> Iterator[Line]:
    """The facts for which the source has words, in the sheet's order."""
    for fact in stated:
        names = KEPT_AS.get(fact.name, "").split()
        words = dict.fromkeys(plain(row.as_written.get(name)) for name in names)
        written = " · ".join(filter(None, words))
        if written:
            yield Line(fact.label, written, fact.value)


def plain(words: object) -> str:
    """The words without the escapes and markup of their ad."""
    return " ".join(read(words).text.split()) if isinstance(words, str) else ""
