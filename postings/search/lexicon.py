"""What people call levels, workplaces, contracts, languages and countries.

Keys are without accents and capitals (`formats.sort_key`), in the three languages
of the board together: people mix them.
"""

import re
from functools import cache

from jobboard import formats
from postings.regions import COUNTRIES
from postings.search.words import skill_names
from postings.vocabulary import Contract, Employment, Level, Workplace, spelling

Fact = tuple[str, str]
NAMES: dict[Fact, str] = {
    ("level", Level.SENIOR): "senior|sr|sr.|seniors",
    ("level", Level.MID): "mid|middle|pleno|plena|semi senior|semisenior|semi-senior"
    "|ssr|mid level|mid-level",
    ("level", Level.JUNIOR): "junior|jr|jr.|entry level|entry-level",
    ("level", Level.INTERN): "intern|internship|trainee|estagio|estagiario|estagiaria"
    "|pasantia|pasante|becario|becaria|practicante",
    ("level", Level.STAFF): "staff",
    ("level", Level.PRINCIPAL): "principal",
    ("level", Level.LEAD): "lead|tech lead|team lead|lider|lider tecnico|tech leader",
    ("workplace", Workplace.REMOTE): "remote|remoto|remota|remotos|remotas|home office"
    "|homeoffice|home-office|teletrabajo|teletrabalho|a distancia|100% remoto"
    "|100% remote|fully remote|trabajo remoto|trabalho remoto|desde casa",
    ("workplace", Workplace.HYBRID): "hybrid|hibrido|hibrida",
    ("workplace", Workplace.ONSITE): "onsite|on-site|on site|presencial",
    ("employment", Employment.FULL_TIME): "full time|full-time|fulltime"
    "|tempo integral|tiempo completo|jornada completa|periodo integral",
    ("employment", Employment.PART_TIME): "part time|part-time|parttime|meio periodo"
    "|medio tiempo|media jornada|tempo parcial|tiempo parcial",
    ("employment", Employment.FREELANCE): "freelance|freelancer|freela|autonomo",
    ("contract", Contract.CLT): "clt",
    ("contract", Contract.PJ): "pj",
    ("contract", Contract.CONTRACTOR): "contractor|contratista",
    ("contract", Contract.EOR): "eor|employer of record",
    ("contract", Contract.MONOTRIBUTO): "monotributo|monotributista",
    ("contract", Contract.RELACION_DEPENDENCIA): "relacion de dependencia",
    ("contract", Contract.F1099): "1099",
    ("contract", Contract.W2): "w2|w-2",
}
COUNTRY_NAMES = {
    "US": "usa|u.s.|u.s.a.|eeuu|ee.uu.|eua|united states of america",
    "GB": "uk|england|inglaterra|gran bretana",
    "NL": "holland|holanda",
}
LANGUAGES = {
    "en": "english|ingles|inglesa",
    "pt": "portuguese|portugues|portuguesa",
    "es": "spanish|espanol|castellano|castelhano|espanhol",
    "fr": "french|frances",
    "de": "german|aleman|alemao",
    "it": "italian|italiano",
}
FLUENCY = {
    "A2": "basic|basico",
    "B1": "intermediate|intermedio|intermediario",
    "C1": "advanced|avanzado|avancado|fluent|fluente|fluido|fluida",
    "C2": "native|nativo|nativa|bilingual|bilingue",
}
WITHOUT = frozenset({"no", "sin", "sem", "without"})
# Words around facts that say nothing once the facts are taken out.
FILLERS = frozenset(
    "job jobs vaga vagas emprego empregos empleo empleos trabajo trabajos trabalho"
    " trabalhos position positions oportunidad oportunidade work working for in at the"
    " a an and or with from of to para o os as no na nos nas em de do da dos das e com"
    " por por en el la los las y con desde que un una uma um al hasta ate my i"
    " anywhere only nivel level".split()
)
# Skills of the vocabulary that are what people call themselves: titles say them,
# lists of skills mostly do not, so they stay words.
CALLINGS = frozenset(
    "backend frontend full-stack mobile devops data-engineering data-science"
    " data-analysis business-analysis engineering-management product-management"
    " project-management web-development game-development desktop-development qa"
    " manual-testing information-security networking ux-design ui-design"
    " software-architecture platform-engineering sre".split()
)


@cache
def facts() -> dict[str, Fact]:
    """The fact for each way in which people say it."""
    return {
        name: (attribute, str(value))
        for (attribute, value), names in NAMES.items()
        for name in names.split("|")
    }


@cache
def countries() -> dict[str, str]:
    """The code for each name of a country in the board's languages."""
    names = {
        formats.sort_key(name): code
        for code in COUNTRIES
        for name in formats.country_names(code)
        if len(name) > 2
    }
    more = {name: c for c, names in COUNTRY_NAMES.items() for name in names.split("|")}
    return names | more


@cache
def languages() -> dict[str, str]:
    return {
        name: code for code, names in LANGUAGES.items() for name in names.split("|")
    }


@cache
def fluency() -> dict[str, str]:
    """The CEFR level for each way in which people say it, the level itself included."""
    said = {
        name: level for level, names in FLUENCY.items() for name in names.split("|")
    }
    return said | {level.lower(): level for level in "A1 A2 B1 B2 C1 C2".split()}


@cache
def vocabulary() -> frozenset[str]:
    """Every single word that has a meaning here, to tell slips from words."""
    known = {*facts(), *languages(), *fluency(), *countries(), *skill_names()}
    words = {word for name in known for word in re.findall(r"\w{3,}", name)}
    return frozenset(formats.sort_key(word) for word in words)


def skill(words: str) -> str:
    """The slug of the skill of this name, but for callings; empty for none."""
    found = skill_names().get(spelling(words), "")
    return "" if found in CALLINGS else found
