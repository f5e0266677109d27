"""HTML from elsewhere as Markdown, with what a page of ours can show and no more."""

import html
import re
from html.parser import HTMLParser

from postings.extraction.mending import mended
from postings.extraction.text import CUT_TAG, ESCAPED_TAG, TAG, UNSEEN

BLOCKS = frozenset(
    "address article blockquote div dl dt dd footer header main p pre section table"
    " tbody thead tr ul ol".split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
STRONG = frozenset({"b", "strong"})
EMPTY_LINES = re.compile(r"\n{3,}")
LOOSE_BLANKS = re.compile(r"[ \t\u00a0]+")
EMPTY_BOLD = re.compile(r"\*\*[ \n]*\*\*")
EMPTY_POINT = re.compile(r"(?m)^- *$\n?")
SPECIAL = re.compile(r"([\\`*_\[\]])")


class _Reader(HTMLParser):
    """Collects Markdown; forgives every kind of broken HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.unseen += 1
        elif tag in HEADINGS:
            self.parts.append("\n\n## ")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag == "br" or tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag in STRONG:
            self.parts.append("**")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in HEADINGS or tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag in STRONG:
            self.parts.append("**")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            words = LOOSE_BLANKS.sub(" ", data.replace("\n", " "))
            self.parts.append(SPECIAL.sub(r"\\\1", words))


def to_markdown(source: str) -> str:
    """The text of HTML, escaped once more or not, as Markdown; plain text stays."""
    source = mended(source)
    if len(ESCAPED_TAG.findall(source)) > len(TAG.findall(source)):
        source = html.unescape(source)
    if not TAG.search(source):
        return html.unescape(source).strip()
    reader = _Reader()
    reader.feed(CUT_TAG.sub("", source))
    reader.close()
    return tidy("".join(reader.parts))


def tidy(markdown: str) -> str:
    """Bold that marks nothing, points without words and loose blanks are left out."""
    text = balanced(markdown)
    lines = (line.strip() for line in EMPTY_BOLD.sub(" ", text).split("\n"))
    joined = EMPTY_LINES.sub("\n\n", "\n".join(lines))
    return EMPTY_LINES.sub("\n\n", EMPTY_POINT.sub("", joined)).strip()


def balanced(markdown: str) -> str:
    """Bold closes in the block in which it opens, around words and not blanks."""
    blocks = []
    for part in markdown.split("\n"):
        pieces = part.split("**")
        if len(pieces) % 2 == 0:
            pieces[-2:] = ["".join(pieces[-2:])]
        for place in range(1, len(pieces), 2):
            inner = pieces[place]
            words = inner.strip()
            lead, tail = (
                inner[: len(inner) - len(inner.lstrip())],
                inner[len(inner.rstrip()) :],
            )
            pieces[place] = f"{lead}**{words}**{tail}" if words else inner
        blocks.append("".join(pieces))
    return "\n".join(blocks)
