"""The name of the job, as written, without place, pay, workplace and company."""

import re
from collections.abc import Iterator

from postings.extraction.labels import COMPANY, MUST, TITLE
from postings.extraction.outline import Ad, Mark
from postings.extraction.places import is_place
from postings.extraction.text import fold, read

LONGEST = 120
LOOK_AT = 8
ROLE = re.compile(
    r"\b(?:engineer(?:ing)?|developers?|programmer|desarrollador|desarrolladora|dev"
    r"|desarrollador[/(]a\)?|programador|programadora|programador\(a\)|ingenier[oa]"
    r"|engenheir[oa]|desenvolvedor|desenvolvedora|desenvolvedor\(a\)|pessoa"
    r"|analista|analyst|arquitect[oa]|arquitet[oa]|architect|designer|manager|gerente"
    r"|lead|lider|scientist|cientista|cientific[oa]|consultant|consultora?"
    r"|administrador[a]?|administrator|tecnic[oa]|technician|especialista|specialist"
    r"|intern|internship|estagio|estagiari[oa](?:\(a\))?|pasant[ei]a?|becari[oa]"
    r"|master|owner|researcher|pesquisador[a]?|qa|sre|preventa|encargad[oa]|head"
    r"|director|coordinator|coordenador[a]?|coordinador[a]?|tester|architecture"
    r"|officer|associate|expert|assistant|auxiliar|desarrollo|trainee|support)\b"
)
# What may stand before the title on its line.
BEFORE = re.compile(
    r"^(?:\[[^\]]{1,30}\] ?|(?:vaga|vacante|puesto|cargo|buscamos|freela|job|oferta"
    r"|position|hiring|we are hiring|contratamos|oportunidade)(?: para)? ?[:!-] ?)+"
)
PROSE = re.compile(
    r"\b(?:(?:looking for|hiring|seeks?|seeking|in search of|searching for) an? "
    r"|(?:busca(?:mos)?|necesita(?:mos)?|procura(?:mos)?|contratando|contrata"
    r"|vaga para|precisamos de|busco|contratamos) (?:a |(?:un|una|uma?|el|la) )?)"
)
PROSE_END = re.compile(
    r" (?:for|to|who|that|with|in|at|para|que|con|com|em|en|y vive|de casa)\b|[,.;!?\n|]"
    r"| - | – "
)
PIECES = re.compile(r" ?[|•·►] ?|;| [-–—] |(?<=[\w)]), | @ |\s(?=[\[(])|(?<=[)\]])\s?")
# In brackets or behind a dash: about the terms, not about the job.
TERMS = re.compile(
    r"(?:\W|\b(?:100|\d{1,2} ?(?:h|hs|horas|hours|days?|dias?)|fully|remot[eoa]"
    r"|remotely|hybrid|hibrid[oa]|on ?-?site|presencial|home ?office|anywhere|teletrabajo"
    r"|worldwide|global|part|full|time|medio|tiempo|meio|completo|integral|periodo"
    r"|contract(?:or)?|contrato|temporary|temporario|temporal|freelance|clt|pj|w2|1099"
    r"|permanent|project|only|all|locations|location|f|m|d|x|w|h|div|por|de|o|ou|or|us"
    r"|months?|meses|meseses|\d{1,2}|maternity|cover|week|semana|[1-9]x|na|en|em|no|in)\b)+"
)
MONEY = re.compile(r"[$€£]|\b(?:usd|eur|brl|cop|mxn|ars|clp)\b|\d ?k\b|\d{4,}")


def title_of(ad: Ad) -> Mark[str] | None:
    """The title where the ad has one: labelled, at the top, or in its first words."""
    return next(
        (mark for mark in candidates(ad) if ROLE.search(fold(mark.value))), None
    )


def candidates(ad: Ad) -> Iterator[Mark[str]]:
    for line in ad.lines:
        if line.is_labelled and line.kind == TITLE and ad.said(line):
            yield cleaned(ad, line.begin, line.end)
    for line in ad.lines[:LOOK_AT]:
        said = ad.said(line)
        if line.is_labelled and line.kind == MUST and not line.number:
            yield cleaned(ad, line.begin, line.end)
        if line.is_labelled or line.kind == COMPANY:
            continue
        prose = PROSE.search(said)
        if prose:
            yield from in_prose(ad, line.begin + prose.end(), line.end)
        elif len(said) <= LONGEST or TERMS_FOLLOW.search(said):
            yield from at_the_top(ad, line.begin, line.end)


TERMS_FOLLOW = re.compile(r" [-–—|•] |; ")


def in_prose(ad: Ad, begin: int, end: int) -> Iterator[Mark[str]]:
    stop = PROSE_END.search(ad.plain, begin, end)
    words = ad.plain[begin : stop.start() if stop else end]
    if words:
        yield cleaned(ad, begin, begin + len(words))


def at_the_top(ad: Ad, begin: int, end: int) -> Iterator[Mark[str]]:
    """A short line that is no sentence; `Company: Title` and `Company | Title` too."""
    said = ad.plain[begin:end]
    ends = said.rstrip().endswith((".", "?")) and not said.endswith(("sr.", "jr."))
    if ends and ". " not in said and not TERMS_FOLLOW.search(said):
        return
    behind = re.match(r"[^:|]{2,40}(?:: | \| )(?=\S)", said)
    if behind and not ROLE.search(behind[0]):
        begin += behind.end()
    yield cleaned(ad, begin, end)


def cleaned(ad: Ad, begin: int, end: int) -> Mark[str]:
    """The range without what stands before the title, and without the terms behind."""
    start = BEFORE.match(ad.plain[begin:end])
    begin += start.end() if start else 0
    last = begin
    for piece in pieces(ad.plain, begin, end):
        if last > begin and are_terms(ad, *piece):
            break
        last = piece[1]
    written = ad.text[begin:last].strip(" ,;:!–—-|•·")
    begin = ad.text.find(written, begin) if written else begin
    return Mark(" ".join(written.split())[:LONGEST], begin, begin + len(written))


def pieces(plain: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    at = begin
    for gap in PIECES.finditer(plain, begin, end):
        if gap.start() > at:
            yield (at, gap.start())
        at = gap.end()
    if at < end:
        yield (at, end)


def are_terms(ad: Ad, begin: int, end: int) -> bool:
    """Whether these words say where, how or for how much, or name a company."""
    words = ad.plain[begin:end].strip("()[] ")
    if not words or ad.plain[max(0, begin - 2) : begin] == "@ ":
        return True
    if MONEY.search(words):
        return True
    rest = TERMS.sub(" ", words).strip()
    return not rest or (not ROLE.search(rest) and is_place(ad.text[begin:end]))


def clean_title(written: str) -> str:
    """A title as a source gives it, without its terms; the whole where nothing is left."""
    ad = Ad(read(written).text.replace("\n", " "))
    title = cleaned(ad, 0, len(ad.text)).value
    return title or " ".join(written.split())[:LONGEST]
