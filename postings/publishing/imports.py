"""What became, or would become, of an import, in an owner's words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _, gettext_lazy
from django_stubs_ext import StrPromise

from postings.models import Import, ImportStatus

OUTCOMES: dict[str, StrPromise] = {
    "created": gettext_lazy("new"),
    "updated": gettext_lazy("changed"),
    "merged": gettext_lazy("here already, from elsewhere"),
    "closed": gettext_lazy("not listed any more: closed"),
    "unchanged": gettext_lazy("unchanged"),
    "skipped": gettext_lazy("left out"),
}


@dataclass(frozen=True)
class Row:
    """One job of an import."""

    title: str
    outcome: str
    reason: str


def tallies(asked: Import) -> list[tuple[StrPromise, int]]:
    """How many jobs went which way; what did not happen is not told."""
    report = asked.report
    counts = [(words, report.get(name, 0)) for name, words in OUTCOMES.items()]
    return [(words, count) for words, count in counts if count]


def rows(asked: Import) -> Iterator[Row]:
    """Every job with what becomes of it, and why it is left out."""
    for line in asked.report.get("lines", []):
        reason = line["reason"]
        yield Row(line["title"], str(OUTCOMES[line["outcome"]]), reason_words(reason))


def reason_words(reason: str) -> str:
    """The reason in the reader's language; its technical end stays as it is."""
    known, colon, rest = reason.partition(":")
    return f"{_(known)}{colon}{rest}" if known else ""


def is_waiting(asked: Import) -> bool:
    return asked.status in (ImportStatus.ASKED, ImportStatus.CONFIRMED)
