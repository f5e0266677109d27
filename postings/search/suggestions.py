"""Completions of what is typed, with slips of the finger, and "did you mean".

A table that is made anew every hour from what live postings say. Letters that begin
a completion find it by an index; where nothing begins so, likeness does: trigrams
choose candidates, and the number of slips decides.
"""

from collections import Counter
from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models.functions import Length

from accounts.models import Company
from jobboard import formats
from jobboard.replicas import fetch
from postings.models import Place, Skill, Suggestion
from postings.models.suggestion import LONGEST, Kind
from postings.search import lexicon
from postings.search.words import Term, parse

SHOWN = 10
CANDIDATES = 40
# "pyhton" and "python" share three of eleven trigrams.
LIKENESS = 0.25
SHORTEST_SLIP = 4
WORDS_FROM = 50_000
WORDS_KEPT = 30_000
# Towns that people ask for before a posting is there.
LARGE = 300_000
# What people call themselves and look for, whatever the board has at the moment.
CALLINGS = (
    "desarrollador desarrolladora programador programadora ingeniero ingeniera"
    " analista arquitecto arquitecta diseñador diseñadora científica teletrabajo"
    " desenvolvedor desenvolvedora engenheiro engenheira arquiteto arquiteta"
    " programação estágio estagiário teletrabalho segurança dados infraestrutura"
    " developer programmer engineer analyst architect designer manager scientist"
    " software backend frontend fullstack mobile data security remote internship"
    " remoto remota híbrido presencial pasantía datos programación freelance"
).split()


def rebuild() -> int:
    """Make all completions anew; how many there are."""
    return Suggestion.objects.replace([*words(), *skills(), *companies(), *places()])


def words() -> Iterator[Suggestion]:
    """The words of titles, each in its most frequent spelling."""
    sql = f"""
        SELECT word, ndoc FROM ts_stat($$
            SELECT to_tsvector('simple', search_words(title)) FROM postings_posting
            WHERE id IN (SELECT posting_id FROM posting_document
                ORDER BY published_at DESC, posting_id DESC LIMIT {WORDS_FROM})
        $$) WHERE length(word) BETWEEN 3 AND {LONGEST} AND word ~ '^[[:alpha:]]+$'
        ORDER BY ndoc DESC, word LIMIT {WORDS_KEPT}
    """
    yield from (Suggestion.of(Kind.WORD, word, "", 1) for word in CALLINGS)
    weights: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for word, number in fetch(sql, []):
        key = formats.sort_key(word)
        weights[key] += number
        spelt.setdefault(key, word)
    for key, word in spelt.items():
        yield Suggestion.of(Kind.WORD, word, "", weights[key])


def skills() -> Iterator[Suggestion]:
    """Every skill under every name; its own name weighs a little more."""
    used = used_values("skills")
    for skill in Skill.objects.all():
        weight = used.get(skill.slug, 0)
        if not weight and not skill.is_listed:
            continue
        for name in skill.spellings:
            made = Suggestion.of(Kind.SKILL, name, skill.slug, 2 * weight + 1)
            made.words = skill.name
            yield made
        yield Suggestion.of(Kind.SKILL, skill.name, skill.slug, 2 * weight + 2)


def companies() -> Iterator[Suggestion]:
    """Companies with a live posting."""
    sql = "SELECT company_id, count(*) FROM posting_document GROUP BY 1"
    numbers = {key: number for key, number in fetch(sql, []) if key}
    for company in Company.objects.filter(pk__in=numbers):
        yield Suggestion.of(
            Kind.COMPANY, company.name, company.slug, numbers[company.pk]
        )


def places() -> Iterator[Suggestion]:
    """Towns of live postings, and large ones, under every name."""
    used = used_values("place_ids")
    large = Place.objects.filter(population__gte=LARGE)
    named = large | Place.objects.filter(pk__in=[int(key) for key in used])
    for place in named.order_by("population"):
        weight = used.get(str(place.pk), 0)
        for name in {*place.spellings, formats.sort_key(place.name)}:
            made = Suggestion.of(Kind.PLACE, name, str(place.pk), weight)
            made.words = place.name
            yield made


def used_values(column: str) -> dict[str, int]:
    sql = f"SELECT value::text, count(*) FROM posting_document, unnest({column}) value GROUP BY 1"
    return dict(fetch(sql, []))


def complete(text: str, *, limit: int = SHOWN) -> list[Suggestion]:
    """What the letters begin, the most used first; what they resemble, if nothing."""
    key = formats.sort_key(" ".join(text.split()))[:LONGEST]
    if not key:
        return []
    begun = Suggestion.objects.filter(key__startswith=key)
    found = distinct(list(begun.order_by("-weight", Length("key"), "key")[: 3 * limit]))
    return (found or alike(key))[:limit]


def distinct(rows: list[Suggestion]) -> list[Suggestion]:
    """Each thing once, however many of its names fit."""
    return list({(row.kind, row.value or row.key): row for row in rows[::-1]}.values())[
        ::-1
    ]


def alike(key: str) -> list[Suggestion]:
    """What differs by one or two slips, the fewest first."""
    if len(key) < SHORTEST_SLIP:
        return []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pg_trgm.similarity_threshold', %s, true)",
            [str(LIKENESS)],
        )
        near = list(
            Suggestion.objects.extra(
                where=["key %% %s"],
                params=[key],
                select={"likeness": "similarity(key, %s)"},
                select_params=[key],
                order_by=["-likeness", "-weight", "key"],
            )[:CANDIDATES]
        )
    allowed = 1 if len(key) <= SHORTEST_SLIP else 2
    judged = [(slips(key, row.key, allowed), -row.weight, row.pk, row) for row in near]
    judged.sort(key=lambda one: one[:3])
    return distinct([row for number, _w, _k, row in judged if number <= allowed])


def slips(one: str, other: str, most: int) -> int:
    """Letters too many, missing, wrong or swapped (optimal string alignment).

    Stops counting behind `most`.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, against in enumerate(other, start=1):
            wrong = rows[i - 1][j - 1] + (letter != against)
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, wrong)
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def did_you_mean(q: str) -> str:
    """The same words with unknown ones put right; empty where nothing can be."""
    corrected, changed = q, False
    for group in parse(q):
        for term in group:
            if better := put_right(term):
                corrected = corrected.replace(term.text, better, 1)
                changed = True
    return corrected if changed else ""


def put_right(term: Term) -> str:
    key = formats.sort_key(term.text)
    if term.skill or " " in key or len(key) < SHORTEST_SLIP:
        return ""
    if key in lexicon.vocabulary() or Suggestion.objects.filter(key=key).exists():
        return ""
    found = alike(key)
    return found[0].words.lower() if found else ""
