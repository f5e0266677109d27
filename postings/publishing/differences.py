"""Two texts word by word: what stayed, what came and what went."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

# Comparing costs the product of two lengths. Beyond this, what differs is shown whole.
WORK_AT_MOST = 2_000_000
# Lines that share less than this are two lines, not one that was changed.
ALIKE = 0.4
# A word or a sign, with the blanks behind it: blanks alone are no likeness.
WORD = re.compile(r"(?:\w+|[^\w\s]|^)\s*")
SAME, CAME, WENT = "same", "came", "went"


@dataclass(frozen=True)
class Piece:
    """A run of words: `same`, `came` or `went`."""

    kind: str
    words: str


def compare(before: str, after: str) -> list[Piece]:
    """The pieces of both texts, in their order.

    Those that are the same or went make up the text before; those that are the same
    or came, the text after. Lines are compared first, and words only in lines that
    differ, so that a long text costs little more than its changes.
    """
    return list(joined(by_lines(lines_of(before), lines_of(after))))


def lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").splitlines(keepends=True)


def by_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    work = WORK_AT_MOST
    for is_same, gone, come in blocks(old, new, work):
        if is_same:
            yield Piece(SAME, "".join(gone))
            continue
        words = WORD.findall("".join(gone)), WORD.findall("".join(come))
        for still, left, right in blocks(*words, work, ALIKE):
            if still:
                yield Piece(SAME, "".join(left))
            else:
                yield Piece(WENT, "".join(left))
                yield Piece(CAME, "".join(right))
        work -= len(words[0]) * len(words[1])


def blocks(
    old: Sequence[str], new: Sequence[str], work: int, alike: float = 0
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """(whether they are the same, the old ones, the new ones), block by block."""
    if len(old) * len(new) > work:
        yield old == new, old, new
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < alike:
        yield False, old, new
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        yield tag == "equal", old[a:b], new[c:d]


def joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Without empty pieces, and with neighbours of one kind in one."""
    some = (piece for piece in pieces if piece.words)
    for kind, run in groupby(some, key=lambda piece: piece.kind):
        yield Piece(kind, "".join(piece.words for piece in run))
