"""Ids: random numbers of 60 bits, shown as twelve letters and digits.

Random, so that an address tells nobody how many others there are; numbers, so
that keys and joins stay small; made in Python, so that a row's id is known
before it is written. The alphabet is Crockford's base 32 in lower case, which
leaves out the letters that people misread.
"""

import secrets
from datetime import date

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
LENGTH = 12
PATTERN = f"[{ALPHABET}]{{{LENGTH}}}"


def new_id() -> int:
    """A fresh id, 1 to 2**60 - 1."""
    return secrets.randbelow(2**60 - 1) + 1


def encode(number: int) -> str:
    """The twelve letters and digits that people see for an id."""
    return "".join(ALPHABET[number >> shift & 31] for shift in range(55, -1, -5))


def decode(letters: str) -> int:
    """The id behind twelve letters and digits; ValueError where they are none."""
    if len(letters) != LENGTH or not VALUES.keys() >= set(letters):
        raise ValueError(letters)
    number = 0
    for letter in letters:
        number = number << 5 | VALUES[letter]
    return number


class IdConverter:
    """An id in an address: `<id:posting_id>`."""

    regex = PATTERN

    def to_python(self, value: str) -> int:
        return decode(value)

    def to_url(self, value: int) -> str:
        return encode(value)


class DayConverter:
    """A day in an address: `<day:day>`, as 2026-01-31."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()
