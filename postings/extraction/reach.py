"""Who may take it: the rule of regions and countries, and the cities of the office."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from postings import regions
from postings.extraction.labels import BENEFITS, COMPANY, MODE, MUST, NICE, TITLE, WHERE
from postings.extraction.modes import MODES, is_meant
from postings.extraction.outline import Ad, Mark, Part
from postings.extraction.places import WORLDWIDE, Where, read_place, read_where

HEADER_LINES = 5
SHORT_LINE = 110
WORDS_BESIDE = 3
NOT_HEADER = frozenset({COMPANY, BENEFITS, NICE, MUST})
# Who may work from where, in so many words.
CUE = re.compile(
    r"\b(?:liv(?:e|es|ing) in|based in|located in|reside(?:nt|nts)? in|residing in"
    r"|people in|candidates in|open to|only for|work from|working from|(?:any)?where in"
    r"|any country in|(?:cualquier|qualquer) (?:ciudad|cidade|pais|lugar) d[eo]"
    r"|vivas? en|vivir en|residir en|residas? en|desde|dentro de|en todo|em tod[oa]"
    r"|para tod[oa]|morar (?:no|na|em)|mora (?:no|na|em)|residir (?:no|na|em)"
    r"|you (?:can|may) be in|within|eligible to work in|right to work in"
    r"|de qualquer lugar|any location|hiring in|contratamos en)\b"
)
# The city of an office, in a sentence that names the job.
OFFICE = re.compile(
    r"\b(?:vaga para|puesto para|our office in|nuestra oficina (?:de|en)"
    r"|escritorio (?:de|em)|oficinas? (?:de|en)) "
)
EXCEPT = re.compile(
    r"\b(?:except(?:ing)?(?: for)?|excluding|but not|other than|excepto|exceto|salvo"
    r"|menos|a excepcion de)\b:?"
)
# A place that only its code tells: `Waltham, MA`, `CA Remote (BC & ON only)`.
CODED = re.compile(
    r"(?:^|\b(?:in|em|en) |: )[A-ZÀ-Ý][\w.'-]{1,30}(?: [A-ZÀ-Ý][\w.'-]{1,30}){0,3}(?:, | - )[A-Z]{2}\b"
    r"|\b[A-Z]{2} Remote\b"
)
ELSEWHERE = re.compile(
    r"\b(?:clients?|customers?|clientes?|headquarter\w*|founded|empresa de|bancos de"
    r"|investors?|offices? in|users|usuarios|usuarias|projects? for|market|overlap"
    r"|horario|hora de|time ?zone|hours)\b"
)


@dataclass(frozen=True)
class Rule:
    """Regions and countries that may take it, and those that may not."""

    includes: tuple[str, ...]
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reach:
    """The rule, and the cities, each with the words that say so."""

    rule: Mark[Rule] | None = None
    cities: tuple[Mark[int], ...] = ()


def reach_of(ad: Ad, title: Mark[str] | None) -> Reach:
    """The first kind of statement that names a place: a field, the top, a sentence."""
    skipped = (title.begin, title.end) if title else (-1, -1)
    for statements in (fields(ad), header(ad, skipped), sentences(ad, skipped)):
        found = Reach()
        for begin, end in statements:
            found = joined(found, read_statement(ad, begin, end))
        if found.rule:
            return found
    return Reach()


def fields(ad: Ad) -> Iterator[tuple[int, int]]:
    for line in ad.lines:
        if line.kind in {WHERE, MODE}:
            yield (line.begin, line.end)


def header(ad: Ad, title: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Short lines at the top, and what stands around the title on its line."""
    first = {line.number for line in ad.lines[:HEADER_LINES]}
    for clause in ad.clauses:
        if clause.number not in first or clause.kind in NOT_HEADER:
            continue
        said = ad.said(clause)
        if clause.begin <= title[0] < clause.end:
            yield (title[1], clause.end)
        elif len(said) <= SHORT_LINE and is_where(ad, clause):
            yield (clause.begin, clause.end)


def is_where(ad: Ad, clause: Part) -> bool:
    """Whether a clause at the top says where: with a workplace, or little besides."""
    said = ad.said(clause)
    if ELSEWHERE.search(said):
        return False
    if MODES.search(said):
        return True
    where = place_in(ad.text, clause.begin, clause.end)
    if not where.names:
        return False
    beside = (
        ad.plain[clause.begin : where.begin] + " " + ad.plain[where.end : clause.end]
    )
    return len(re.findall(r"[a-z]{3,}", beside)) <= WORDS_BESIDE


def sentences(ad: Ad, title: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for clause in ad.clauses:
        said = ad.said(clause)
        if clause.kind in {COMPANY, BENEFITS} or ELSEWHERE.search(said):
            continue
        begin = title[1] if clause.begin <= title[0] < clause.end else clause.begin
        works = any(
            is_meant(ad.plain, *mode.span())
            for mode in MODES.finditer(ad.plain, begin, clause.end)
        )
        if works or CUE.search(said) or clause.kind == TITLE or OFFICE.search(said):
            yield (begin, clause.end)


def read_statement(ad: Ad, begin: int, end: int) -> Reach:
    barred = EXCEPT.search(ad.plain, begin, end)
    included = place_in(ad.text, begin, barred.start() if barred else end)
    if not included.names:
        return Reach()
    excluded: tuple[str, ...] = ()
    last = included.end
    if barred:
        out = read_where(ad.text, barred.end(), end)
        excluded, last = tuple(out.names), max(last, out.end)
    rule = Rule(tuple(included.names), excluded)
    cities = tuple(
        Mark(city.id, included.begin, included.end) for city in included.cities
    )
    return Reach(Mark(rule, included.begin, last), cities)


def place_in(text: str, begin: int, end: int) -> Where:
    where = read_where(text, begin, end)
    if where.names or not CODED.search(text[begin:end]):
        return where
    line = read_place(text[begin:end])
    if line.names:
        line.begin, line.end = line.begin + begin, line.end + begin
    return line


def joined(one: Reach, other: Reach) -> Reach:
    """Both statements: what is included by either, less what either excludes."""
    if not (one.rule and other.rule):
        return one if one.rule else other
    includes = [*one.rule.value.includes, *other.rule.value.includes]
    excludes = (*one.rule.value.excludes, *other.rule.value.excludes)
    rule = Rule(tuple(widest(includes)), tuple(dict.fromkeys(excludes)))
    cities = {mark.value: mark for mark in (*one.cities, *other.cities)}
    mark = Mark(rule, one.rule.begin, one.rule.end)
    return Reach(mark, tuple(cities.values()))


def widest(names: list[str]) -> Iterator[str]:
    """Each name once, without those that another one contains; never "anywhere"."""
    known = list(dict.fromkeys(names))
    if len(known) > 1 and WORLDWIDE in known:
        known.remove(WORLDWIDE)
    for name in known:
        others = (other for other in known if other != name)
        if not any(regions.members(name) < regions.members(other) for other in others):
            yield name
