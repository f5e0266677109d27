"""Human languages that the job asks for, with levels of the framework of reference."""

import re
from dataclasses import dataclass

from postings.extraction.labels import BENEFITS, COMPANY, MUST, NICE, TONGUES, WORK
from postings.extraction.outline import Ad, Mark, Part

NAMES = {
    "en": r"english|ingles",
    "es": r"spanish|espanol|espanhol|castellano",
    "pt": r"portuguese|portugues",
    "fr": r"french|frances",
    "de": r"german|aleman|alemao",
    "it": r"italian|italiano",
    "ja": r"japanese|japones",
    "zh": r"mandarin|chinese|chino|chines",
}
NAME = re.compile(
    r"\b(?:"
    + "|".join(rf"(?P<{code}>{words})" for code, words in NAMES.items())
    + r")\b"
)
CEFR = re.compile(r"(?<![\w/-])([abc][12])(?:\+|-level)?(?!\w)")
WORDS = {
    "B2": r"upper[- ]intermediate|intermedi[oa]rio avancado|intermedio[- ]alto",
    "C2": r"native|nativ[oa]s?|bilingual|bilingue|mother tongue|proficient",
    "C1": r"advanced|avancad[oa]|avanzad[oa]|fluent(?:ly)?|fluente|fluid[oa]|fluencia",
    "B1": r"intermediate|intermedi[oa]|intermediari[oa]",
    "A2": r"basic|basic[oa]|elementary|elemental",
}
WORD = re.compile(
    "|".join(rf"\b(?P<{level}>{words})\b" for level, words in WORDS.items())
)
# Between what is said of one language and what is said of the next.
CHUNK = re.compile(r"[,;.:|•\n]|\band\b|\by\b|\be\b|\bescrito\b|\bsome\b")
NOT_ASKED = re.compile(
    r"(?:classes|lessons|course|clases|cursos?|aulas?) (?:of |de |in )?$"
    r"|(?:learn|aprender|teach|people from|'s) $"
)
# Without a level: words that ask for the language, or say that the work is in it.
ASKS = re.compile(
    r"\b(?:required|must|need\w*|indispensable|indispensavel|necesari\w+|necessari\w+"
    r"|speaks?|meetings|written|leer|ler|hablamos|falamos|write|writes|team|good|clear"
    r"|some|algo de|technical|tecnico|documents?|documentos|reuniones|reunioes|useful"
    r"|helps|nadie|daily|work)\b"
)
NOT_ASKED_AFTER = re.compile(
    r"(?:'s)? (?:classes|lessons|courses?|version|market|speaking clients)"
)


SHORT = 40


@dataclass(frozen=True)
class Tongue:
    """A language (ISO 639-1), a level or "", and whether it is a must."""

    code: str
    level: str = ""
    is_required: bool = True


def tongues_of(ad: Ad, language: str) -> list[Mark[Tongue]]:
    """Every language that the ad asks for, each once, the best stated first.

    language: the one that the ad is written in; it counts only with a level or as a
    requirement, since reading the ad takes it anyway.
    """
    found: dict[str, Mark[Tongue]] = {}
    for clause in ad.clauses:
        if clause.kind in {BENEFITS, COMPANY}:
            continue
        marks = tongues_in(ad, clause)
        asks = asks_for(ad, clause) if marks else ""
        for mark in marks:
            known = found.get(mark.value.code)
            sure = mark.value.level or asks == MUST
            if not sure and (not asks or mark.value.code == language):
                continue
            if known is None or (mark.value.level and not known.value.level):
                found[mark.value.code] = mark
    return list(found.values())


def asks_for(ad: Ad, clause: Part) -> str:
    """How surely a clause asks for a language that it names: `must`, `work` or not."""
    said = ad.said(clause)
    if clause.kind in {MUST, NICE, TONGUES} or "must" in said:
        return MUST
    return WORK if len(said) <= SHORT or ASKS.search(said) else ""


def tongues_in(ad: Ad, clause: Part) -> list[Mark[Tongue]]:
    # The label says it: `English: C1`.
    start = clause.begin
    if clause.kind == TONGUES and clause.is_labelled:
        start = ad.plain.rfind("\n", 0, clause.begin) + 1
    names = list(NAME.finditer(ad.plain, start, clause.end))
    marks = []
    for place, name in enumerate(names):
        if is_asked(ad.plain, *name.span()):
            begin = names[place - 1].end() if place else start
            end = names[place + 1].start() if place + 1 < len(names) else clause.end
            level, first, last = level_of(ad.plain, name, begin, end)
            tongue = Tongue(str(name.lastgroup), level, clause.kind != NICE)
            marks.append(Mark(tongue, first, last))
    return marks


def is_asked(plain: str, begin: int, end: int) -> bool:
    before = plain[max(0, begin - 24) : begin]
    return not (NOT_ASKED.search(before) or NOT_ASKED_AFTER.match(plain, end))


def level_of(
    plain: str, name: re.Match[str], begin: int, end: int
) -> tuple[str, int, int]:
    """The level beside the name, and the range of both.

    A level of the framework counts before a word; what stands before the name, up
    to the last comma, before what follows it.
    """
    left_at = begin + last_gap(plain[begin : name.start()])
    right = plain[name.end() : end]
    label = re.match(r" ?(?:\([^)]*\))? ?:? ?", right)
    skipped = label.end() if label else 0
    gap = CHUNK.search(right, skipped)
    right_to = name.end() + (gap.start() if gap else len(right))
    for pattern in (CEFR, WORD):
        before = list(pattern.finditer(plain, left_at, name.start()))
        after = pattern.search(plain, name.end(), right_to)
        found = before[-1] if before else after
        if found:
            level = found[1].upper() if pattern is CEFR else str(found.lastgroup)
            return level, min(found.start(), name.start()), max(found.end(), name.end())
    return "", *name.span()


def last_gap(words: str) -> int:
    gaps = [gap.end() for gap in CHUNK.finditer(words)]
    return gaps[-1] if gaps else 0
