"""Bitmaps in Python integers: bit n of each stands for the n-th of some postings."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable
from decimal import Decimal


def bitmap(numbers: Iterable[int], size: int) -> int:
    """The bitmap in which these bits, all below `size`, are set."""
    octets = bytearray(size // 8 + 1)
    for number in numbers:
        octets[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(octets, "little")


def numbers(bits: int) -> list[int]:
    """The numbers of the bits that are set, the lowest first."""
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found


def as_array(numbers: Iterable[int]) -> str:
    """Many whole numbers as PostgreSQL reads an array, to be cast by the statement.

    Handed over one by one they would take longer than the statement itself.
    """
    return f"{{{','.join(map(str, numbers))}}}"


class Terms:
    """Which of the postings has which term; bitmaps are made where they are asked for."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.numbers: defaultdict[Hashable, list[int]] = defaultdict(list)
        self.made: dict[Hashable, int] = {}

    def add(self, number: int, name: str, values: Iterable[Hashable]) -> None:
        for value in values:
            self.numbers[name, value].append(number)

    def having(self, name: str, value: Hashable) -> int:
        """The postings with this term."""
        known = self.made.get((name, value))
        if known is None:
            known = bitmap(self.numbers.get((name, value), ()), self.size)
            self.made[name, value] = known
        return known

    def having_any(self, name: str, values: Iterable[Hashable]) -> int:
        found = 0
        for value in values:
            found |= self.having(name, value)
        return found


class Scale:
    """Postings by a figure: those whose figure is at least so much."""

    def __init__(self, figures: Iterable[tuple[Decimal | int, int]]) -> None:
        """figures: (figure, number of the posting) of all that have one."""
        ordered = sorted(figures, reverse=True)
        # Negated they rise, as bisecting wants it.
        self.negated = [-figure for figure, _number in ordered]
        self.bitmaps = [0]
        for _figure, number in ordered:
            self.bitmaps.append(self.bitmaps[-1] | 1 << number)

    @property
    def stated(self) -> int:
        """The postings that have a figure at all."""
        return self.bitmaps[-1]

    def at_least(self, figure: Decimal | int) -> int:
        return self.bitmaps[bisect_right(self.negated, -figure)]
