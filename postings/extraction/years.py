"""Years of experience: at least so many, or from so many to so many."""

import re
from dataclasses import dataclass

from postings.extraction.labels import BENEFITS, COMPANY, MUST, YEARS
from postings.extraction.outline import Ad, Mark, Part
from postings.models.rules import YEARS_AT_MOST

NUMBERS = {
    word: number
    for number, words in enumerate(
        "zero|cero one|un|uno|una|um|uma two|dos|dois|duas three|tres four|cuatro|quatro"
        " five|cinco six|seis seven|siete|sete eight|ocho|oito nine|nueve|nove"
        " ten|diez|dez eleven|once|onze twelve|doce|doze".split(),
        start=0,
    )
    for word in words.split("|")
}
NUMBER = rf"(?:\d{{1,2}}|\b(?:{'|'.join(NUMBERS)}))"
SPAN = re.compile(
    rf"(?P<least>(?<![\d.,$]){NUMBER})"
    rf"(?:(?: ?\+)? ?(?:-|–|—|to|a|y|e|ou|or) ?(?P<most>{NUMBER}))?"
    r"(?P<more> ?\+| ?(?:or|ou|o) (?:more|mais|mas))? ?"
    r"(?:full )?(?:years?|yrs?|yoe|anos?)\b"
)
STATED_AFTER = re.compile(
    r"[’']? ?(?:or more|ou mais|o mas|y mas)?,? ?(?:[\w-]{1,30} ){0,3}?"
    r"(?:(?:of|de|in|en|em|with|con|com|running|building|working|programming)\b"
    r"|experi\w+|minim\w+|or more|ou mais|o mas)"
)
STATED_BEFORE = re.compile(
    r"(?:at least|minimum(?: of)?|min\.?|mas de|mais de|more than|minim[oa](?: de)?"
    r"|al menos|no minimo|experien\w+(?: minima)?(?: de| of|:)?(?: de)?|desde|pelo menos"
    r"|minimum|tienes|tens) ?$"
)
EXPERIENCE = re.compile(
    r"(?:[\'\u2019]? (?:[\w-]{1,30} ){0,3}?experi|,? (?:or|ou|o|y) (?:more|mais|mas)\b)"
)
ASKED = re.compile(
    r"\b(?:you (?:need|have|bring)|need|bring|voce (?:tem|traz)|tienes|traes|necesit\w+"
    r"|precis\w+|pedimos|se requiere|requi\w+|tenha)\b[^.;]{0,20}$"
)
# How old the company is, how long a contract lasts, what is paid a year.
NOT_AFTER = re.compile(
    r" ?(?:ago\b|old\b|atras\b|hace\b|in business|contract|contrato|de idade"
    r"|a pequi|in a row|anniversary|de mercado|de historia|on the market)"
)
NOT_BEFORE = re.compile(
    r"(?:since|hace|ha|founded|llevamos|somos|tiene|for the last|nacio|is|until|con mas"
    r"|existe ha|nascemos ha|por|per|al|ao|last|next|termino fijo de|plazo de|until"
    r"|every|cada|code is|company is|after|apos|despues de|tem|up to|ate|hasta) $"
)


@dataclass(frozen=True)
class Years:
    """From `least`; to `most`, or, where that is None, or more."""

    least: int
    most: int | None = None


def years_of(ad: Ad) -> Mark[Years] | None:
    """The first statement of experience; requirements before the rest."""
    parts = [part for part in ad.clauses if part.kind not in {BENEFITS, COMPANY}]
    stated = [part for part in parts if part.kind == YEARS]
    needed = [part for part in parts if part.kind == MUST]
    for part in (*stated, *needed, *parts):
        for span in SPAN.finditer(ad.plain, part.begin, part.end):
            years = read(span)
            if years and is_meant(ad, part, span):
                return Mark(years, *span.span())
    return None


def read(span: re.Match[str]) -> Years | None:
    least = number(span["least"])
    most = number(span["most"]) if span["most"] else None
    if most is not None and (most < least or not most):
        return None
    return None if max(least, most or 0) > YEARS_AT_MOST else Years(least, most)


def number(word: str) -> int:
    return NUMBERS[word] if word in NUMBERS else int(word)


def is_meant(ad: Ad, part: Part, span: re.Match[str]) -> bool:
    """Whether it is about the experience of the person, in these words or its place."""
    before = ad.plain[max(part.begin, span.start() - 40) : span.start()]
    if NOT_AFTER.match(ad.plain, span.end(), part.end):
        return False
    if NOT_BEFORE.search(before) and not span["more"]:
        return False
    if span["more"] or span["most"] or STATED_BEFORE.search(before):
        return True
    if EXPERIENCE.match(ad.plain, span.end(), part.end):
        return True
    after = STATED_AFTER.match(ad.plain, span.end(), part.end)
    if part.kind in {YEARS, MUST}:
        begins = part.begin == span.start() or before[-2:] in {", ", "; "}
        return bool(after or begins)
    return bool(after and ASKED.search(before))
