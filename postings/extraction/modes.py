"""The workplace: remote, hybrid or on-site, where somebody says so."""

import re

from postings.extraction.labels import BENEFITS, COMPANY, MODE, TITLE, WHERE
from postings.extraction.outline import Ad, Mark, Part
from postings.vocabulary import Workplace

WORDS = {
    Workplace.HYBRID: r"hybrid|hibrid[oae]s?|hibridamente|semi-?presencial",
    Workplace.REMOTE: (
        r"remotely|remote|remot[oa]s?|teletrabajo|home ?office|home[- ]based"
        r"|work(?:ing)? from home|work from anywhere|trabalhar de casa"
        r"|trabajar desde casa|trabajo desde casa|teletrabalho"
    ),
    Workplace.ONSITE: r"on ?-?site|presencial(?:mente)?|in[- ]office|in[- ]person",
}
MODES = re.compile(
    "|".join(rf"(?P<{mode.value}>\b(?:{words})\b)" for mode, words in WORDS.items())
)
# A stipend for the home office, other people who work remotely, or a "not".
NOT_BEFORE = re.compile(
    r"(?:\bnot an?|\bnot|\bno es|\bno|\bnao e|nao ha possibilidade de|\bsem|\bnon"
    r"|auxilio|ajuda de custo|apoyo de|bono de|semanas? de|dias? de|days? of) $"
)
NOT_AFTER = re.compile(
    r" ?(?:teams?|allowance|stipend|budget|sensing|control|procedure|support|access"
    r"|equipment|setup|desktop|servers?|de r\$|r\$)\b"
)
STATED = (MODE, WHERE, TITLE)


def workplace_of(ad: Ad) -> Mark[str] | None:
    """The workplace; hybrid where it stands beside another, else the first said."""
    marks = list(marks_in(ad, [line for line in ad.lines if line.kind in STATED]))
    marks = marks or list(
        marks_in(
            ad, [line for line in ad.lines if line.kind not in {BENEFITS, COMPANY}]
        )
    )
    hybrid = (mark for mark in marks if mark.value == Workplace.HYBRID)
    return next(hybrid, marks[0] if marks else None)


def marks_in(ad: Ad, lines: list[Part]) -> "list[Mark[str]]":
    return [
        Mark(str(found.lastgroup), *found.span())
        for line in lines
        for found in MODES.finditer(ad.plain, whole(ad, line), line.end)
        if is_meant(ad.plain, *found.span())
    ]


def whole(ad: Ad, line: Part) -> int:
    """Where the line begins with its label, which may be `Remote:`."""
    labelled = line.is_labelled and line.kind == WHERE
    return ad.plain.rfind("\n", 0, line.begin) + 1 if labelled else line.begin


def is_meant(plain: str, begin: int, end: int) -> bool:
    """Whether the word says where this job is done."""
    before = plain[max(0, begin - 30) : begin]
    return not (NOT_BEFORE.search(before) or NOT_AFTER.match(plain, end))
