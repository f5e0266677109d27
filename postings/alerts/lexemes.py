"""Words of a search as bitmaps: text search queries, evaluated as PostgreSQL does.

The database writes the query (`'python' & !'java' | 'back' <-> 'end'`), this reads
it. Words, prefixes, AND, OR and NOT are exact; of a phrase the bitmaps know only
which postings have all of its words, and the database is asked about those.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from postings.alerts.bits import bitmap

TOKEN = re.compile(
    r"\s*(?:'(?P<word>(?:[^'\\]|''|\\.)*)'(?P<flags>:[*ABCD]+)?"
    r"|(?P<follows><(?:-|\d+)>)|(?P<sign>[&|!()]))"
)
ESCAPED = re.compile(r"''|\\(.)")
# How strongly the operators bind, the weakest first.
OR, AND, FOLLOWS, NOT = "|", "&", "<>", "!"
BINDING = (OR, AND, FOLLOWS)


@dataclass(frozen=True, slots=True)
class Word:
    """One lexeme, or all that begin with it."""

    text: str
    is_prefix: bool


@dataclass(frozen=True, slots=True)
class Not:
    """What the part does not match."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Joined:
    """Parts with one operator between them."""

    sign: str
    parts: tuple["Node", ...]


Node = Word | Not | Joined


def read(query: str) -> Node | None:
    """The query that PostgreSQL wrote, as a tree; None where it is empty."""
    tokens = list(tokens_of(query))
    if not tokens:
        return None
    node, end = joined(tokens, 0, 0)
    if end != len(tokens):
        raise ValueError(query)
    return node


def tokens_of(query: str) -> Iterator[Word | str]:
    at, query = 0, query.strip()
    while at < len(query):
        found = TOKEN.match(query, at)
        if found is None:
            raise ValueError(query)
        at = found.end()
        if found["word"] is not None:
            text = ESCAPED.sub(lambda m: m[1] or "'", found["word"])
            yield Word(text, "*" in (found["flags"] or ""))
        else:
            yield found["sign"] or FOLLOWS


def joined(tokens: Sequence[Word | str], at: int, level: int) -> tuple[Node, int]:
    """The parts that operators of this level join, and where they end."""
    if level == len(BINDING):
        return single(tokens, at)
    node, at = joined(tokens, at, level + 1)
    parts = [node]
    while at < len(tokens) and tokens[at] == BINDING[level]:
        node, at = joined(tokens, at + 1, level + 1)
        parts.append(node)
    return (parts[0] if len(parts) == 1 else Joined(BINDING[level], tuple(parts))), at


def single(tokens: Sequence[Word | str], at: int) -> tuple[Node, int]:
    first = tokens[at]
    if isinstance(first, Word):
        return first, at + 1
    if first == NOT:
        node, at = single(tokens, at + 1)
        return Not(node), at
    node, at = joined(tokens, at + 1, 0)
    return node, at + 1


def words_in(node: Node | None) -> Iterator[Word]:
    """Every word and prefix of a query."""
    match node:
        case Word():
            yield node
        case Not(part):
            yield from words_in(part)
        case Joined(_, parts):
            for part in parts:
                yield from words_in(part)


class Lexemes:
    """Which of the asked-for lexemes is in which of the postings."""

    def __init__(self, texts: Sequence[Sequence[str]], asked: Iterable[Word]) -> None:
        """texts: the lexemes of each posting, in the order of their bits."""
        self.size = len(texts)
        self.everything = (1 << self.size) - 1
        wanted = set(asked)
        known: set[str] = set()
        if any(word.is_prefix for word in wanted):
            known = known.union(*texts)
        self.ordered = sorted(known)
        self.meant = {word: set(self.meaning(word)) for word in wanted}
        every: set[str] = set().union(*self.meant.values())
        self.numbers: dict[str, list[int]] = {lexeme: [] for lexeme in every}
        for number, lexemes in enumerate(texts):
            for lexeme in every.intersection(lexemes):
                self.numbers[lexeme].append(number)
        self.made: dict[Word, int] = {}

    def having(self, word: Word) -> int:
        known = self.made.get(word)
        if known is None:
            some = {n for lexeme in self.meant[word] for n in self.numbers[lexeme]}
            known = self.made[word] = bitmap(some, self.size)
        return known

    def meaning(self, word: Word) -> Iterator[str]:
        """The lexeme itself, or all that there are which begin with it."""
        if not word.is_prefix:
            yield word.text
            return
        at = bisect_left(self.ordered, word.text)
        while at < len(self.ordered) and self.ordered[at].startswith(word.text):
            yield self.ordered[at]
            at += 1

    def bounds(self, node: Node | None) -> tuple[int, int]:
        """The postings that certainly match, and those that possibly do."""
        match node:
            case None:
                return 0, 0
            case Word():
                found = self.having(node)
                return found, found
            case Not(part):
                low, high = self.bounds(part)
                return self.everything & ~high, self.everything & ~low
            case Joined(sign, parts):
                bounds = [self.bounds(part) for part in parts]
                lows, highs = ([pair[end] for pair in bounds] for end in (0, 1))
                if sign == OR:
                    return reduce(or_, lows), reduce(or_, highs)
                return reduce(and_, lows) if sign == AND else 0, reduce(and_, highs)
