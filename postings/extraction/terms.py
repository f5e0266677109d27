"""Contract and working time, in the words that each country has for them."""

import re

from postings.extraction.labels import COMPANY, CONTRACT
from postings.extraction.outline import Ad, Mark
from postings.vocabulary import Contract, Employment

CONTRACTS = {
    Contract.CLT: r"clt",
    Contract.PJ: r"pj|pessoa juridica",
    Contract.ESTAGIO: r"lei do estagio",
    Contract.CONTRACTOR: (
        r"independent contractor|contractors?(?! status)|contratista(?: independiente)?"
    ),
    Contract.EOR: r"employer of record|eor",
    Contract.RELACION_DEPENDENCIA: r"relacion de dependencia",
    Contract.MONOTRIBUTO: r"monotribut(?:o|istas?)",
    Contract.TERMINO_INDEFINIDO: r"termino indefinido|indefinite[- ]term contract",
    Contract.TERMINO_FIJO: r"termino fijo",
    Contract.PRESTACION_SERVICIOS: r"prestacion de servicios",
    Contract.PLAZO_INDEFINIDO: r"plazo indefinido",
    Contract.PLAZO_FIJO: r"plazo fijo",
    Contract.HONORARIOS: r"honorarios",
    Contract.TIEMPO_INDETERMINADO: r"tiempo indeterminado",
    Contract.PLANILLA: r"(?:en|por) planilla(?! (?:de|con)\b)|planilla completa",
    Contract.UNIPERSONAL: r"empresa unipersonal|unipersonal",
    Contract.W2: r"w-?2",
    Contract.F1099: r"1099",
    Contract.EMPLOYEE: r"employee contract|employment contract|contrato de trabajo",
}
TIMES = {
    Employment.FULL_TIME: (
        r"full[- ]?time|tempo integral|periodo integral|tiempo completo"
        r"|jornada completa|dedicacao exclusiva"
    ),
    Employment.PART_TIME: (
        r"part[- ]?time|medio tiempo|media jornada|meio periodo|tiempo parcial"
    ),
    Employment.INTERNSHIP: (
        r"internship|intern|estagio|estagiari[oa]s?|pasantias?|becari[oa]|practicas"
        r" profesionales"
    ),
    Employment.TEMPORARY: (
        r"temporary|contrato temporario|contrato temporal|temporari[oa]|temp role"
    ),
    Employment.FREELANCE: r"freelance|freelancer|freela",
}
# A generic "indefinite" is the regime of the country that calls it so.
INDEFINITE = re.compile(r"(?:contrato:? )?(?:luego )?indefinido\b")
INDEFINITE_IN = {"CO": Contract.TERMINO_INDEFINIDO, "CL": Contract.PLAZO_INDEFINIDO}
TRIAL = re.compile(r"plazo fijo.{0,60}luego (?:plazo )?indefinido")
NOT_BEFORE = re.compile(
    r"(?:\bno|\bnot|\bnao|\bsin|former|mentor|guide|our) (?:an? )?$"
)


def compiled(words: dict[Contract, str] | dict[Employment, str]) -> re.Pattern[str]:
    kinds = (rf"(?P<{kind.value}>{pattern})" for kind, pattern in words.items())
    return re.compile(rf"(?<![\w$])(?:{'|'.join(kinds)})(?![\w])")


IN_CONTRACTS, IN_TIMES = compiled(CONTRACTS), compiled(TIMES)


def contracts_of(ad: Ad, countries: list[str]) -> list[Mark[str]]:
    """Every regime that the ad offers, each once."""
    found = {mark.value: mark for mark in reversed(stated(ad, IN_CONTRACTS))}
    trial = TRIAL.search(ad.plain)
    if trial:
        found.pop(Contract.PLAZO_FIJO.value, None)
    regime = INDEFINITE_IN.get(countries[0]) if len(countries) == 1 else None
    if regime and regime.value not in found:
        for line in ad.lines:
            words = INDEFINITE.search(ad.plain, line.begin, line.end)
            if words and (trial or line.kind == CONTRACT or "contrato" in words[0]):
                found[regime.value] = Mark(regime.value, *words.span())
    return sorted(found.values(), key=lambda mark: mark.begin)


def employment_of(ad: Ad, title: Mark[str] | None) -> list[Mark[str]]:
    """Full-time, part-time and the others, each once; an internship is only that."""
    found = {mark.value: mark for mark in reversed(stated(ad, IN_TIMES))}
    intern = found.get(Employment.INTERNSHIP.value)
    if intern and not (title and title.begin <= intern.begin <= title.end):
        titled = title and IN_TIMES.search(ad.plain, title.begin, title.end)
        if not titled and "pract" not in ad.plain[intern.begin : intern.end]:
            del found[Employment.INTERNSHIP.value]
    return sorted(found.values(), key=lambda mark: mark.begin)


def stated(ad: Ad, pattern: re.Pattern[str]) -> list[Mark[str]]:
    marks = []
    for line in ad.lines:
        if line.kind == COMPANY:
            continue
        # The label counts: `CLT: R$ 9.000 a R$ 10.500`.
        begin = ad.plain.rfind("\n", 0, line.begin) + 1
        for words in pattern.finditer(ad.plain, begin, line.end):
            before = ad.plain[max(0, words.start() - 12) : words.start()]
            if not NOT_BEFORE.search(before):
                marks.append(Mark(str(words.lastgroup), *words.span()))
    return marks
