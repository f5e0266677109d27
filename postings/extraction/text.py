"""Any ad as plain lines, with every letter's place in the text as it was given.

Markdown with or without escapes, HTML (escaped once more or not), plain text, and
blocks glued together all become lines; a point of a list begins with `- `. Every
pass reads the text once, from left to right, so that hostile input costs no more
than any other.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from postings.extraction.labels import INLINE, KINDS
from postings.vocabulary import known_skills

LIMIT = 60_000
BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header"
    " hr main ol p pre section table tbody thead tr ul".split()
)
UNSEEN = frozenset({"script", "style", "template", "noscript", "svg", "head"})

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>|<!--|-->|<![a-zA-Z][^<>]*>")
CUT_TAG = re.compile(r"</?[a-zA-Z!][^<>]*\Z")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
ESCAPED_TAG = re.compile(r"&lt;/?[a-zA-Z]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufe0f\ufeff]")
ODD_BLANK = re.compile("[\t\r\f\v\u00a0\u2000-\u200a\u202f\u3000]")
COMBINED = re.compile("[A-Za-z][\u0300-\u036f]{1,4}")
ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|>~$&])")
BOLD_RUN = re.compile(r"\*\*([^*\n]{1,60})\*\*")
BOLD = re.compile(r"\*\*|__")
INLINE_POINT = re.compile(r"(?<=\S) +[*•●▪►] +(?=\S)")
POINT = re.compile(r"(?m)^[ ]*(?:[*•●▪►‣·✓✔✅\u2795➤–—-] *|\d{1,2}[.)] +)(?=\S)")
HEADING = re.compile(r"(?m)^[ ]*#{1,6} +")
PICTURE = re.compile("[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff] *")
BLANKS = re.compile(r" {2,}")
EDGES = re.compile(r"(?m) +$|^ +")
CAMEL = re.compile(
    r"\b\w{0,60}[a-zà-ÿ)][A-ZÀ-Þ]\w{0,60}|\b\w{0,60}[A-Z]{2}[a-z]\w{0,60}"
)
JOINT = re.compile(r"(?<=[a-zà-ÿ)])(?=[A-ZÀ-Þ])|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")
# What a picture says where a word would stand.
SAYS = {
    **dict.fromkeys("📍🌎🌍🌐🌏🏠🏢🗺", "Location: "),
    **dict.fromkeys("💰💵💲🤑", "Pay: "),
}

Range = tuple[int, int]
Edit = tuple[int, int, str]


@dataclass(frozen=True)
class Traced:
    """A text, and for each of its letters the range that it stands for in the source."""

    text: str
    at: Sequence[Range]

    @classmethod
    def of(cls, source: str) -> "Traced":
        return cls(source, [(place, place + 1) for place in range(len(source))])

    def edited(self, edits: Iterable[Edit]) -> "Traced":
        """With words in place of ranges, which come in order and do not overlap."""
        parts: list[str] = []
        at: list[Range] = []
        last = 0
        for begin, end, word in edits:
            parts += (self.text[last:begin], word)
            at += self.at[last:begin]
            if word:
                at += [self.source(begin, end)] * len(word)
            last = end
        if not parts:
            return self
        return Traced("".join([*parts, self.text[last:]]), [*at, *self.at[last:]])

    def replaced(
        self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]
    ) -> "Traced":
        """Every match in other words, which stand for the place of the match."""
        return self.edited(
            (*match.span(), new if isinstance(new, str) else new(match))
            for match in pattern.finditer(self.text)
        )

    def source(self, begin: int, end: int) -> Range:
        """Where these letters stand in the source; `end` is exclusive."""
        if not self.at:
            return (0, 0)
        if begin >= len(self.at):
            return (self.at[-1][1], self.at[-1][1])
        return (self.at[begin][0], self.at[max(begin, end - 1)][1])


def read(source: str) -> Traced:
    """The ad as lines of plain text; what is beyond 60 000 letters is not read."""
    read = Traced.of(source[:LIMIT]).replaced(INVISIBLE, "").replaced(ODD_BLANK, " ")
    read = without_markup(read).replaced(INVISIBLE, "").replaced(ODD_BLANK, " ")
    read = read.replaced(COMBINED, lambda match: composed(match[0]))
    read = read.replaced(ESCAPE, "").replaced(INLINE_POINT, "\n- ")
    read = read.edited(bold_labels(read.text)).replaced(BOLD, "")
    read = read.replaced(HEADING, "")
    read = read.replaced(PICTURE, lambda match: SAYS.get(match[0][0], ""))
    read = read.replaced(POINT, "- ").replaced(BLANKS, " ").replaced(EDGES, "")
    return unglued(read)


def unglued(read: Traced) -> Traced:
    """A line of its own for every label, and for what is glued to the word before."""
    labels = list(inline_labels(read.text))
    glued = sum(begin == end for begin, end, _word in labels)
    read = read.edited(labels)
    return read.edited(joints(read.text)) if glued > 1 else read


def composed(letters: str) -> str:
    return unicodedata.normalize("NFC", letters)


def bold_labels(text: str) -> Iterable[Edit]:
    """A line of its own for bold words that name a part of the ad."""
    for bold in BOLD_RUN.finditer(text):
        words = fold(bold[1]).strip()
        if words.rstrip(" :") in KINDS:
            yield (bold.start(), bold.start(1), "\n")
            yield (bold.end(1), bold.end(), "" if words.endswith(":") else ": ")


def inline_labels(text: str) -> Iterable[Edit]:
    """A new line before each label that follows other words on its line."""
    plain = fold(text)
    for label in INLINE.finditer(plain):
        gap, begin = label.span(1)[0] - label.start(), label.start(1)
        line = plain[plain.rfind("\n", 0, begin) + 1 : label.end(1)]
        starts = text[begin].isupper() or gap > 1 or plain[label.start() - 1] in ".;!?"
        if starts and line.removeprefix("- ") not in KINDS:
            yield (label.start(), begin, "\n")


def joints(text: str) -> Iterable[Edit]:
    """A new line where a capital follows a small letter, but not inside `GitHub`."""
    for word in CAMEL.finditer(text):
        begin, pieces = word.start(), JOINT.split(word[0])
        for place, piece in enumerate(pieces):
            following = pieces[place + 1 : place + 2]
            begin += len(piece)
            if following and piece + following[0] not in camel_words():
                yield (begin, begin, "\n")


@cache
def camel_words() -> frozenset[str]:
    """The words of the vocabulary that have capitals inside."""
    names = (name for skill in known_skills() for name in (skill.name, *skill.aliases))
    return frozenset(
        word for name in names for word in name.split() if JOINT.search(word)
    )


def without_markup(read: Traced) -> Traced:
    """Without tags and entities; what a browser would not show is left out."""
    if len(ESCAPED_TAG.findall(read.text)) > len(TAG.findall(read.text)):
        read = read.replaced(ENTITY, lambda match: html.unescape(match[0]))
    if TAG.search(read.text):
        read = without_tags(read.replaced(CUT_TAG, ""))
    read = read.replaced(ENTITY, lambda match: html.unescape(match[0]))
    return read.replaced(ENTITY, lambda match: html.unescape(match[0]))


def without_tags(read: Traced) -> Traced:
    return read.edited(tag_edits(read.text))


def tag_edits(text: str) -> Iterable[Edit]:
    """What each tag leaves behind; line breaks of the source are blanks, as shown."""
    last, unseen, cells, hides_from = 0, "", 0, 0
    for tag in TAG.finditer(text):
        begin, end = tag.span()
        name, closes = (tag[2] or tag[0]).lower(), bool(tag[1])
        before, unseen = unseen, hidden(unseen, name, closes=closes)
        if not before:
            yield from ((at, at + 1, " ") for at in line_ends(text, last, begin))
            cells = 0 if name == "tr" else cells + (name in {"td", "th"} and not closes)
            hides_from = begin
        if not unseen:
            word = "\n" if before else break_for(name, closes=closes, cells=cells)
            yield (hides_from if before else begin, end, word)
        last = end
    if unseen:
        yield (hides_from, len(text), "")


def line_ends(text: str, begin: int, end: int) -> Iterable[int]:
    at = text.find("\n", begin, end)
    while at != -1:
        yield at
        at = text.find("\n", at + 1, end)


def hidden(unseen: str, name: str, *, closes: bool) -> str:
    """The element inside which nothing is shown, after this tag; "" for none."""
    if unseen:
        over = (closes and name == unseen) or (unseen == "<!--" and name == "-->")
        return "" if over else unseen
    return name if name == "<!--" or (name in UNSEEN and not closes) else ""


def break_for(name: str, *, closes: bool, cells: int) -> str:
    """What a tag leaves behind: a new line, a point, or a colon between two cells."""
    if name == "li":
        return "\n" if closes else "\n- "
    if name in {"td", "th"} and not closes:
        return ": " if cells > 1 else "\n"
    return "\n" if name in BLOCKS else ""


# One letter for one letter, so that places stay the same.
PLAIN = {
    ord(letter): unicodedata.normalize("NFD", letter)[0]
    for letter in map(chr, range(0xC0, 0x250))
    if len(unicodedata.normalize("NFD", letter)) > 1
}


def fold(text: str) -> str:
    """Without accents and capitals; as long as before, letter by letter."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("’", "'").translate(PLAIN)
