"""Bytes from anywhere as text and JSON, whatever has happened to them on the way."""

import json
import re
from collections.abc import Iterator
from typing import Any

ENCODINGS = ("utf-8-sig", "utf-16", "cp1252", "latin-1")
BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DEPTH = 60
COMMENT = re.compile(r"(?m)^[ \t]*//.*$")
TRAILING = re.compile(r",(?=\s*[}\]])")
# UTF-8 that was read as Windows-1252 or Latin-1: `SÃ£o`, `â€“`.
TWICE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}"
)


def decoded(content: bytes) -> str:
    """The text; every sequence of bytes has one. NUL bytes are left out."""
    encodings = (BOMS[content[:2]],) if content[:2] in BOMS else ENCODINGS[:1]
    for encoding in (*encodings, *ENCODINGS[2:]):
        try:
            return content.decode(encoding).replace("\x00", "").replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1").replace("\x00", "")


def mended(text: str) -> str:
    """Without UTF-8 that was once read as another encoding; else the same text."""
    return TWICE.sub(lambda match: read_again(match[0]), text)


def read_again(letters: str) -> str:
    """The letters that these bytes were meant to be."""
    raw = b"".join(as_byte(letter) for letter in letters)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return letters


def as_byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1", "replace")


def documents(text: str) -> Iterator[Any]:
    """Every JSON value of the text, one after the other; what is broken ends it.

    Comments on lines of their own, raw line breaks inside strings and commas at the
    end of a list are forgiven. Nothing deeper than 60 levels is read.
    """
    if too_deep(text):
        return
    decoder = json.JSONDecoder(strict=False)
    text = TRAILING.sub("", COMMENT.sub("", text))
    at = start_of_value(text, 0)
    while at >= 0:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value
        at = start_of_value(text, at)


def start_of_value(text: str, at: int) -> int:
    found = re.compile(r"[\[{]").search(text, at)
    return found.start() if found else -1


def too_deep(text: str) -> bool:
    level = 0
    for bracket in re.finditer(r"[\[{\]}]", text):
        level += 1 if bracket[0] in "[{" else -1
        if level > DEPTH:
            return True
    return False


def entries(content: bytes, *names: str) -> Iterator[Any]:
    """The entries of a JSON file: of its lists, or of the lists under these names."""
    for document in documents(decoded(content)):
        if isinstance(document, list):
            yield from document
        elif isinstance(document, dict):
            lists = [
                document[name] for name in names if isinstance(document.get(name), list)
            ]
            for listed in lists:
                yield from listed
            if not lists:
                yield document
