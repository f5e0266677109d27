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


def decoded(content: bytes) -> str:
    """The text; every sequence of bytes has one. NUL bytes are left out."""
    encodings = (BOMS[content[:2]],) if content[:2] in BOMS else ENCODINGS[:1]
    for encoding in (*encodings, *ENCODINGS[2:]):
        try:
            return content.decode(encoding).replace("\x00", "").replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1").replace("\x00", "")


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
