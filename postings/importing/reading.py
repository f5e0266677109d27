"""A record as facts: what its fields say, and for the rest what its text says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_noop

from jobboard.text import UNPRINTABLE
from postings import regions
from postings.extraction.ads import Extraction, Found, extract
from postings.extraction.modes import MODES
from postings.extraction.places import Where, read_place
from postings.extraction.text import fold
from postings.extraction.titles import clean_title
from postings.importing.record import Record
from postings.lifecycle.extracted import facts_of
from postings.models import ApplyVia
from postings.vocabulary import Workplace

TITLE_AT_MOST, TEXT_AT_MOST, ADDRESS_AT_MOST = 120, 40_000, 1000
# A pool of people for some day is not a job.
POOL = re.compile(
    r"\b(?:bancos? de (?:talentos?|curriculos?)|talent (?:pool|community|network|pipeline)"
    r"|future opportunities|general application|candidatura espontanea|cadastro reserva"
    r"|postulacion espontanea|bolsa de (?:trabajo|talento)|open application"
    r"|speculative application|building talent|not an active opening)\b"
)
NO_LANGUAGE = gettext_noop(
    "the language of the text is not Portuguese, Spanish or English"
)
POOL_REASON = gettext_noop("a talent pool, not a job")
TOO_LONG = gettext_noop("the text is too long")


class Unreadable(Exception):
    """A record that makes no posting; the message says why."""


@dataclass(frozen=True)
class Reading:
    """The facts of a record, and for each the words that they were read from."""

    facts: dict[str, Any]
    as_written: dict[str, str]


def read_record(record: Record, *, source_name: str) -> Reading:
    """The facts as deeds take them; raises Unreadable with the reason.

    The source's fields count before the text; the title and the place count with it,
    since sources leave out of the text what their page shows above it.
    """
    if POOL.search(fold(record.title)):
        raise Unreadable(POOL_REASON)
    text = printable(record.text)
    if len(text) > TEXT_AT_MOST:
        raise Unreadable(TOO_LONG)
    found = extract(f"{record.title}\n{record.place}\n\n{text}")
    language = record.given.get("language") or found.language
    if not language:
        raise Unreadable(NO_LANGUAGE)
    place = read_place(record.place)
    facts = {
        **facts_of(found),
        **from_place(record, place, found),
        **record.given,
        "title": clean_title(printable(record.title))[:TITLE_AT_MOST],
        "language": language,
        "description": text,
        **provenance(record, source_name),
    }
    return Reading(consistent(facts), {**words_of(found), **record.as_written})


def printable(text: str) -> str:
    return UNPRINTABLE.sub("", text)


def from_place(record: Record, place: Where, found: Extraction) -> dict[str, Any]:
    """Workplace, region rule and cities: the place field's, or else the text's."""
    mode = MODES.search(fold(record.place))
    stated = mode.lastgroup if mode else found.workplace and found.workplace.value
    workplace = str(record.given.get("workplace") or stated or "")
    rule = found.region.value if found.region else None
    includes = place.names or list(rule.includes if rule else ())
    excludes = list(rule.excludes) if rule else []
    cities = [city.id for city in place.cities] or [one.value for one in found.cities]
    return {
        "workplace": workplace,
        "region_includes": includes,
        "region_excludes": excludes,
        "places": [] if workplace in {"", Workplace.REMOTE} else cities,
    }


def provenance(record: Record, source_name: str) -> dict[str, Any]:
    """Where it comes from, and where to apply."""
    facts: dict[str, Any] = {
        "source_name": source_name[:60],
        "source_url": address(record.url),
        "source_id": record.source_id[:120],
        "posted_at": record.posted_at,
    }
    apply_url = address(record.apply_url) or facts["source_url"]
    if apply_url:
        facts |= {"apply_via": ApplyVia.URL, "apply_url": apply_url}
    return facts


def address(url: str) -> str:
    """The address where a page can lead to it; else ""."""
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        return ""
    return url if len(url) <= ADDRESS_AT_MOST else ""


def consistent(facts: dict[str, Any]) -> dict[str, Any]:
    """Without what the rules of a row forbid together, or what says nothing."""
    includes, excludes = facts["region_includes"], facts["region_excludes"]
    try:
        regions.resolve(includes, excludes)
    except (KeyError, ValueError):
        facts |= {"region_includes": [], "region_excludes": []}
    if facts.get("pay_currency"):
        facts["pay_is_undisclosed"] = False
    return facts


def words_of(found: Extraction) -> dict[str, str]:
    """The words of each fact that the text gave, for the page that shows both."""
    stated: Mapping[str, Any] = vars(found)
    return {
        name: " · ".join(mark.words for mark in marks(value))
        for name, value in stated.items()
        if marks(value) and name not in {"title", "skills"}
    }


def marks(value: Any) -> list[Found[Any]]:
    values = value if isinstance(value, tuple) else (value,)
    return [mark for mark in values if isinstance(mark, Found)]
