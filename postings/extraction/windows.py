"""Hours together: a window in a zone, or how many hours two days have to share."""

import re
from dataclasses import dataclass
from datetime import time

from postings.extraction.labels import BENEFITS, COMPANY
from postings.extraction.outline import Ad, Mark, Part
from postings.models.rules import OVERLAP_AT_MOST

ZONES = {
    "UTC": r"utc|gmt(?![+-])",
    "America/New_York": r"eastern(?: time)?|\bet\b|\best\b|new york time|hora del este",
    "America/Chicago": r"central time|\bcst\b|hora del centro",
    "America/Los_Angeles": (
        r"pacific(?: time)?|\bpst\b|\bpt\b(?= hours| time)|hora del pacifico"
        r"|horario do pacifico"
    ),
    "Europe/Berlin": r"berlin time|\bcet\b|central european",
    "Europe/London": r"london time|uk time",
    "America/Sao_Paulo": r"horario de brasilia|brasilia time|hora de brasilia|\bbrt\b",
    "America/Argentina/Buenos_Aires": r"hora (?:de )?argentina|argentina time|\bart\b",
    "America/Bogota": r"hora (?:de )?colombia|colombia time|hora de bogota",
    "America/Mexico_City": r"hora (?:del? )?(?:centro de )?mexico|mexico city time",
    "America/Santiago": r"hora (?:de )?chile|chile time",
    "America/Lima": r"hora (?:de |del )?peru|lima time",
}
ZONE = re.compile(
    "|".join(rf"(?P<z{place}>{words})" for place, words in enumerate(ZONES.values()))
)
NAMES = list(ZONES)
CLOCK = r"(\d{1,2})(?:(?::|h)(\d{2})|h)? ?(am|pm|a\.m\.|p\.m\.)?"
WINDOW = re.compile(
    rf"(?<![\d.,$])(?:das |de |from )?{CLOCK} ?(?:-|–|—|to|as|a|until) ?(?:las )?{CLOCK}"
    r"(?![\d%])"
)
SHARED = re.compile(
    r"(\d{1,2})\+? (?:hours?|horas)(?: or more)?(?: of)? (?:overlap|in common|en comun|em comum"
    r"|de sobreposicao|de solapamiento|daily overlap)"
)


@dataclass(frozen=True)
class Hours:
    """A window of local time in an IANA zone, or the hours in common, or both."""

    zone: str
    begins: time | None = None
    ends: time | None = None
    overlap: int | None = None


def hours_of(ad: Ad) -> Mark[Hours] | None:
    """The first hours that are stated with their zone."""
    for clause in ad.clauses:
        zone = ZONE.search(ad.plain, clause.begin, clause.end)
        if clause.kind in {BENEFITS, COMPANY} or not zone:
            continue
        found = read(ad, clause, NAMES[int(str(zone.lastgroup)[1:])])
        if found:
            return found
    return None


def read(ad: Ad, clause: Part, zone: str) -> Mark[Hours] | None:
    window = WINDOW.search(ad.plain, clause.begin, clause.end)
    if window and (":" in window[0] or "h" in window[0] or window[3] or window[6]):
        begins, ends = clock(*window.groups()[:3]), clock(*window.groups()[3:])
        if begins and ends and begins != ends:
            return Mark(Hours(zone, begins, ends), clause.begin, clause.end)
    shared = SHARED.search(ad.plain, clause.begin, clause.end)
    if shared and 0 < int(shared[1]) <= OVERLAP_AT_MOST:
        return Mark(Hours(zone, overlap=int(shared[1])), clause.begin, clause.end)
    return None


def clock(hour: str, minute: str | None, half: str | None) -> time | None:
    """The time of day; None where there is no such."""
    number = int(hour)
    if half and half[0] == "p" and number < 12:
        number += 12
    if half and half[0] == "a" and number == 12:
        number = 0
    if number > 23 or int(minute or 0) > 59:
        return None
    return time(number, int(minute or 0))
