"""How senior: every level that the title or a statement about the job names."""

import re

from postings.extraction.labels import LEVEL, PAY
from postings.extraction.outline import Ad, Mark
from postings.vocabulary import Level

WORDS = {
    Level.INTERN: (
        r"intern|interns|internship|estagio|estagiari[oa]s?|pasant[ei]s?|pasantias?"
        r"|becari[oa]s?|practicantes?"
    ),
    Level.JUNIOR: r"junior(?:es)?|jr|entry[- ]level",
    Level.MID: (
        r"mid[- ]?level|mid[- ]?senior|mid|middle|intermediate|pleno|plena|pl|ssr"
        r"|semi[- ]?senior|semi[- ]?sr"
    ),
    Level.STAFF: r"senior staff|sr\.? staff|staff",
    Level.SENIOR: r"senior(?:es)?|sr",
    Level.PRINCIPAL: r"principal",
    Level.LEAD: r"lead|leader|lider|tech ?lead|team lead|lideranca tecnica",
}
LEVELS = re.compile(
    r"(?<![\w@])(?:"
    + "|".join(rf"(?P<{level.value}>{words})" for level, words in WORDS.items())
    + r")(?![\w@]|-friendly)"
)
ORDER = {level.value: place for place, level in enumerate(Level)}
# The level alone in its sentence, at the top: `Senior. Remote, anywhere in LatAm.`
TOP_LINES = 4
FOR_EACH_LEVEL = re.compile(r"^(?:- )?([a-z -]{2,14}):? *(?:us\$|r\$|\$|usd|€|\d)")


def levels_of(ad: Ad, title: Mark[str] | None) -> list[Mark[str]]:
    """The title's levels; else a level field's, one at the top, or pay by level."""
    if title:
        found = levels_in(ad.plain, title.begin, title.end)
        if found:
            return found
    for line in ad.lines:
        if line.kind == LEVEL:
            return levels_in(ad.plain, line.begin, line.end)
    for clause in ad.clauses:
        alone = LEVELS.fullmatch(ad.said(clause).rstrip(". "))
        if alone and clause.number < TOP_LINES:
            return levels_in(ad.plain, clause.begin, clause.end)
    return pay_levels(ad)


def levels_in(plain: str, begin: int, end: int) -> list[Mark[str]]:
    """The levels that the range names, in their order, each once."""
    found = {
        str(level.lastgroup): Mark(str(level.lastgroup), *level.span())
        for level in reversed(list(LEVELS.finditer(plain, begin, end)))
    }
    return sorted(found.values(), key=lambda mark: ORDER[mark.value])


def pay_levels(ad: Ad) -> list[Mark[str]]:
    """Levels that lines of pay begin with: `Senior: $5,000 - $8,000`."""
    found: list[Mark[str]] = []
    for line in ad.lines:
        said = ad.plain[ad.plain.rfind("\n", 0, line.begin) + 1 : line.end]
        begins = FOR_EACH_LEVEL.match(said)
        if begins and line.kind in {"", PAY}:
            start = line.end - len(said) + begins.start(1)
            found += levels_in(ad.plain, start, start + len(begins[1]))
    return sorted(found, key=lambda mark: ORDER[mark.value])
