"""What a reader does not want to see: jobs, companies, and words.

It is no part of the criteria: no address, alert or feed carries it, and every
reader has their own.
"""

from dataclasses import dataclass

from jobboard.text import UNPRINTABLE
from postings.models import WORD_AT_MOST
from postings.search import words

# Each word costs every search a little.
WORDS_AT_MOST = 50


@dataclass(frozen=True)
class Hiding:
    """Ids of postings and of companies, and words as `word_to_hide` gives them."""

    postings: frozenset[int] = frozenset()
    companies: frozenset[int] = frozenset()
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # How a frozen dataclass puts its own fields in order.
        object.__setattr__(self, "words", tuple(sorted(set(self.words))))

    def __len__(self) -> int:
        return len(self.postings) + len(self.companies) + len(self.words)

    def joined(self, other: "Hiding") -> "Hiding":
        """Both together."""
        return Hiding(
            self.postings | other.postings,
            self.companies | other.companies,
            (*self.words, *other.words),
        )

    def without(self, other: "Hiding") -> "Hiding":
        """What the other does not hide as well."""
        return Hiding(
            self.postings - other.postings,
            self.companies - other.companies,
            tuple(word for word in self.words if word not in other.words),
        )

    def as_sql(self) -> tuple[str, list[object]]:
        """Where a posting is not hidden, on the table of documents; never NULL."""
        parts: list[str] = []
        values: list[object] = []
        if self.postings:
            parts.append("posting_id <> ALL(%s::bigint[])")
            values.append(sorted(self.postings))
        if self.companies:
            parts.append("(company_id IS NULL OR company_id <> ALL(%s::bigint[]))")
            values.append(sorted(self.companies))
        if self.words:
            sql, parameters = words_as_sql(self.words)
            parts.append(f"NOT words @@ ({sql})")
            values += parameters
        return " AND ".join(parts) or "true", values


NOTHING_HIDDEN = Hiding()


def words_as_sql(given: tuple[str, ...]) -> tuple[str, list[object]]:
    """An expression of type tsquery that finds what holds any of the words."""
    terms = [words.term_sql(words.Term(word)) for word in given]
    parameters = [value for _sql, values in terms for value in values]
    return " || ".join(f"({sql})" for sql, _values in terms), parameters


def word_to_hide(text: str) -> str:
    """The word, or the words of a phrase, in one spelling; empty where it is none."""
    word = " ".join(text.split()).casefold()
    is_word = any(letter.isalnum() for letter in word) and len(word) <= WORD_AT_MOST
    return word if is_word and not UNPRINTABLE.search(word) else ""
