"""Text that was once read in the wrong encoding, put right again."""

import re

# UTF-8 that was read as Windows-1252 or Latin-1: `SÃ£o`, `â€“`.
TWICE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}"
)


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
