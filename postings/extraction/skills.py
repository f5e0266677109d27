"""Skills: those that the job needs, and those that would be nice to have.

All names and aliases of the vocabulary are found in one pass. A name that is also
an ordinary word counts only as it is written; the trade's general words count only
where the ad lists what it asks for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from postings.extraction.labels import BENEFITS, COMPANY, FIELDS, MUST, NICE, TITLE
from postings.extraction.outline import Ad, Mark, Part
from postings.extraction.text import fold
from postings.vocabulary import known_skills

# Names that are also words: they count with a capital, and not as a sentence's first.
WORDS = frozenset(
    "go r c express expo spring swift dart unity phoenix gin kong bun bubble lean astro"
    " cursor remix lua excel helm hive spark flask celery pix sas java ruby perl sentry"
    " ionic cypress ant camel rest soap pega blip rust scala elixir julia crystal prisma"
    " node vault oracle processing salt chef puppet karate ajax apollo saga glue"
    " ia ai ml qa ui ux bi soc sec make gemini stripe pinecone looker temporal pandas"
    " eco meteor backbone ember aurora athena cognito maven selenium jasmine mocha"
    " pulsar storm presto druid fluentd istio consul nomad packer vagrant dynamo mongo"
    " nats akka play lean shopify square adyen less sass bash dash qt poo pse drf"
    " nest next nuxt boleto".split()
)
# One letter or two: only in a list of such things, or beside what makes it plain.
TINY = frozenset({"r", "c", "go", "d"})
TINY_BESIDE = re.compile(
    r"(?:\blanguages?|\blinguagem|\blenguaje|\bin|\bem|\ben|\bof|\bde|\bwith|\bcom|\bcon"
    r"|\band|\be|\by|\bor|\bou|\bo|\blike|\bbackend|\bknow|[,;/:•|(-]|^) ?$"
)
TINY_AFTER = re.compile(
    r" ?(?:[,;/|)•.:]|$|\n|\(|and\b|or\b|e\b|y\b|ou\b|o\b|for\b|para\b|in\b|developer|devs?\b"
    r"|engineer|s[eê]nior|language|programming|services|microservices|sr\b|,)"
)
# General words of the trade: named by any ad, asked for only where it lists them.
GENERAL = frozenset(
    "agile|algorithms|api design|artificial intelligence|authentication and"
    " authorization|background jobs|big data|business analysis|business intelligence"
    "|caching|clean code|cloud architecture|cloud computing|code review|concurrency"
    "|containers|crm|cryptocurrencies|cms|data analysis|data governance|data migration"
    "|data modeling|data pipelines|data privacy|data quality|data structures"
    "|data visualization|database administration|database design|database migrations"
    "|deep learning|design patterns|design systems|developer experience|devops"
    "|disaster recovery|distributed systems|e-commerce|edtech|embedded systems"
    "|engineering management|enterprise architecture|erp|excel|fintech|firmware"
    "|full-text search|game development|gis|healthtech|high availability|incident"
    " management|information security|insurtech|integration testing"
    "|internationalization|internet of things|legacy modernization|linux|logistics"
    "|low-code|machine learning|mainframe|manual testing|mathematical optimization"
    "|mentoring|message queues|mobile|monitoring|networking|observability|open source"
    "|pair programming|payments|performance optimization|platform engineering"
    "|point of sale|process automation|product analytics|product discovery"
    "|product management|project management|push notifications|refactoring"
    "|relational databases|replication|requirements analysis|robotics|saas|scalability"
    "|sharding|software architecture|solution architecture|sql optimization|statistics"
    "|system administration|system design|systems integration|technical debt"
    "|technical leadership|technical support|technical writing|telecommunications"
    "|test automation|test planning|ui design|usability testing|ux design|ux research"
    "|version control|virtualization|web development|web performance|webhooks"
    "|responsive web design|application security|network security|open finance"
    "|capital markets|digital wallets|blockchain|microservices|event-driven architecture"
    "|api testing|agtech|anti-fraud|web3|sre|rpa|hybrid|security operations|scrum|kanban"
    "|lean|mlops|natural language processing|computer vision|generative ai|etl|nosql"
    "|rest|soap|smart contracts".split("|")
)
# Disciplines: the name of the job, not something that it asks for besides.
DISCIPLINES = frozenset(
    "backend|frontend|full stack|mobile|web development|desktop development|qa"
    "|data science|data engineering|linux foundation|artificial intelligence".split("|")
)
ASKS = re.compile(
    r"\b(?:know(?:s|ledge)?|experience|experien\w+|conocimientos?|conhecimentos?|requi\w+"
    r"|exig\w+|need\w*|necesit\w+|precis\w+|must|tem que|domin\w+|manejo|skilled"
    r"|proficien\w+|fluent in|dev team|stack|deep|use|usamos|uses?|we work with|write"
    r"|have run|ja cuidou|lived with|gestao|gestion|leadership)\b"
)
NOT_ASKED = re.compile(
    r"\b(?:no need (?:to know|for)|do(?:es)? not (?:use|need)|don't (?:use|need)"
    r"|no usamos|nao usamos|you do not need|instead of|built by|who built|creators of"
    r"|no hace falta)\b"
)
# A line that is mostly names is a list of what is asked for, whatever stands above it.
LIST_SHARE = 0.34
PLURAL_FROM = 5
# `Ssr` is semi-senior, `GO` is Goiás.
EXACT = {"ssr": "SSR", "go": "Go", "rest": "REST", "soap": "SOAP", "soc": "SOC"}


@dataclass(frozen=True)
class Need:
    """A skill by the vocabulary's name, and whether it is a must."""

    name: str
    is_required: bool = True


