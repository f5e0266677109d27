"""The ad in parts: which line belongs to the requirements, the benefits, the company."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from postings.extraction.labels import (
    ALONE,
    AT_START,
    BENEFITS,
    COMPANY,
    FIELDS,
    KINDS,
    NICE,
)
from postings.extraction.text import fold

Value = TypeVar("Value")

CLAUSE_END = re.compile(r"(?<=[.;!?])(?<!\b[A-Za-z]\.)(?<!\b[SJsj]r\.) +(?=\S)")
HEADING_AT_MOST = 60
# A wish, wherever in the ad it stands.
WISH = re.compile(
    r"\b(?:(?:a|big|huge|is a|as a) (?:plus|bonus)|nice to have|would be (?:nice|great)"
    r"|optional|desejave(?:l|is)|diferencia(?:l|is)|deseables?|es un plus|sera un plus"
    r"|sumas? puntos?|suma\b|suman\b|(?:se )?valora(?:mos|ble)?|seria otimo"
    r"|seria ideal|not required|pero no excluyente|no excluyente)\b"
)


@dataclass(frozen=True)
class Mark(Generic[Value]):
    """A value, and the range of the ad's plain text that says it."""

    value: Value
    begin: int
    end: int


@dataclass(frozen=True)
class Part:
    """A line, or a clause of one: what it is about, and where it stands."""

    kind: str
    begin: int
    end: int
    is_labelled: bool = False
    number: int = 0


@dataclass(frozen=True)
class Ad:
    """The plain text, and the same without accents and capitals."""

    text: str

    @cached_property
    def plain(self) -> str:
        return fold(self.text)

    @cached_property
    def lines(self) -> list[Part]:
        return list(self._lines())

    def _lines(self) -> Iterator[Part]:
        """Every line with words, without its label; what the label says lasts.

        A field lasts for its line, or, where it stands alone, like a section: until
        the next label, and after words of its own on the line until an empty line.
        """
        around, inline, begin, number = "", False, 0, 0
        for line in self.plain.split("\n"):
            end = begin + len(line)
            label = AT_START.match(line)
            alone = ALONE.fullmatch(line)
            if alone:
                around, inline = KINDS[alone[1]], False
            elif label:
                kind = KINDS[label[1]]
                yield Part(kind, begin + label.end(), end, True, number)  # noqa: FBT003
                if kind not in FIELDS:
                    around, inline = kind, True
            elif not line:
                around, inline = ("", False) if inline else (around, False)
            else:
                if is_heading(line):
                    around, inline = "", False
                skipped = 2 if line.startswith("- ") else 0
                yield Part(around, begin + skipped, end, number=number)
            number += bool(line)
            begin = end + 1

    @cached_property
    def clauses(self) -> list[Part]:
        """The lines, divided where sentences end; a wish is nice to have anywhere."""
        return [clause for line in self.lines for clause in self._clauses(line)]

    def _clauses(self, line: Part) -> Iterator[Part]:
        begin = line.begin
        words = self.plain[line.begin : line.end]
        ends = [match.start() for match in CLAUSE_END.finditer(words)]
        for place in [*ends, len(words)]:
            end = line.begin + place
            while begin < end and self.plain[begin] == " ":
                begin += 1
            wish = line.kind not in {BENEFITS, COMPANY} and WISH.search(
                self.plain, begin, end
            )
            kind = NICE if wish else line.kind
            if begin < end:
                yield Part(kind, begin, end, line.is_labelled, line.number)
            begin = end

    def said(self, part: Part) -> str:
        """The part's words without accents and capitals."""
        return self.plain[part.begin : part.end]

    def written(self, part: Part) -> str:
        """The part's words."""
        return self.text[part.begin : part.end]


def is_heading(line: str) -> bool:
    """Whether the line names a part that we have no word for."""
    return line.endswith(":") and len(line) <= HEADING_AT_MOST and "- " not in line[:2]
