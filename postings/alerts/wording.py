"""Which of some postings match which words, asking the database only twice.

Once for how it reads words that were not met before, once for the postings of which
the bitmaps cannot tell whether a phrase is in them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from jobboard.rows import fetch
from postings.alerts.bits import as_array, bitmap, numbers
from postings.alerts.lexemes import Lexemes, Node, read, words_in
from postings.search import words

LEXEMES = """
    SELECT posting_id, tsvector_to_array(words) FROM posting_document
    WHERE posting_id = ANY(%s)
"""
# Each long vector is taken out of its storage once, not once for each query.
PHRASES = """
    WITH asked AS (
        SELECT posting_id, array_agg(place) AS places
        FROM unnest(%s::int[], %s::bigint[]) AS pair(place, posting_id)
        GROUP BY posting_id
    ), texts AS MATERIALIZED (
        SELECT posting_id, places, words || ''::tsvector AS words
        FROM asked JOIN posting_document USING (posting_id)
    ), queries AS MATERIALIZED (
        SELECT place, query::tsquery
        FROM unnest(%s::text[]) WITH ORDINALITY AS given(query, place)
    )
    SELECT place, array_agg(posting_id)
    FROM texts CROSS JOIN LATERAL unnest(places) place JOIN queries USING (place)
    WHERE words @@ query GROUP BY place
"""
AT_ONCE = 200
KEPT = 50_000
Query = tuple[str, Node | None]
known: dict[str, Query] = {}


def queries(asked: Collection[str]) -> list[Query]:
    """The text search query of each of these words, as PostgreSQL writes it."""
    if len(known) > KEPT:
        known.clear()
    fresh = [q for q in asked if q not in known]
    for start in range(0, len(fresh), AT_ONCE):
        some = fresh[start : start + AT_ONCE]
        made = [words.as_sql(q) for q in some]
        sql = " UNION ALL ".join(
            f"SELECT {number}, ({one})::text" for number, (one, _) in enumerate(made)
        )
        rows = fetch(sql, [value for _sql, values in made for value in values])
        known.update({some[number]: (text, read(text)) for number, text in rows})
    return [known[q] for q in asked]


@dataclass
class Wording:
    """Which postings match which words: certainly, and perhaps."""

    ids: Sequence[int]
    certain: dict[str, int]
    doubtful: dict[str, int]

    def check(self, wanted: Mapping[str, int]) -> None:
        """Ask about the doubtful ones among the wanted, and doubt no more.

        wanted: for words, the bitmap of the postings of which it matters.
        """
        asked = {
            q: bits & wanted[q] for q, bits in self.doubtful.items() if q in wanted
        }
        for q, bits in checked(self.ids, asked).items():
            self.certain[q] |= bits
        for q in asked:
            del self.doubtful[q]


def wording_of(ids: Sequence[int], asked: Iterable[str]) -> Wording:
    """All of these words in all of these postings, as far as bitmaps can tell.

    ids: rising, in the order of the bits.
    """
    wanted = sorted(set(asked))
    nodes = {q: node for q, (_text, node) in zip(wanted, queries(wanted), strict=True)}
    there: dict[int, list[str]] = dict(fetch(LEXEMES, [list(ids)])) if nodes else {}
    # A posting that has gone meanwhile has no lexemes any more.
    texts = [there.get(key, []) for key in ids]
    words_asked = (word for node in nodes.values() for word in words_in(node))
    lexemes = Lexemes(texts, words_asked)
    bounds = {q: lexemes.bounds(node) for q, node in nodes.items()}
    doubtful = {q: high & ~low for q, (low, high) in bounds.items() if high & ~low}
    return Wording(ids, {q: low for q, (low, _high) in bounds.items()}, doubtful)


def checked(ids: Sequence[int], doubtful: Mapping[str, int]) -> dict[str, int]:
    """Of the postings that may match each of these words, those that do."""
    pairs = [
        (place, ids[number])
        for place, bits in enumerate(doubtful.values(), start=1)
        for number in numbers(bits)
    ]
    if not pairs:
        return {}
    columns = [as_array(column) for column in zip(*pairs, strict=True)]
    names = list(doubtful)
    texts = [text for text, _node in queries(names)]
    number_of = {key: number for number, key in enumerate(ids)}
    return {
        names[place - 1]: bitmap((number_of[key] for key in matching), len(ids))
        for place, matching in fetch(PHRASES, [*columns, texts])
    }
