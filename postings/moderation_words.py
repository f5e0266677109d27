"""Words and links that a moderator should look at; a person decides, never the list."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FILE = Path(__file__).parent / "data" / "moderation_words.tsv"
SEVERE = 3
FOUND_AT_MOST = 20
AGE = "(?:1[89]|[2-6][0-9])"
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# Services whose addresses do not say where they lead.
SHORTENERS = frozenset(
    (
        "bit.ly tinyurl.com goo.gl t.co ow.ly is.gd buff.ly cutt.ly rebrand.ly"
        " shorturl.at t.ly rb.gy encurtador.com.br abre.ai acortar.link bl.ink"
        " tiny.cc lnkd.in wa.me t.me chat.whatsapp.com api.whatsapp.com forms.gle"
    ).split()
)


@dataclass(frozen=True)
class Found:
    """One phrase of a text: its words as they stand there, what kind, how grave (1-3)."""

    words: str
    kind: str
    severity: int

    def as_json(self) -> dict[str, Any]:
        return {"words": self.words, "kind": self.kind, "severity": self.severity}


def find_words(text: str) -> list[Found]:
    """The listed phrases of a text, the gravest first, each once, at most twenty.

    text: of any of the board's languages; a scam mixes them. Capitals, accents,
    punctuation between words and invisible characters hide nothing.
    """
    pattern, entries = load()
    found: dict[str, Found] = {}
    for match in pattern.finditer(plain(text)):
        kind, severity = entries[int(str(match.lastgroup).removeprefix("p"))]
        found.setdefault(match[0], Found(match[0], kind, severity))
    return sorted(found.values(), key=lambda one: -one.severity)[:FOUND_AT_MOST]


def is_shortened(url: str) -> bool:
    """Whether the address belongs to a service that hides where it leads."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return True
    return host in SHORTENERS


def plain(text: str) -> str:
    """Lower case, without accents or invisible characters, one blank between words."""
    letters = unicodedata.normalize("NFKD", text.translate(INVISIBLE).casefold())
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(re.findall(r"[^\W_]+", bare))


@lru_cache(maxsize=1)
def load() -> tuple[re.Pattern[str], list[tuple[str, int]]]:
    """One pattern for the whole list, and (kind, severity) of each of its phrases.

    Longer phrases come first, so that the fullest one is found.
    """
    rows = sorted(entries(), key=lambda row: -len(row[2]))
    parts = [f"(?P<p{n}>{expression(row[2])})" for n, row in enumerate(rows)]
    pattern = re.compile(rf"\b(?:{'|'.join(parts)})\b")
    return pattern, [(kind, severity) for kind, severity, _phrase in rows]


def entries() -> Iterator[tuple[str, int, str]]:
    """(kind, severity, phrase) of every line of the file."""
    with FILE.open(encoding="utf-8") as lines:
        rows = (line for line in lines if not line.startswith("#"))
        for _language, kind, severity, phrase in csv.reader(rows, delimiter="\t"):
            yield kind, int(severity), phrase


def expression(phrase: str) -> str:
    """A regular expression without anything that could run away."""
    return " ".join(
        "(?:" + "|".join(one_word(word) for word in words.split("|")) + ")"
        for words in phrase.split(" ")
    )


def one_word(word: str) -> str:
    if word == "##":
        return AGE
    stem = re.escape(word.removesuffix("*"))
    return f"{stem}[a-z]*" if word.endswith("*") else stem