@dataclass(frozen=True)
class Name:
    """One spelling of a skill."""

    skill: str
    is_word: bool
    is_general: bool


@cache
def spellings() -> tuple[list[str], dict[str, Name], AhoCorasick]:
    """Every spelling, what it names, and what finds all of them in one pass."""
    known: dict[str, Name] = {}
    for skill in known_skills():
        general = fold(skill.name) in GENERAL
        for written in (skill.name, *skill.aliases):
            spelling = fold(written)
            name = Name(skill.name, spelling in WORDS, general)
            if written == skill.name:
                known[spelling] = name
            known.setdefault(spelling, name)
    names = sorted(known)
    return names, known, AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)


def skills_of(ad: Ad, title: Mark[str] | None) -> list[Mark[Need]]:
    """Every skill once; one that is asked for and wished for is asked for."""
    found: dict[str, Mark[Need]] = {}
    for clause in ad.clauses:
        if clause.kind in {BENEFITS, COMPANY} or NOT_ASKED.search(ad.said(clause)):
            continue
        marks = list(names_in(ad, clause))
        general = takes_general(ad, clause, marks, title)
        for mark in marks:
            if mark.value.is_general and not general:
                continue
            need = Need(mark.value.skill, clause.kind != NICE)
            known = found.get(need.name)
            if known is None or (need.is_required and not known.value.is_required):
                found[need.name] = Mark(need, mark.begin, mark.end)
    return list(found.values())


def takes_general(
    ad: Ad, clause: Part, marks: list[Mark[Name]], title: Mark[str] | None
) -> bool:
    """Whether the clause lists what is asked for, so that general words count in it."""
    if clause.kind in {MUST, NICE}:
        return True
    titled = title is not None and clause.begin <= title.begin < clause.end
    if titled or clause.kind == TITLE or clause.kind in FIELDS:
        return False
    if ASKS.search(ad.said(clause)) and not clause.kind:
        return True
    letters = sum(letter.isalnum() for letter in ad.said(clause))
    covered = sum(mark.end - mark.begin for mark in marks)
    return covered > LIST_SHARE * letters


def names_in(ad: Ad, clause: Part) -> Iterator[Mark[Name]]:
    names, known, finder = spellings()
    words = ad.said(clause)
    for number, first, last in finder.find_matches_as_indexes(words):
        name = known[names[number]]
        if fold(name.skill) in DISCIPLINES or not is_whole(words, first, last):
            continue
        begin, end = clause.begin + first, clause.begin + last
        if is_meant(ad, clause, names[number], name, begin, end):
            yield Mark(name, begin, end)


def is_whole(words: str, first: int, last: int) -> bool:
    """Whether no letter or sign beside it makes it part of another name."""
    before, after = words[first - 1 : first], words[last : last + 1]
    if before.isalnum() or before in {"@", "#", "_", "."} or after in {"@", "_", "#"}:
        return False
    if after == "s" and last - first > PLURAL_FROM:
        after = words[last + 1 : last + 2]
    if after == "+":
        return False
    if after in {".", "-"} and words[last + 1 : last + 2].isalpha():
        return after == "-" and words[last + 1 : last + 6] in {"based", "first"}
    return not after.isalnum() and not (
        before == "-" and words[first - 2 : first - 1].isalpha()
    )


def is_meant(
    ad: Ad, clause: Part, spelling: str, name: Name, begin: int, end: int
) -> bool:
    """Whether a name that is also an ordinary word is written as a name."""
    written = ad.text[begin:end]
    if EXACT.get(spelling, written) != written:
        return False
    if not name.is_word:
        return True
    if spelling in TINY:
        before = ad.plain[max(clause.begin, begin - 12) : begin]
        beside = TINY_BESIDE.search(before) and TINY_AFTER.match(ad.plain, end)
        return bool(written[:1].isupper() and beside)
    return written[:1].isupper() or spelling in {"node", "pandas"}
